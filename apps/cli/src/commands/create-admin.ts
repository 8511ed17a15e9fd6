import { createAdmin as create } from '@evenkeel/product';
import { checkPassword } from '@evenkeel/identity-rules';
import { type Command, Mistake, text } from '../command.js';

export const createAdmin: Command = {
  name: 'create-admin',
  summary: 'create an administrator, and the organisation if there is none; asks for the password',
  options: {
    name: { type: 'string', says: 'name of the person' },
    email: { type: 'string', says: 'address to sign in with' },
    organisation: { type: 'string', says: 'name of the organisation, needed for the first administrator' },
    zone: { type: 'string', says: 'its time zone, such as Europe/Madrid' },
    country: { type: 'string', says: 'its country as two letters' },
    'fallback-phone': { type: 'string', says: 'number that is told when nobody answers an alert' },
    clinician: { type: 'string', says: 'clinician who signs the shipped rules and ladders for a new organisation' },
    'password-stdin': { type: 'boolean', says: 'read the password from standard input instead of asking' },
  },
  run: async (context) => {
    const name = text(context, 'name') ?? await context.ask('Name: ');
    const email = text(context, 'email') ?? await context.ask('E-mail: ');
    const password = await context.ask('Password: ', context.values['password-stdin'] !== true);
    const organisation = text(context, 'organisation');
    const refused = checkPassword(password, [name, email, organisation ?? '']);
    if (refused !== null) throw new Mistake(`This password cannot be used: ${refused.code.replaceAll('-', ' ')}.`);
    const made = await create(context.config(), {
      name, email, password, organisation: organisation ?? null, zone: text(context, 'zone') ?? 'UTC', country: text(context, 'country') ?? 'US',
      fallbackPhone: text(context, 'fallback-phone') ?? null, clinician: text(context, 'clinician') ?? null,
    });
    if (made.kind === 'refused') throw new Mistake(made.why);
    context.print(`Administrator of ${made.organisation} created`);
    return 0;
  },
};
