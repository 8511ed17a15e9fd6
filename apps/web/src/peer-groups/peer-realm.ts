import { ApiError, createApiClient } from '@evenkeel/api-client';
import { QueryClient } from '@tanstack/react-query';
import { currentLanguage, whenLanguageChanges } from '../language/language.js';
import { api } from '../shell/api.js';
import { leavePeerRealm, leftPeerRealm, peerKeys, whenLeft } from '../shell/leave-peer-realm.js';

export type Part = 'peer' | 'moderator';

/** Asks the peer realm, under its own cookie. */
export const peerApi = createApiClient({ fetch: (input, init) => globalThis.fetch(input, init), endpoint: '/peer/graphql', language: currentLanguage });

/** What was read there: in memory, apart from everything clinical, and gone with the visit. */
export const peerQueries = new QueryClient({
  defaultOptions: { queries: { staleTime: 5_000, gcTime: 5 * 60_000, networkMode: 'always', refetchOnWindowFocus: 'always', refetchOnReconnect: 'always' } },
});
whenLanguageChanges(() => void peerQueries.invalidateQueries());
globalThis.addEventListener(leftPeerRealm, () => peerQueries.clear());

export interface GroupCard {
  readonly id: string;
  readonly topic: string;
  readonly about: string;
  readonly readOnly: boolean;
  readonly sizeBand: 'under-5' | '5-to-20' | '21-to-50' | 'over-50';
  readonly hasRoom: boolean;
}

export interface Community {
  readonly name: string;
  readonly zone: string;
  readonly moderatedFrom: string;
  readonly moderatedTo: string;
  readonly groups: readonly GroupCard[];
}

/** The groups of the reader's clinic, asked with the clinical cookie; the same for everybody there. `null` where there are none. */
export async function listGroups(): Promise<Community | null> {
  return ((await api.rest('POST', '/peer-entry/groups')) as { community?: Community | null } | null)?.community ?? null;
}

const inside = `${peerKeys}inside`;

/** As what this tab is in the groups; `null` outside. A tab that did not go in itself is outside, whatever cookie there is. */
export async function currentVisit(): Promise<Part | null> {
  await whenLeft();
  if (kept(inside) === null) return null;
  return partIn(await peerApi.rest('GET', '/peer/auth/session'));
}

/**
 * Goes in: a ticket for the clinical session, given at once to the other realm. Whoever was in before has left.
 * @param groupId of a patient's group; `null` for a moderator, who comes into all of them
 */
export async function goIn(groupId: string | null): Promise<Part> {
  await leavePeerRealm();
  const ticket = (await api.rest('POST', '/peer-entry/enter', groupId === null ? {} : { groupId }) as { ticket?: unknown } | null)?.ticket;
  if (typeof ticket !== 'string') throw new ApiError('fault');
  const part = partIn(await peerApi.rest('POST', '/peer/auth/enter', { ticket }));
  if (part === null) throw new ApiError('fault');
  keep(inside, '1');
  return part;
}

function partIn(reply: unknown): Part | null {
  const part = (reply as { session?: { part?: unknown } | null } | null)?.session?.part;
  return part === 'peer' || part === 'moderator' ? part : null;
}

/** What this tab keeps under a key of the groups; `null` also where the browser keeps nothing. */
export function kept(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keeps it for this tab alone; `null` forgets it. */
export function keep(key: string, value: string | null): void {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, value);
  } catch {
    // Without storage it is in memory as long as the screen is open.
  }
}
