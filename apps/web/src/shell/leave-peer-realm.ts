import { api } from './api.js';

/** Where a tab notes that it has gone in, and keeps what is being typed there. Nothing of it outlives the tab. */
export const peerKeys = 'evenkeel.group.';

/** Rung on the window when nobody of this page is in the groups any more: what was read there is forgotten. */
export const leftPeerRealm = 'evenkeel:left-groups';

let leaving: Promise<unknown> = Promise.resolve();

/**
 * Ends the visit to the groups, whoever began it in this browser: with every sign-in, sign-out and change of role, so that
 * nobody goes on under the made-up name of whoever held the device before. Never fails.
 */
export function leavePeerRealm(): Promise<unknown> {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(peerKeys)) sessionStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
  globalThis.dispatchEvent(new Event(leftPeerRealm));
  leaving = api.rest('POST', '/peer/auth/leave').catch(() => undefined);
  return leaving;
}

/** Settles when the last visit is over. To be awaited before a new one begins. */
export const whenLeft = (): Promise<unknown> => leaving;
