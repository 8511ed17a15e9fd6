import { refuse, type Refusal, type Role } from '@evenkeel/kernel';
import { isLocalDate, type LocalDate } from '@evenkeel/taper-rules';
import { visibilities, type Visibility } from './timeline.js';

/** In characters. */
export const longestAnnotation = 2000;

/** Who writes annotations about a patient. */
export const annotatingRoles = ['prescriber', 'therapist'] as const satisfies readonly Role[];

export type AnnotatingRole = (typeof annotatingRoles)[number];

export const isAnnotatingRole = (role: Role): role is AnnotatingRole => (annotatingRoles as readonly Role[]).includes(role);

const isVisibility = (text: string): text is Visibility => (visibilities as readonly string[]).includes(text);

export type AnnotationRefusal = 'visibility-unknown' | 'not-a-date' | 'date-ahead' | 'text-empty' | 'annotation-too-long';

export interface CheckedAnnotation {
  readonly localDate: LocalDate;
  readonly visibility: Visibility;
  /** Trimmed, never empty. */
  readonly text: string;
}

/** Checks an annotation as it came from outside; a refusal names the field and never repeats the words. */
export function checkAnnotation(raw: { readonly localDate: string; readonly visibility: string; readonly text: string }, today: LocalDate): CheckedAnnotation | Refusal<AnnotationRefusal> {
  const { localDate, visibility } = raw;
  if (!isVisibility(visibility)) return refuse('visibility-unknown', 'visibility');
  if (!isLocalDate(localDate)) return refuse('not-a-date', 'localDate');
  // An annotation is about a day that was, not a plan for one that comes.
  if (localDate > today) return refuse('date-ahead', 'localDate');
  const text = raw.text.trim();
  if (text === '') return refuse('text-empty', 'text');
  if ([...text].length > longestAnnotation) return refuse('annotation-too-long', 'text', { atMost: longestAnnotation });
  return { localDate, visibility, text };
}

/** Who asks for an annotation, and how they stand to its patient. */
export interface AnnotationReader {
  /** Wrote it, and acts in the role in which it was written. */
  readonly isAuthor: boolean;
  readonly isPatient: boolean;
  /** Is on the patient's team, or was paged, or is the patient. */
  readonly reaches: boolean;
  /** The patient's words are shared with the reader; a patient's own always are. */
  readonly seesWords: boolean;
}

/**
 * `only-me` is read by its author, `patient-too` by the patient besides, and `whole-team` by everybody of the team with
 * whom the patient shares words: each circle holds the one before it. Whoever has left the team reads nothing.
 */
export function mayReadAnnotation(visibility: Visibility, { isAuthor, isPatient, reaches, seesWords }: AnnotationReader): boolean {
  if (!reaches) return false;
  if (isAuthor) return true;
  if (!seesWords || visibility === 'only-me') return false;
  return visibility === 'whole-team' || isPatient;
}
