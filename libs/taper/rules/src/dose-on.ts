import { divideNearest, multiply } from '@evenkeel/kernel';
import type { MedicineCode } from '@evenkeel/medicines-rules';
import { byText } from './by-text.js';
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

/**
 * Everything that is taken on this date: the steps of the last day by it on which any began, one for each medicine. Those of a
 * medicine that was left are not among them, unless nothing is taken any more: then one of zero is. Empty before the plan starts.
 */
export function currentDoses<Step extends DoseStep>(steps: readonly Step[], on: LocalDate): readonly Step[] {
  const begun = steps.filter((step) => step.startsOn <= on);
  const day = begun.reduce((last, { startsOn }) => (startsOn > last ? startsOn : last), '');
  const there = begun.filter(({ startsOn }) => startsOn === day).sort((left, right) => byText(left.medicine, right.medicine));
  const taken = there.filter(({ total }) => total > 0);
  return taken.length > 0 ? taken : there.slice(0, 1);
}

/**
 * The step that holds on this date, or `null` before the plan starts. Any order of steps will do. Where two medicines are taken it
 * is the one with the larger amount: for a line that has room for one; whoever has more asks for `currentDoses`.
 */
export const currentDose = <Step extends DoseStep>(steps: readonly Step[], on: LocalDate): Step | null =>
  currentDoses(steps, on).reduce<Step | null>((largest, step) => (largest === null || step.total > largest.total ? step : largest), null);

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

/**
 * Every change of the plan in the order of time, its start first. The steps of one day belong together: a medicine that is not among
 * them is not taken any more, and where one rises while another falls the two are a switch.
 */
export function changesOf(steps: readonly DoseStep[]): readonly DoseChange[] {
  const changes: DoseChange[] = [];
  let before: readonly DoseStep[] = [];
  for (const [startsOn, day] of byDay(steps)) {
    changes.push(...changesOfDay(startsOn, before, day));
    before = day;
  }
  return changes;
}

function changesOfDay(startsOn: LocalDate, before: readonly DoseStep[], day: readonly DoseStep[]): readonly DoseChange[] {
  const change = (from: DoseStep | null, to: DoseStep, kind = kindOf(from, to)): DoseChange =>
    ({ on: to.startsOn, kind, from, to, percentOfPrevious: from === null ? null : percentOfPrevious(from, to) });
  // One medicine before and one after, each by itself: what most plans are.
  if (before.length <= 1 && day.length === 1) {
    const [from, to] = [before[0] ?? null, day[0]];
    return to === undefined || (from !== null && isSameDose(from, to)) ? [] : [change(from, to)];
  }
  const none = (medicine: MedicineCode, on: LocalDate): DoseStep => ({ startsOn: on, medicine, total: 0, slots: { morning: 0, midday: 0, evening: 0, night: 0 } });
  const pairs = [...new Set([...before, ...day].map(({ medicine }) => medicine))].sort(byText).map((medicine) => ({
    from: before.find((step) => step.medicine === medicine) ?? none(medicine, before[0]?.startsOn ?? startsOn),
    to: day.find((step) => step.medicine === medicine) ?? none(medicine, startsOn),
  })).filter(({ from, to }) => !isSameDose(from, to));
  const isSwitch = pairs.some(({ from, to }) => to.total > from.total) && pairs.some(({ from, to }) => to.total < from.total);
  return pairs.map(({ from, to }) => (before.length === 0 ? change(null, to) : change(from, to, isSwitch ? 'switch' : kindOf(from, to))));
}

/** Steps of the same day together, days in order. */
function byDay(steps: readonly DoseStep[]): ReadonlyMap<LocalDate, readonly DoseStep[]> {
  const days = new Map<LocalDate, DoseStep[]>();
  for (const step of inOrder(steps)) days.set(step.startsOn, [...(days.get(step.startsOn) ?? []), step]);
  return days;
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
