import { multiply } from '@evenkeel/kernel';
import { daysBetween } from './calendar-days.js';
import { ceilingDays, ceilingPoints } from './check-steps.js';
import type { LocalDate } from './dose-step.js';
import { dropsOver, type DoseTrack } from './dose-track.js';
import { find, type Finding, orFine } from './finding.js';

/** What is known of the patient on the day on which a lower dose is due. */
export interface NextStepState {
  readonly today: LocalDate;
  /** The date of the next cut. */
  readonly on: LocalDate;
  /** Steps inside a block of a micro-taper are reviewed with their block. */
  readonly isInsideMicroBlock: boolean;
  readonly isHeld: boolean;
  /** A check-in was completed, and a clinician has looked at it, since the last cut. `true` before the first one. */
  readonly isCheckedInSinceCut: boolean;
  readonly isReviewedSinceCut: boolean;
  /** The patient has taken the dose of the last cut at least once. `true` before the first one. */
  readonly hasLastCutStarted: boolean;
  /** What is scored and got worse since the last cut by as much as counts for it, such as `overall`. */
  readonly worseInstruments: readonly string[];
  readonly hasMoodOrPsychoticDisorder: boolean;
  readonly isSleepDisturbed: boolean;
  /** Other medicines or habits that began or ended and act on this medicine, and whether a prescriber has looked at it. */
  readonly interactions: readonly { readonly with: string; readonly change: 'started' | 'stopped'; readonly on: LocalDate; readonly isReviewed: boolean }[];
  /** First day without medicine; `null` when nothing was dispensed yet. */
  readonly runsOutOn: LocalDate | null;
  /** Consecutive days that the patient reported as missed. Unconfirmed days are not missed. */
  readonly reportedMissedDays: number;
  /** A dispensed concentration that differs from the last confirmed one. */
  readonly concentration: { readonly beforeUgPerMl: number; readonly nowUgPerMl: number; readonly isConfirmed: boolean } | null;
  /** Totals that were really taken, as far as they were confirmed. */
  readonly taken: DoseTrack;
}

/** Whether the next cut may come. Whatever is said here, today's signed dose stays as it is and stays shown. */
export function checkNextStep(state: NextStepState): readonly Finding[] {
  const { on } = state;
  const needsReview = !state.isInsideMicroBlock && !(state.isCheckedInSinceCut && state.isReviewedSinceCut);
  const reviewed = { checkIn: state.isCheckedInSinceCut ? 1 : 0, review: state.isReviewedSinceCut ? 1 : 0 };
  const pending = state.interactions.filter(({ isReviewed }) => !isReviewed);
  const isSleepless = state.hasMoodOrPsychoticDisorder && state.isSleepDisturbed;
  return [
    ...orFine('active-hold', state.isHeld ? [find('block', 'active-hold', on)] : []),
    ...orFine('no-review-since-cut', needsReview ? [find('block', 'no-review-since-cut', on, reviewed)] : []),
    ...orFine('cut-not-started', state.hasLastCutStarted ? [] : [find('block', 'cut-not-started', on)]),
    ...orFine('doses-missed', state.reportedMissedDays >= 3 ? [find('block', 'doses-missed', on, { days: state.reportedMissedDays })] : []),
    ...orFine('symptoms-worse', state.worseInstruments.length > 0 ? [find('warn', 'symptoms-worse', on, { instruments: state.worseInstruments.join(' ') })] : []),
    ...orFine('sleep-and-mood', isSleepless ? [find('block', 'sleep-and-mood', on)] : []),
    ...orFine('interaction-changed', pending.map((each) => find('block', 'interaction-changed', on, { with: each.with, change: each.change, changedOn: each.on }))),
    ...checkSupply(state),
    ...checkConcentration(state),
    ...checkTaken(state),
  ];
}

function checkSupply({ runsOutOn, today, on }: NextStepState): readonly Finding[] {
  if (runsOutOn === null) return orFine('runs-out', []);
  const days = daysBetween(today, runsOutOn);
  const stage = [3, 7, 14].find((limit) => days <= limit);
  return orFine('runs-out', stage === undefined ? [] : [find('warn', 'runs-out', on, { days, stageDays: stage })]);
}

/** Ten times stronger or weaker is refused whoever confirmed it: that is a slip of the decimal point until it was entered anew. */
function checkConcentration({ concentration, on }: NextStepState): readonly Finding[] {
  if (concentration === null || concentration.beforeUgPerMl === concentration.nowUgPerMl) return orFine('concentration-changed', []);
  const { beforeUgPerMl, nowUgPerMl, isConfirmed } = concentration;
  const isTenfold = multiply(beforeUgPerMl, 10) <= nowUgPerMl || multiply(nowUgPerMl, 10) <= beforeUgPerMl;
  const inputs = { beforeUgPerMl, nowUgPerMl, tenfold: isTenfold ? 1 : 0 };
  return orFine('concentration-changed', isTenfold || !isConfirmed ? [find('block', 'concentration-changed', on, inputs)] : []);
}

function checkTaken({ taken, on }: NextStepState): readonly Finding[] {
  const fallen = dropsOver(taken, ceilingDays, ceilingPoints).at(-1);
  if (fallen === undefined) return orFine('taken-below-plan', []);
  const isRecent = daysBetween(taken[fallen.place]?.step.startsOn ?? on, on) < ceilingDays;
  return orFine('taken-below-plan', isRecent ? [find('warn', 'taken-below-plan', on, { highest: fallen.highest, total: fallen.weight, points: fallen.points })] : []);
}
