import { divideDown, multiply } from '@evenkeel/kernel';
import { dayNumber } from './calendar-days.js';
import type { DayDose } from './day-dose.js';
import type { BasisPoints, LocalDate } from './dose-step.js';
import { weigh, type Weights } from './equivalent.js';

/** A dose that was prescribed from a date on. */
export interface DatedDose {
  readonly startsOn: LocalDate;
  readonly dose: DayDose;
}

/** A dose on the track, in numbers that can be compared. */
export interface TrackPoint<D extends DatedDose = DatedDose> {
  readonly step: D;
  readonly day: number;
  /** The whole day in the unit of the weights: micrograms where there is one medicine. */
  readonly weight: number;
}

/** Everything that was and will be prescribed, in the order of dates, whatever the version it stood in. */
export type DoseTrack<D extends DatedDose = DatedDose> = readonly TrackPoint<D>[];

/** Puts doses on one track. Two doses of the same date both stay, in the order given: neither can hide the other from a rule. */
export function trackOf<D extends DatedDose>(doses: readonly D[], weights: Weights): DoseTrack<D> {
  return doses
    .map((step) => ({ step, day: dayNumber(step.startsOn), weight: weigh(step.dose, weights) }))
    .sort((left, right) => left.day - right.day);
}

/** A lowering of the whole day, measured against the highest total of the days before. */
export interface Drop {
  /** Place on the track. */
  readonly place: number;
  readonly highest: number;
  readonly weight: number;
  readonly points: BasisPoints;
}

/**
 * Every drop by more than `points` against the largest total of the `windowDays` days before it. Exactly the limit
 * passes. Each day of a step is covered by its first one: while the dose stays, the window only forgets. Works on dates
 * and totals alone, so that neither small cuts, nor versions, nor holds in between, nor zones change what it says.
 */
export function dropsOver(track: DoseTrack, windowDays: number, points: BasisPoints): readonly Drop[] {
  const drops: Drop[] = [];
  track.forEach(({ day, weight }, place) => {
    let highest = 0;
    for (let before = place - 1; before >= 0; before -= 1) {
      const point = track[before];
      if (point === undefined) break;
      highest = Math.max(highest, point.weight);
      // This one was already there when the window begins: whatever came on an earlier date lies outside.
      if (point.day <= day - windowDays && track[before - 1]?.day !== point.day) break;
    }
    const isDrop = multiply(highest - weight, 10_000) > multiply(highest, points);
    if (isDrop) drops.push({ place, highest, weight, points: divideDown(multiply(highest - weight, 10_000), highest) });
  });
  return drops;
}
