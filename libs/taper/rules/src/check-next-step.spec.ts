import { describe, expect, it } from '@jest/globals';
import { checkNextStep, type NextStepState } from './check-next-step.js';
import { trackOf } from './dose-track.js';
import { day } from './fixtures.js';
import type { GuardRule } from './guard-rules.js';

const weights = new Map([['clonazepam', 1]] as const);
const taken = (...totals: readonly (readonly [string, number])[]) => trackOf(totals.map(([startsOn, night]) => ({ startsOn, dose: day({ clonazepam: { night } }) })), weights);
const calm: NextStepState = {
  today: '2027-02-10', on: '2027-02-15', isInsideMicroBlock: false, isHeld: false, isCheckedInSinceCut: true, isReviewedSinceCut: true, hasLastCutStarted: true, worseInstruments: [],
  hasMoodOrPsychoticDisorder: false, isSleepDisturbed: false, interactions: [], runsOutOn: '2027-03-30', reportedMissedDays: 0, concentration: null, taken: [],
};
const concentration = (beforeUgPerMl: number, nowUgPerMl: number, isConfirmed: boolean): Partial<NextStepState> => ({ concentration: { beforeUgPerMl, nowUgPerMl, isConfirmed } });
const fluvoxamine = { with: 'fluvoxamine', change: 'started', on: '2027-02-08', isReviewed: false } as const;

describe('whether the next cut may come', () => {
  it('may, when nothing stands against it, and says what it looked at', () => {
    expect(checkNextStep(calm).every(({ verdict }) => verdict === 'ok')).toBe(true);
    expect(checkNextStep(calm).map(({ rule }) => rule)).toEqual(['active-hold', 'no-review-since-cut', 'cut-not-started', 'doses-missed', 'symptoms-worse', 'sleep-and-mood', 'interaction-changed', 'runs-out', 'concentration-changed', 'taken-below-plan']);
  });

  it.each<[string, Partial<NextStepState>, GuardRule, string]>([
    ['while held', { isHeld: true }, 'active-hold', 'block'],
    ['without a check-in since the last cut', { isCheckedInSinceCut: false }, 'no-review-since-cut', 'block'],
    ['without a review since the last cut', { isReviewedSinceCut: false }, 'no-review-since-cut', 'block'],
    ['inside a block of a micro-taper without one', { isReviewedSinceCut: false, isInsideMicroBlock: true }, 'no-review-since-cut', 'ok'],
    ['before the last cut was begun', { hasLastCutStarted: false }, 'cut-not-started', 'block'],
    ['after two missed days', { reportedMissedDays: 2 }, 'doses-missed', 'ok'],
    ['after three missed days', { reportedMissedDays: 3 }, 'doses-missed', 'block'],
    ['with a score that rose', { worseInstruments: ['gad-7'] }, 'symptoms-worse', 'warn'],
    ['without sleep', { isSleepDisturbed: true }, 'sleep-and-mood', 'ok'],
    ['without sleep in a mood disorder', { isSleepDisturbed: true, hasMoodOrPsychoticDisorder: true }, 'sleep-and-mood', 'block'],
    ['after another medicine began', { interactions: [fluvoxamine] }, 'interaction-changed', 'block'],
    ['once that was looked at', { interactions: [{ ...fluvoxamine, isReviewed: true }] }, 'interaction-changed', 'ok'],
    ['15 days before the medicine runs out', { runsOutOn: '2027-02-25' }, 'runs-out', 'ok'],
    ['14 days before', { runsOutOn: '2027-02-24' }, 'runs-out', 'warn'],
    ['when it has run out', { runsOutOn: '2027-02-09' }, 'runs-out', 'warn'],
    ['with another concentration', concentration(100, 400, false), 'concentration-changed', 'block'],
    ['with a confirmed one', concentration(100, 400, true), 'concentration-changed', 'ok'],
    ['with ten times the concentration, confirmed or not', concentration(100, 1000, true), 'concentration-changed', 'block'],
    ['with a tenth of it', concentration(1000, 100, true), 'concentration-changed', 'block'],
    ['with the same one', concentration(100, 100, false), 'concentration-changed', 'ok'],
    ['when much less was taken than before, which only warns', { taken: taken(['2027-01-01', 1000], ['2027-02-05', 500]) }, 'taken-below-plan', 'warn'],
    ['when that is over', { taken: taken(['2027-01-01', 1000], ['2027-02-01', 500]) }, 'taken-below-plan', 'ok'],
  ])('%s', (_, more, rule, verdict) => {
    const found = checkNextStep({ ...calm, ...more });
    expect(found.find((each) => each.rule === rule)?.verdict).toBe(verdict);
    expect(found.filter((each) => each.rule !== rule).every((each) => each.verdict === 'ok')).toBe(true);
  });

  it.each([['2027-02-13', 3], ['2027-02-17', 7], ['2027-02-24', 14]])('running out on %s is the stage of %i days', (runsOutOn, stageDays) => {
    expect(checkNextStep({ ...calm, runsOutOn }).find(({ rule }) => rule === 'runs-out')?.inputs).toMatchObject({ stageDays });
  });
});
