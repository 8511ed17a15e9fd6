import type { AlertId } from '@evenkeel/kernel';

/** Without 0, O, 1 and I, which are misread on a phone and misheard on the telephone. */
export const referenceAlphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/**
 * Four characters by which people name an alert to each other, always the same for the same id. A million
 * combinations: good enough to tell open alerts apart, never an address and never proof of anything.
 */
export function reference(alertId: AlertId): string {
  let hash = 0x811c9dc5;
  for (const character of alertId) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  hash = (hash ^ (hash >>> 15)) >>> 0;
  return [0, 5, 10, 15].map((shift) => referenceAlphabet.charAt((hash >>> shift) & 31)).join('');
}
