import { divideNearest, multiply } from '@evenkeel/kernel';
import { inOrder, type BasisPoints, type DoseStep, type LocalDate } from './dose-step.js';

export type DoseChangeKind = 'start' | 'reduce' | 'increase' | 'same-total' | 'switch';

/** One step becoming another, as a person reads it: from what, to what, by how much. */
export interface DoseChange {
  readonly on: LocalDate;
  readonly kind: DoseChangeKind;
  /** `null` for the first step of a plan. */
  readonly from: DoseStep | null;
  readonly to: DoseStep;
  /** The new daily total against the one before it; `null` where the two cannot be compared. */
  readonly percentOfPrevious: BasisPoints | null;
}

/** The step that holds on this date, or `null` before the plan starts. Any order of steps will do. */
export function currentDose(steps: readonly DoseStep[], on: LocalDate): DoseStep | null {
  return inOrder(steps).filter((step) => step.startsOn <= on).at(-1) ?? null;
}

/**
 * The last change that had come by this date, the date itself included. A step that repeats the one before it in
 * medicine, total and slots is no change and is passed over. `null` before the plan starts.
 */
export function lastChange(steps: readonly DoseStep[], on: LocalDate): DoseChange | null {
  return changesOf(steps).filter((change) => change.on <= on).at(-1) ?? null;
}

/** The first change planned after this date, or `null` when the plan has no further one. */
export function nextPlanned(steps: readonly DoseStep[], on: LocalDate): DoseChange | null {
  return changesOf(steps).find((change) => change.on > on) ?? null;
}

/** Every change of the plan in the order of time, its start first. */
export function changesOf(steps: readonly DoseStep[]): readonly DoseChange[] {
  const changes: DoseChange[] = [];
  let from: DoseStep | null = null;
  for (const to of inOrder(steps)) {
    if (from === null || !isSameDose(from, to)) {
      changes.push({ on: to.startsOn, kind: kindOf(from, to), from, to, percentOfPrevious: from === null ? null : percentOfPrevious(from, to) });
    }
    from = to;
  }
  return changes;
}

/**
 * The new daily total as ten-thousandths of the one before it, rounded to the nearest, computed in integers.
 * `null` when the medicine changes (milligrams of two medicines say nothing about each other) or when the one
 * before was zero.
 */
export function percentOfPrevious(from: DoseStep, to: DoseStep): BasisPoints | null {
  if (from.medicine !== to.medicine || from.total === 0) return null;
  return divideNearest(multiply(to.total, 10_000), from.total);
}

function kindOf(from: DoseStep | null, to: DoseStep): DoseChangeKind {
  if (from === null) return 'start';
  if (from.medicine !== to.medicine) return 'switch';
  if (from.total === to.total) return 'same-total';
  return to.total < from.total ? 'reduce' : 'increase';
}

const isSameDose = (left: DoseStep, right: DoseStep): boolean =>
  left.medicine === right.medicine &&
  left.slots.morning === right.slots.morning &&
  left.slots.midday === right.slots.midday &&
  left.slots.evening === right.slots.evening &&
  left.slots.night === right.slots.night;
