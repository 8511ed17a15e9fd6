import type { LocalDate, Micrograms } from '@evenkeel/taper-rules';
import { dayNumber } from './calendar.js';
import type { Range } from './range.js';
import type { DoseColumns } from './timeline.js';

/** A step of the plan as the timeline needs it. */
export interface TimelineStep {
  readonly startsOn: LocalDate;
  readonly drug: string;
  readonly total: Micrograms;
  readonly kind: string;
}

/**
 * The steps of a range, none left out, after those that were in force when it began; their `day` is then zero or
 * negative. The steps of one day say everything that is taken from it on. The dose before is `null` at the start of a plan and where
 * the medicine was not taken before: milligrams of two medicines say nothing about each other.
 * @param steps in the order in which they start
 */
export function doseColumns(steps: readonly TimelineStep[], range: Range, today: LocalDate): DoseColumns {
  const first = dayNumber(range.from);
  const totals = new Map<LocalDate, Map<string, Micrograms>>();
  for (const { startsOn, drug, total } of steps) totals.set(startsOn, (totals.get(startsOn) ?? new Map<string, Micrograms>()).set(drug, total));
  const days = [...totals.keys()];
  const begin = days.findLast((day) => day <= range.from) ?? days[0] ?? '';
  const shown = steps.filter(({ startsOn }) => startsOn >= begin && startsOn <= range.to);
  const before = new Map(days.map((day, place) => [day, totals.get(days[place - 1] ?? '')]));
  return {
    day: shown.map(({ startsOn }) => dayNumber(startsOn) - first), drug: shown.map(({ drug }) => drug), micrograms: shown.map(({ total }) => total),
    previousMicrograms: shown.map(({ drug, startsOn }) => before.get(startsOn)?.get(drug) ?? null),
    kind: shown.map(({ kind }) => kind), planned: shown.map(({ startsOn }) => startsOn > today),
  };
}
