import { refuse, type Refusal } from '@evenkeel/kernel';
import { Temporal } from 'temporal-polyfill';
import type { Instant } from './consent.js';

/**
 * Emergency access to a record without any other basis: HIPAA 164.312(a)(2)(ii) asks for a way, 42 CFR 2.51 for a
 * record of who received what, when and for which emergency. The figures below are ours; the database holds the same.
 */
export const emergencyLimits = {
  /** How long the safety summary stays open. */
  minutes: 60,
  /** How far back its scores go. */
  scoreDays: 14,
  /** How often one person may do this within 24 hours. */
  perDay: 3,
  /** How often one person may look for somebody by name within an hour. */
  looksPerHour: 10,
  /** The words that say what happened. */
  fewestCharacters: 20,
  mostCharacters: 1000,
} as const;

/** Why. `open-alert` needs an open E0 or E1 of that patient; the others are an emergency that somebody reports. */
export const emergencyReasons = ['open-alert', 'seizure', 'danger-to-life', 'overdose', 'other-clinician-asks', 'cannot-be-reached'] as const;

export type EmergencyReason = (typeof emergencyReasons)[number];

export const isEmergencyReason = (text: string): text is EmergencyReason => (emergencyReasons as readonly string[]).includes(text);

export const verdicts = ['justified', 'not-justified'] as const;

export type Verdict = (typeof verdicts)[number];

export const isVerdict = (text: string): text is Verdict => (verdicts as readonly string[]).includes(text);

export interface EmergencyWish {
  readonly name: string;
  readonly birthYear: number;
  readonly reason: string;
  readonly nature: string;
}

export type EmergencyRefusalCode = 'whole-name-missing' | 'birth-year-odd' | 'unknown-reason' | 'words-too-few' | 'words-too-many';

/** Checks what was typed, the field at fault by its name. */
export function checkEmergency(wish: EmergencyWish): Refusal<EmergencyRefusalCode> | null {
  const looked = checkLook(wish);
  if (looked !== null) return looked;
  const { fewestCharacters, mostCharacters } = emergencyLimits;
  if (!isEmergencyReason(wish.reason)) return refuse('unknown-reason', 'reason');
  const length = [...wish.nature.trim()].length;
  if (length < fewestCharacters) return refuse('words-too-few', 'nature', { atLeast: fewestCharacters });
  if (length > mostCharacters) return refuse('words-too-many', 'nature', { atMost: mostCharacters });
  return null;
}

/** Checks a search by the whole name and the year of birth. */
export function checkLook({ name, birthYear }: Pick<EmergencyWish, 'name' | 'birthYear'>): Refusal<EmergencyRefusalCode> | null {
  if (name.trim() === '' || name.length > 200) return refuse('whole-name-missing', 'name');
  return Number.isInteger(birthYear) && birthYear >= 1900 && birthYear <= 2100 ? null : refuse('birth-year-odd', 'birthYear');
}

/** One spelling for one name: accents, case and spaces make no difference, anything else does. */
export const nameKey = (name: string, birthYear: number): string =>
  `${name.normalize('NFD').replace(/\p{Mn}/gu, '').toLowerCase().split(/\s+/).filter((word) => word !== '').join(' ')}|${birthYear}`;

/** One working day later, at the same time of the wall clock; Saturday and Sunday are no working days. */
export function reviewDueAt(openedAt: Instant, zone: string): Instant {
  let due = Temporal.Instant.fromEpochMilliseconds(openedAt).toZonedDateTimeISO(zone).add({ days: 1 });
  while (due.dayOfWeek > 5) due = due.add({ days: 1 });
  return due.epochMilliseconds;
}
