import { refuse, type Refusal, type Role } from '@evenkeel/kernel';

/**
 * Things that people of the team have to do about a patient. The kind says what it is, `about` says which one, and nothing
 * in it repeats what was said or taken. The hours are defaults of the product: within them somebody is expected to have acted.
 */
interface TaskRule {
  readonly hours: number;
  /** Whether it is about reaching the patient. */
  readonly isContact: boolean;
}

const day = 24;

const rules = {
  /** A signed version that the patient has not read a day after the signature. */
  'plan-unread': { hours: day, isContact: true },
  /** The next step does not come: for the prescriber at once, and after a week for the coordinator. */
  'step-locked': { hours: day, isContact: true },
  /** A plan held for four weeks. */
  'hold-review': { hours: 7 * day, isContact: false },
  /** The patient held or slowed the plan. */
  'plan-changed': { hours: 3 * day, isContact: true },
  /** A checked plan waits for nothing but another prescriber of the team. */
  'second-sign-off': { hours: 2 * day, isContact: false },
  /** Nobody confirmed the doses of a regular day. Not the same as missed. */
  'dose-unconfirmed': { hours: 2 * day, isContact: true },
  /** A liquid of another strength was dispensed, and its dose is not shown before somebody confirms it. */
  'concentration-unconfirmed': { hours: 4, isContact: true },
  /** Another medicine that changes the effect of the dose was started or stopped. */
  'interaction-review': { hours: 2 * day, isContact: false },
  'supply-14': { hours: 7 * day, isContact: true },
  'supply-7': { hours: 2 * day, isContact: true },
  'supply-3': { hours: 4, isContact: true },
} as const satisfies Record<string, TaskRule>;

export type TaskKind = keyof typeof rules;
export const taskKinds = Object.keys(rules) as readonly TaskKind[];

/** Who a task is for. */
export const taskRoles = ['prescriber', 'coordinator'] as const;
export type TaskRole = (typeof taskRoles)[number];

/** How a person can answer a task. `not-reached` leaves it open: whoever could not be reached has still to be. */
export const taskOutcomes = ['done', 'reached', 'not-reached', 'not-needed'] as const;
export type TaskOutcome = (typeof taskOutcomes)[number];

/** Characters of a note. */
export const mostOfTaskNote = 1000;

/** Until when a task that opens at this moment waits; milliseconds since 1970 on both sides. */
export const taskDueAt = (kind: TaskKind, openedAt: number): number => openedAt + rules[kind].hours * 3_600_000;

/** When somebody tries again who did not reach the patient. */
export const nextAttemptAt = (now: number): number => now + day * 3_600_000;

/** The answers that a kind of task can have, in the order of a form. */
export const outcomesOf = (kind: TaskKind): readonly TaskOutcome[] => (rules[kind].isContact ? ['done', 'reached', 'not-reached', 'not-needed'] : ['done', 'not-needed']);

/** A prescriber may answer every task; a coordinator those that are for coordinators. */
export const mayCloseTask = (role: Role, forRole: TaskRole): boolean => role === 'prescriber' || role === forRole;

export interface TaskClosing {
  readonly outcome: TaskOutcome;
  /** Trimmed; `null` for no words. */
  readonly note: string | null;
}

/** What somebody answers about a task, checked. Not needed asks for the reason. Refusals name `outcome` or `note`. */
export function checkTaskClosing(kind: TaskKind, given: { readonly outcome: string; readonly note: string | null }): TaskClosing | Refusal {
  const outcome = outcomesOf(kind).find((each) => each === given.outcome);
  if (outcome === undefined) return refuse('not-an-outcome', 'outcome');
  const note = given.note?.trim() ?? '';
  if ([...note].length > mostOfTaskNote) return refuse('words-too-many', 'note', { atMost: mostOfTaskNote });
  if (outcome === 'not-needed' && note === '') return refuse('note-missing', 'note');
  return { outcome, note: note === '' ? null : note };
}
