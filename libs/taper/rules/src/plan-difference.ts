import { dayNumber } from './calendar-days.js';
import { isSameDay, type DayDose } from './day-dose.js';
import type { LocalDate } from './dose-step.js';
import { inFixedOrder } from './parse-plan.js';
import type { Phase, TaperPlan } from './plan.js';
import type { DatedStep, Schedule } from './schedule.js';

/** Days in a row on which two plans prescribe differently. `null`: that plan does not cover them. */
export interface DifferentDays {
  readonly from: LocalDate;
  /** The first day that is not among them; `null` when they differ from there on. */
  readonly to: LocalDate | null;
  readonly before: DayDose | null;
  readonly after: DayDose | null;
}

export interface PhaseDifference {
  readonly place: number;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly before: Phase | null;
  readonly after: Phase | null;
  /** Which fields of the phase changed; empty for what was added or removed. */
  readonly fields: readonly string[];
}

/** What another version would change, as data for a table and for a sentence. Empty throughout for the same plan. */
export interface PlanDifference {
  readonly days: readonly DifferentDays[];
  readonly phases: readonly PhaseDifference[];
  readonly products: { readonly added: readonly string[]; readonly removed: readonly string[] };
  readonly equivalenceChanged: boolean;
  readonly endsOn: { readonly before: LocalDate | null; readonly after: LocalDate | null } | null;
}

/** One plan against another one, from a date on: what lies behind is not changed by a new version. */
export function planDifference(before: { readonly plan: TaperPlan; readonly schedule: Schedule }, after: { readonly plan: TaperPlan; readonly schedule: Schedule }, since: LocalDate): PlanDifference {
  const [old, now] = [before.plan.products, after.plan.products];
  return {
    days: differentDays(before.schedule.steps, after.schedule.steps, since),
    phases: differentPhases(before.plan.phases, after.plan.phases),
    products: { added: now.filter((code) => !old.includes(code)), removed: old.filter((code) => !now.includes(code)) },
    equivalenceChanged: inFixedOrder(before.plan.equivalence) !== inFixedOrder(after.plan.equivalence),
    endsOn: before.schedule.endsOn === after.schedule.endsOn ? null : { before: before.schedule.endsOn, after: after.schedule.endsOn },
  };
}

function differentDays(old: readonly DatedStep[], now: readonly DatedStep[], since: LocalDate): readonly DifferentDays[] {
  const turns = [...new Set([since, ...[...old, ...now].map(({ startsOn }) => startsOn)])].filter((on) => on >= since).sort((left, right) => dayNumber(left) - dayNumber(right));
  const on = (steps: readonly DatedStep[], date: LocalDate): DayDose | null => steps.findLast(({ startsOn }) => startsOn <= date)?.dose ?? null;
  const spans: DifferentDays[] = [];
  for (const [place, from] of turns.entries()) {
    const [before, after] = [on(old, from), on(now, from)];
    if (isSame(before, after)) continue;
    const to = turns[place + 1] ?? null;
    const last = spans.at(-1);
    if (last !== undefined && last.to === from && isSame(last.before, before) && isSame(last.after, after)) spans[spans.length - 1] = { ...last, to };
    else spans.push({ from, to, before, after });
  }
  return spans;
}

const isSame = (left: DayDose | null, right: DayDose | null): boolean => (left === null || right === null ? left === right : isSameDay(left, right));

function differentPhases(old: readonly Phase[], now: readonly Phase[]): readonly PhaseDifference[] {
  const places = Array.from({ length: Math.max(old.length, now.length) }, (_, place) => place);
  return places.flatMap((place): PhaseDifference[] => {
    const [before, after] = [old[place] ?? null, now[place] ?? null];
    if (before === null || after === null) return [{ place, kind: before === null ? 'added' : 'removed', before, after, fields: [] }];
    const [was, is] = [Object.entries(before), new Map<string, unknown>(Object.entries(after))];
    const names = new Set([...was.map(([name]) => name), ...is.keys()]);
    const fields = [...names].filter((name) => JSON.stringify(Object.fromEntries(was)[name]) !== JSON.stringify(is.get(name))).sort();
    return fields.length === 0 ? [] : [{ place, kind: 'changed', before, after, fields }];
  });
}
