import { byText } from './by-text.js';
import { addDays, daysBetween } from './calendar-days.js';
import type { LocalDate } from './dose-step.js';
import type { PlannedStep } from './planned-step.js';
import { type PlanChange, slowDownDays } from './plan.js';
import type { DatedStep, HeldDays, Schedule } from './schedule.js';

/** Something that happens to the walk through the steps on a date. */
type Turn =
  | { readonly on: LocalDate; readonly kind: 'pause' | 'go-on' | 'later' }
  | { readonly on: LocalDate; readonly kind: 'back'; readonly steps: number };

/**
 * Walks the steps along the calendar. While the plan is held no day counts, so every later step moves by the length of
 * the hold and none catches up; a step that was due on the first held day comes on the first day after.
 */
export function placeSteps(steps: readonly PlannedStep[], startsOn: LocalDate, changes: readonly PlanChange[]): Schedule {
  const dated: DatedStep[] = [];
  const holds = heldDaysOf(changes.filter((change) => change.on >= startsOn));
  let at = 0;
  let cursor = startsOn;
  let remaining = 0;
  let isHeld = false;

  const put = (place: number, on: LocalDate, reason?: 'step-back'): void => {
    const step = steps[place];
    if (step === undefined) return;
    at = place;
    cursor = on;
    remaining = steps[place + 1]?.afterDays ?? 0;
    const { phase, dose, coarserThanAsked } = step;
    const entry = { startsOn: on, reason: reason ?? step.reason, phase, dose, coarserThanAsked: reason === undefined && coarserThanAsked };
    const last = dated.at(-1);
    // A step-back on the day of a step takes that step's place: a date has one dose.
    if (last?.startsOn === on) dated.pop();
    dated.push(entry);
    // Maintenance that begins at once begins with this step and does not hide it, whatever holds begin on the same day.
    const next = steps[place + 1];
    if (next?.reason === 'maintenance' && next.afterDays === 0) [at, remaining] = [place + 1, 0];
  };
  /** Steps before this date, or all of them. */
  const walkTo = (date: LocalDate | null): void => {
    while (!isHeld && at + 1 < steps.length) {
      const due = addDays(cursor, remaining);
      if (date !== null && due >= date) break;
      put(at + 1, due);
    }
    if (date === null) return;
    if (!isHeld) remaining -= daysBetween(cursor, date);
    cursor = date;
  };

  put(0, startsOn);
  for (const turn of turnsOf(changes, holds, startsOn)) {
    walkTo(turn.on);
    if (turn.kind === 'pause') isHeld = true;
    else if (turn.kind === 'go-on') isHeld = false;
    else if (turn.kind === 'later') remaining += slowDownDays;
    else if (turn.kind === 'back') put(Math.max(0, at - turn.steps), turn.on, 'step-back');
  }
  walkTo(null);
  const end = dated.at(-1);
  const isOver = at === steps.length - 1 && (steps[at]?.reason === 'maintenance' || end?.dose.length === 0);
  return { steps: dated, holds, waiting: steps.length - 1 - at, endsOn: isOver ? (end?.startsOn ?? null) : null };
}

/** Holds as spans that do not overlap: a second tap while the plan is held makes the hold longer where it reaches further, never twice as long. */
function heldDaysOf(changes: readonly PlanChange[]): readonly HeldDays[] {
  const spans = changes.flatMap((change, place) => {
    if (change.kind !== 'hold') return [];
    const planned = change.days === null ? null : addDays(change.on, change.days);
    // Of the same day, only a restart that was made afterwards: who holds again on the day of a restart holds.
    const restarted = changes.flatMap(({ kind, on }, other) => (kind === 'restart' && (on > change.on || (on === change.on && other > place)) && (planned === null || on < planned) ? [on] : [])).sort()[0] ?? null;
    const to = restarted ?? planned;
    return to === change.on ? [] : [{ from: change.on, to }];
  }).sort((left, right) => byText(left.from, right.from));
  const held: HeldDays[] = [];
  for (const span of spans) {
    const last = held.at(-1);
    if (last === undefined || (last.to !== null && last.to < span.from)) held.push(span);
    else if (last.to !== null && (span.to === null || span.to > last.to)) held[held.length - 1] = { from: last.from, to: span.to };
  }
  return held;
}

const orderOfDay = { 'go-on': 0, back: 1, later: 2, pause: 3 } as const;

function turnsOf(changes: readonly PlanChange[], holds: readonly HeldDays[], startsOn: LocalDate): readonly Turn[] {
  const turns: Turn[] = holds.flatMap(({ from, to }): Turn[] => (to === null ? [{ kind: 'pause', on: from }] : [{ kind: 'pause', on: from }, { kind: 'go-on', on: to }]));
  for (const change of changes) {
    if (change.on < startsOn) continue;
    if (change.kind === 'slow-down') turns.push({ kind: 'later', on: change.on });
    if (change.kind === 'step-back') turns.push({ kind: 'back', on: change.on, steps: change.steps });
  }
  return turns.sort((left, right) => byText(left.on, right.on) || orderOfDay[left.kind] - orderOfDay[right.kind]);
}
