import { newRandomId } from '@evenkeel/database';
import { asOwner } from '../as-owner.js';
import { type Command, type CommandContext, Mistake, text } from '../command.js';
import { makePeerGroup, type NewPeerGroup } from '../make-peer-group.js';

export const createPeerGroup: Command = {
  name: 'create-peer-group',
  summary: 'create a peer group, and the community of the organisation if there is none; invite a moderator before patients see it',
  options: {
    organisation: { type: 'string', says: 'name of the organisation; may be left out when there is only one' },
    topic: { type: 'string', says: 'what the group is about, in a few words' },
    about: { type: 'string', says: 'one sentence for the card' },
    capacity: { type: 'string', says: 'most members; 60 if left out' },
    language: { type: 'string', says: 'en or es, of a new community' },
    community: { type: 'string', says: 'name of a new community; leads to no clinic' },
    from: { type: 'string', says: 'HH:MM from which a moderator reads along, of a new community; 08:00 if left out' },
    to: { type: 'string', says: 'HH:MM until which a moderator reads along, of a new community; 22:00 if left out' },
  },
  run: async (context) => {
    const made = await asOwner(context.config(), (owner) => makePeerGroup(owner, wish(context), newRandomId));
    if (typeof made === 'string') throw new Mistake(made);
    context.print(made.newCommunity ? 'Community and group created' : 'Group created');
    return 0;
  },
};

function wish(context: CommandContext): NewPeerGroup {
  const needed = (name: string): string => {
    const value = text(context, name)?.trim();
    if (value === undefined || value === '') throw new Mistake(`--${name} is missing`);
    return value;
  };
  const capacity = Number(text(context, 'capacity') ?? '60');
  if (!Number.isInteger(capacity) || capacity < 1 || capacity > 1000) throw new Mistake('--capacity must be a whole number between 1 and 1000');
  const language = text(context, 'language') ?? 'en';
  if (language !== 'en' && language !== 'es') throw new Mistake('--language must be en or es');
  const hour = (name: string, otherwise: string): string => {
    const value = text(context, name) ?? otherwise;
    if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(value)) throw new Mistake(`--${name} must be a time such as 08:00`);
    return value;
  };
  return {
    organisation: text(context, 'organisation') ?? null, topic: needed('topic'), about: needed('about'), capacity, language,
    community: text(context, 'community') ?? 'Peer groups', from: hour('from', '08:00'), to: hour('to', '22:00'),
  };
}
