import { createHash, randomBytes } from 'node:crypto';

/** What goes through the door: 256 bits of chance, of which the database keeps the hash for a minute. */
export const newTicket = (): { readonly ticket: string; readonly hash: Buffer } => {
  const ticket = randomBytes(32).toString('base64url');
  return { ticket, hash: createHash('sha256').update(ticket).digest() };
};
