import type { Visibility } from '@evenkeel/timeline-rules';

/** A note that is not saved yet: who may read it, chosen before its words, and the id that makes saving it twice harmless. */
export interface AnnotationDraft {
  readonly id: string;
  readonly visibility: Visibility | null;
  readonly text: string;
}

const drafts = new Map<string, AnnotationDraft>();
const keyOf = (patientId: string, date: string): string => `${patientId} ${date}`;

/**
 * Drafts of this page. They outlive the sheet and the screen, never the page: a clinic's computer has many users, and words
 * about a patient are not left on it.
 */
export const draftOf = (patientId: string, date: string): AnnotationDraft | null => drafts.get(keyOf(patientId, date)) ?? null;

/** Keeps a draft, or forgets it when it is `null`. */
export function keepDraft(patientId: string, date: string, draft: AnnotationDraft | null): void {
  if (draft === null) drafts.delete(keyOf(patientId, date));
  else drafts.set(keyOf(patientId, date), draft);
}
