import { describe, expect, it } from '@jest/globals';
import { checkNextStep, type NextStepState } from './check-next-step.js';
import { checkPlan } from './check-plan.js';
import { trackOf } from './dose-track.js';
import { checked, choice, day, healthy, plan } from './fixtures.js';
import type { Finding } from './finding.js';
import type { GuardRule } from './guard-rules.js';
import type { PlanSurroundings } from './plan-check.js';
import type { Phase, TaperPlan } from './plan.js';

const maintenance: Phase = { method: 'maintenance', reviewEveryDays: 90 };
const cuts = (ug: number, untilUg: number, waitDays = 14): Phase => ({ method: 'gradual', medicine: 'clonazepam', cut: { by: 'amount', ug }, everyDays: 14, waitDays, untilUg, from: 'evenly' });
const drops = (ug: number, ...phases: readonly Phase[]): TaperPlan => plan({ start: day({ clonazepam: { night: ug } }), products: ['clonazepam-liquid-100'], phases });
const stop = (floorUg: number, waitDays: number): Phase => ({ method: 'final-stop', floorUg, waitDays });
const about = (of: TaperPlan, rule: GuardRule, more: Partial<PlanSurroundings> = {}): readonly Pick<Finding, 'verdict' | 'on' | 'inputs'>[] =>
  checkPlan(checked(of, more)).filter((each) => each.rule === rule).map(({ verdict, on, inputs }) => ({ verdict, on, inputs }));
const block = (on: string | null, inputs: Finding['inputs']) => ({ verdict: 'block', on, inputs });
const warn = (on: string | null, inputs: Finding['inputs']) => ({ verdict: 'warn', on, inputs });
const ok = [{ verdict: 'ok', on: null, inputs: {} }];
const who = (more: Partial<PlanSurroundings['patient']>): Partial<PlanSurroundings> => ({ patient: { ...healthy, ...more } });

describe('a finding about a plan names every figure it was found by', () => {
  const slow = drops(1000, cuts(100, 900), maintenance);

  it.each<[string, TaperPlan, GuardRule, Partial<PlanSurroundings>, readonly object[]]>([
    ['a stop above the floor', drops(130, stop(130, 14)), 'final-stop', {}, [block('2027-01-18', { medicine: 'clonazepam', fromUg: 130, highestFloorUg: 125 })]],
    ['a stop after 13 days', drops(125, stop(125, 13)), 'final-stop', {}, [block('2027-01-17', { days: 13, atLeastDays: 14 })]],
    ['steps that end above zero', drops(1000, cuts(100, 900)), 'open-end', {}, [block('2027-01-18', { total: 900 })]],
    ['a block of a micro-taper', drops(1000, { method: 'micro-taper', medicine: 'clonazepam', vehicle: 'liquid', cut: { by: 'amount', ug: 2 }, everyDays: 1, waitDays: 1, untilUg: 980, from: 'evenly' }, maintenance), 'micro-block', {},
      [{ verdict: 'inform', on: '2027-01-05', inputs: { everyDays: 14, until: '2027-01-14', steps: 10 } }]],
    ['two reasons for sedation', slow, 'with-sedatives', who({ factors: ['gabapentinoids', 'alcohol'] }), [warn(null, { factors: 'alcohol gabapentinoids' })]],
    ['somebody of 17', slow, 'under-18', who({ ageYears: 17 }), [block(null, { ageYears: 17 })]],
    ['nobody knows the age', slow, 'under-18', who({ ageYears: null }), ok],
    ['an old review of risk', slow, 'review-of-risk', who({ daysSinceRiskReview: 91 }), [warn(null, { days: 91, atMostDays: 90 })]],
    ['no review of risk', slow, 'review-of-risk', who({ daysSinceRiskReview: null }), [warn(null, { atMostDays: 90 })]],
    ['a cut while expecting', slow, 'pregnancy', who({ factors: ['pregnancy'] }), [block('2027-01-18', {})]],
    ['no cut while expecting', drops(1000, maintenance), 'pregnancy', who({ factors: ['pregnancy'] }), ok],
    ['age', slow, 'slower-steps', who({ ageYears: 65 }), [warn('2027-01-18', { because: 'age', ageYears: 65, days: 14, atLeastDays: 21 })]],
    ['no age, no other reason', slow, 'slower-steps', who({ ageYears: null }), ok],
    ['frailty', slow, 'slower-steps', who({ factors: ['falls'] }), [warn('2027-01-18', { because: 'frailty', days: 14, atLeastDays: 21 })]],
    ['a high dose', drops(2000, cuts(100, 1900), maintenance), 'slower-steps', {}, [warn('2027-01-18', { because: 'high-dose', medicine: 'clonazepam', total: 2000, days: 14, atLeastDays: 21 })]],
    ['long use', drops(1000, cuts(101, 899), maintenance), 'use-over-a-year', who({ monthsOfUse: 13 }), [warn('2027-01-18', { points: 1010, highest: 1000, total: 899, windowDays: 28 })]],
    ['a stop after long use is a stop, no pace', drops(125, stop(125, 28)), 'use-over-a-year', who({ monthsOfUse: 13 }), ok],
  ])('%s', (_, of, rule, more, expected) => { expect(about(of, rule, more)).toEqual(expected); });

  const switched = (more: object = {}, wait = 14): TaperPlan => plan({
    start: day({ clonazepam: { morning: 500, night: 500 } }), products: ['clonazepam-tablet-500', 'diazepam-tablet-5000', 'diazepam-tablet-2000'], equivalence: [choice('clonazepam', 'diazepam', 'va-dod-2021')],
    phases: [
      { method: 'substitution', from: 'clonazepam', to: 'diazepam', order: ['night', 'morning'], share: 'whole-slot', everyDays: 7, waitDays: 7, ...more },
      { method: 'gradual', medicine: 'diazepam', cut: { by: 'amount', ug: 1000 }, everyDays: 14, waitDays: wait, untilUg: 9000, from: 'evenly' }, maintenance,
    ],
  });

  it.each<[string, TaperPlan, GuardRule, Partial<PlanSurroundings>, readonly object[]]>([
    ['a step of 10.1 %', drops(1000, cuts(101, 899), maintenance), 'step-over-10-percent', {}, [warn('2027-01-18', { from: 1000, to: 899, points: 1010 })]],
    ['a step after 13 days', drops(1000, cuts(50, 950, 13), maintenance), 'interval-under-14-days', {}, [warn('2027-01-17', { days: 13 })]],
    ['a dose ten times as high', drops(2500, maintenance), 'dose-raised', { prescribed: [{ startsOn: '2026-11-01', dose: day({ clonazepam: { night: 250 } }) }] }, [block('2027-01-04', { highest: 250, total: 2500, days: 60 })]],
    ['nothing was raised', slow, 'dose-raised', {}, [{ verdict: 'ok', on: null, inputs: { dispensed: 1 } }]],
    ['more than the label', drops(20_001, maintenance), 'label-maximum', {}, [block('2027-01-04', { medicine: 'clonazepam', total: 20_001, atMost: 20_000 })]],
    ['a switch is no step, no raise and not hasty', switched(), 'step-over-10-percent', {}, ok],
    ['a switch within 14 days', switched(), 'interval-under-14-days', {}, ok],
    ['morning first', switched({ order: ['morning', 'night'] }), 'night-first', {}, [warn('2027-01-11', { slot: 'morning', latest: 'night' })]],
    ['a switch after six days', switched({ everyDays: 6 }), 'switch-held-a-week', {}, [warn('2027-01-17', { days: 6, atLeastDays: 7 })]],
    ['a cut 13 days after a switch', switched({}, 13), 'cut-after-switch', {}, [warn('2027-01-31', { days: 13, atLeastDays: 14 })]],
    ['liver disease', switched(), 'switch-with-liver-disease', who({ factors: ['liver-disease'] }), [block('2027-01-11', { to: 'diazepam' })]],
    ['another factor', switched(), 'factor-changed', { earlierFactors: [choice('clonazepam', 'diazepam', 'ashton-2002')] }, [block(null, { from: 'clonazepam', to: 'diazepam', beforeFromUg: 500, beforeToUg: 10_000, fromUg: 1000, toUg: 10_000 })]],
    ['the low side', switched(), 'factor-range-low', {}, [warn('2027-01-11', { from: 'clonazepam', to: 'diazepam', doseUg: 1000, signedFromUg: 1000, signedToUg: 10_000, lowestUg: 10_000, highestUg: 20_000 })]],
  ])('%s: its figures', (_, of, rule, more, expected) => { expect(about(of, rule, more)).toEqual(expected); });

  it('long use looks at this plan, not at what was prescribed before it', () => {
    const prescribed = [{ startsOn: '2026-09-01', dose: day({ clonazepam: { night: 2000 } }) }, { startsOn: '2026-10-01', dose: day({ clonazepam: { night: 1000 } }) }];
    expect(about(slow, 'use-over-a-year', { prescribed, ...who({ monthsOfUse: 13 }) })).toEqual(ok);
    expect(about(slow, 'ceiling', { prescribed })).toEqual(ok);
  });

  it('a dose that the products cannot make is shown, although laying out would have refused it', () => {
    const check = checked(slow);
    const makers = new Map([...check.laid.makers].map(([medicine, maker]) => [medicine, { ...maker, make: (ug: number) => (ug === 900 ? null : maker.make(ug)) }]));
    const found = (laid: typeof check.laid) => checkPlan({ ...check, laid }).filter(({ rule }) => rule === 'dose-cannot-be-made').map(({ verdict, on, inputs }) => ({ verdict, on, inputs }));
    expect(found({ ...check.laid, makers })).toEqual([block('2027-01-18', { medicine: 'clonazepam', slot: 'night', askedUg: 900 })]);
    expect(found(check.laid)).toEqual(ok);
    expect(found({ ...check.laid, makers: new Map() })[0]).toMatchObject({ verdict: 'block', on: '2027-01-04' });
  });
});

describe('a finding about the next cut names every figure it was found by', () => {
  const calm: NextStepState = {
    today: '2027-02-10', on: '2027-02-15', isInsideMicroBlock: false, isHeld: false, isCheckedInSinceCut: true, isReviewedSinceCut: true, hasLastCutStarted: true, worseInstruments: [],
    hasMoodOrPsychoticDisorder: false, isSleepDisturbed: false, interactions: [], runsOutOn: null, reportedMissedDays: 0, concentration: null, taken: [],
  };
  const taken = trackOf([{ startsOn: '2027-01-01', dose: day({ clonazepam: { night: 1000 } }) }, { startsOn: '2027-02-05', dose: day({ clonazepam: { night: 500 } }) }], new Map([['clonazepam', 1]] as const));

  it.each<[string, Partial<NextStepState>, GuardRule, readonly object[]]>([
    ['nothing looked at', { isCheckedInSinceCut: false, isReviewedSinceCut: false }, 'no-review-since-cut', [block('2027-02-15', { checkIn: 0, review: 0 })]],
    ['a check-in that nobody has read', { isReviewedSinceCut: false }, 'no-review-since-cut', [block('2027-02-15', { checkIn: 1, review: 0 })]],
    ['missed days', { reportedMissedDays: 4 }, 'doses-missed', [block('2027-02-15', { days: 4 })]],
    ['worse scores', { worseInstruments: ['gad-7', 'overall'] }, 'symptoms-worse', [warn('2027-02-15', { instruments: 'gad-7 overall' })]],
    ['another medicine', { interactions: [{ with: 'fluvoxamine', change: 'started', on: '2027-02-08', isReviewed: false }] }, 'interaction-changed', [block('2027-02-15', { with: 'fluvoxamine', change: 'started', changedOn: '2027-02-08' })]],
    ['nothing was dispensed yet', {}, 'runs-out', ok],
    ['a supply that ends today', { runsOutOn: '2027-02-10' }, 'runs-out', [warn('2027-02-15', { days: 0, stageDays: 3 })]],
    ['four times the concentration', { concentration: { beforeUgPerMl: 100, nowUgPerMl: 400, isConfirmed: false } }, 'concentration-changed', [block('2027-02-15', { beforeUgPerMl: 100, nowUgPerMl: 400, tenfold: 0 })]],
    ['ten times the concentration', { concentration: { beforeUgPerMl: 100, nowUgPerMl: 1000, isConfirmed: true } }, 'concentration-changed', [block('2027-02-15', { beforeUgPerMl: 100, nowUgPerMl: 1000, tenfold: 1 })]],
    ['half was taken', { taken }, 'taken-below-plan', [warn('2027-02-15', { highest: 1000, total: 500, points: 5000 })]],
  ])('%s', (_, more, rule, expected) => {
    expect(checkNextStep({ ...calm, ...more }).filter((each) => each.rule === rule).map(({ verdict, on, inputs }) => ({ verdict, on, inputs }))).toEqual(expected);
  });
});
