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
 * The steps of a range, none left out, after the one that was in force when it began; its `day` is then zero or
 * negative. The dose before is `null` at the start of a plan and where the medicine changes: milligrams of two
 * medicines say nothing about each other.
 * @param steps in the order in which they start
 */
export function doseColumns(steps: readonly TimelineStep[], range: Range, today: LocalDate): DoseColumns {
  const first = dayNumber(range.from);
  const inForce = steps.reduce((at, { startsOn }, place) => (startsOn <= range.from ? place : at), 0);
  const shown = steps.map((step, place) => ({ ...step, before: steps[place - 1] })).slice(inForce).filter(({ startsOn }) => startsOn <= range.to);
  return {
    day: shown.map(({ startsOn }) => dayNumber(startsOn) - first), drug: shown.map(({ drug }) => drug), micrograms: shown.map(({ total }) => total),
    previousMicrograms: shown.map(({ drug, before }) => (before?.drug === drug ? before.total : null)),
    kind: shown.map(({ kind }) => kind), planned: shown.map(({ startsOn }) => startsOn > today),
  };
}
