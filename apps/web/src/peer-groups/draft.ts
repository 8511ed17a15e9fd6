import { newId } from '../check-ins/new-id.js';
import { peerKeys } from '../shell/leave-peer-realm.js';
import { keep, kept } from './peer-realm.js';

/** What somebody is writing. Its id is the post's, so that sending it twice is sending it once. */
export interface Draft {
  readonly id: string;
  readonly title: string;
  readonly words: string;
  readonly hard: boolean;
  readonly hideDose: boolean;
}

const keyOf = (threadId: string | null): string => `${peerKeys}draft.${threadId ?? 'new'}`;

/** The draft of this tab for that thread, or a blank one. Words that may be about health never go onto the device. */
export function openDraft(threadId: string | null, words = ''): Draft {
  const blank: Draft = { id: newId(), title: '', words, hard: false, hideDose: true };
  if (words !== '') return blank;
  try {
    const found: unknown = JSON.parse(kept(keyOf(threadId)) ?? 'null');
    if (typeof found !== 'object' || found === null) return blank;
    const { id, title, words: typed, hard, hideDose } = found as Record<string, unknown>;
    if (typeof id !== 'string' || typeof title !== 'string' || typeof typed !== 'string') return blank;
    return { id, title, words: typed, hard: hard === true, hideDose: hideDose !== false };
  } catch {
    return blank;
  }
}

/** Keeps it for this tab alone; `null` forgets it. */
export const keepDraft = (threadId: string | null, draft: Draft | null): void => keep(keyOf(threadId), draft === null ? null : JSON.stringify(draft));
