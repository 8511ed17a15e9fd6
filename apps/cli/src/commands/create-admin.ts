import { type AdminProblem, checkNewAdmin, createAdmin as create, type NewAdmin, type NewAdminField } from '@evenkeel/product';
import { checkPassword } from '@evenkeel/identity-rules';
import { type Command, Mistake, text } from '../command.js';

export const createAdmin: Command = {
  name: 'create-admin',
  summary: 'create an administrator, and the organisation if there is none; asks for the password',
  options: {
    name: { type: 'string', says: 'name of the person' },
    email: { type: 'string', says: 'address to sign in with' },
    organisation: { type: 'string', says: 'name of the organisation, needed for the first administrator' },
    zone: { type: 'string', says: 'time zone of a new organisation, such as Europe/Madrid' },
    country: { type: 'string', says: 'country of a new organisation as two letters; decides which emergency numbers are shown first' },
    'fallback-phone': { type: 'string', says: 'number of a new organisation for when nobody answers an alert' },
    clinician: { type: 'string', says: 'clinician who signs the shipped rules and ladders for a new organisation' },
    'password-stdin': { type: 'boolean', says: 'read the password as one line from standard input' },
  },
  run: async (context) => {
    const name = text(context, 'name') ?? await context.ask('Name: ');
    const email = text(context, 'email') ?? await context.ask('E-mail: ');
    const admin: NewAdmin = {
      name, email, organisation: text(context, 'organisation') ?? null, zone: text(context, 'zone') ?? null, country: text(context, 'country') ?? null,
      fallbackPhone: text(context, 'fallback-phone') ?? null, clinician: text(context, 'clinician') ?? null,
    };
    // Before anybody types a password.
    refuse(checkNewAdmin(admin));
    const password = await context.ask('Password: ', context.values['password-stdin'] !== true);
    const weak = checkPassword(password, [name, email, admin.organisation ?? '']);
    if (weak !== null) throw new Mistake(`This password cannot be used: ${weak.code.replaceAll('-', ' ')}.`);
    const made = await create(context.config(), admin, password);
    if (made.kind === 'refused') return refuse(made.problems);
    if (made.newOrganisation) context.print(`Organisation ${made.organisation} created`);
    context.print(`Administrator of ${made.organisation} created`);
    return 0;
  },
};

const options: Partial<Record<NewAdminField, string>> = { fallbackPhone: 'fallback-phone' };

/** Says every problem by the name of its option. Returns when there is none. */
function refuse(problems: readonly AdminProblem[]): number {
  if (problems.length === 0) return 0;
  throw new Mistake(['No administrator was created:', ...problems.map(({ field, why }) => `  --${options[field] ?? field} ${why}`)].join('\n'));
}
