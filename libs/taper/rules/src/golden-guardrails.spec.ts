import { describe, expect, it } from '@jest/globals';
import { productsOf } from '@evenkeel/medicines-rules';
import { addDays } from './calendar-days.js';
import { checkPlan } from './check-plan.js';
import { around, checked, choice, day, healthy, known, plan } from './fixtures.js';
import type { Finding, Verdict } from './finding.js';
import { guardRules, type GuardRule } from './guard-rules.js';
import { prepareCheck, type PlanSurroundings } from './plan-check.js';
import type { GradualPhase, Phase, TaperPlan } from './plan.js';
import type { RiskFactor } from './risk-factors.js';

const gradual = (more: Partial<GradualPhase> = {}): GradualPhase =>
  ({ method: 'gradual', medicine: 'clonazepam', cut: { by: 'amount', ug: 125 }, everyDays: 14, waitDays: 14, untilUg: 125, from: 'evenly', ...more });
const maintenance: Phase = { method: 'maintenance', reviewEveryDays: 90 };
const stop: Phase = { method: 'final-stop', floorUg: 125, waitDays: 14 };
const findings = (of: TaperPlan, more: Partial<PlanSurroundings> = {}): readonly Finding[] => checkPlan(checked(of, more));
const said = (of: TaperPlan, rule: GuardRule, more: Partial<PlanSurroundings> = {}): readonly (readonly [Verdict, string | null])[] =>
  findings(of, more).filter((finding) => finding.rule === rule).map(({ verdict, on }) => [verdict, on]);
const fine = [['ok', null]];
const liquid = ['clonazepam-liquid-100'];
const held = (ug: number, startsOn = '2026-11-01') => ({ startsOn, dose: day({ clonazepam: { night: ug } }) });
const one = (startUg: number, cutUg: number, more: Partial<TaperPlan> = {}): TaperPlan =>
  plan({ start: day({ clonazepam: { night: startUg } }), products: liquid, phases: [gradual({ cut: { by: 'amount', ug: cutUg }, untilUg: startUg - cutUg }), maintenance], ...more });

describe('ceiling (ASAM pocket guide p. 3 and 7: not more than 25 % every 2 weeks)', () => {
  it.each<[string, number, number, Verdict]>([
    ['exactly 25 % passes', 1000, 250, 'ok'], ['one microgram more does not', 1000, 251, 'block'], ['25 % of an odd dose passes', 1004, 251, 'ok'], ['half is far too much', 1000, 500, 'block'],
  ])('%s', (_, start, cut, verdict) => { expect(said(one(start, cut), 'ceiling')[0]?.[0]).toBe(verdict); });

  it('tells which day, from what and how much', () => {
    expect(findings(one(1000, 500)).find(({ rule }) => rule === 'ceiling')).toMatchObject({
      verdict: 'block', on: '2027-01-18', version: 1, inputs: { highest: 1000, total: 500, points: 5000, windowDays: 14, smallestStepUg: 1 },
    });
  });

  it.each([[1000, 0], [2000, 750], [4000, 2750]])('the clonazepam label pace from %i micrograms is stopped', (start, untilUg) => {
    const label = plan({ start: day({ clonazepam: { morning: start / 2, night: start / 2 } }), phases: [gradual({ cut: { by: 'amount', ug: 250 }, everyDays: 3, waitDays: 3, untilUg })] });
    expect(said(label, 'ceiling').every(([verdict]) => verdict === 'block')).toBe(true);
  });

  it('cannot be evaded by cuts that are small one by one', () => {
    const daily = plan({ products: liquid, phases: [{ method: 'micro-taper', medicine: 'clonazepam', vehicle: 'liquid', cut: { by: 'amount', ug: 20 }, everyDays: 1, waitDays: 1, untilUg: 500, from: 'evenly' }, maintenance] });
    expect(said(daily, 'ceiling')[0]).toEqual(['block', addDays('2027-01-04', 13)]);
  });

  it('stands still at 25 % in 14 days, spread over the days', () => {
    const daily = plan({ start: day({ clonazepam: { night: 2800 } }), products: liquid, phases: [{ method: 'micro-taper', medicine: 'clonazepam', vehicle: 'liquid', cut: { by: 'percent', points: 2400, overDays: 14 }, everyDays: 1, waitDays: 1, untilUg: 500, from: 'evenly' }, maintenance] });
    expect(said(daily, 'ceiling')).toEqual(fine);
  });

  it('cannot be evaded by splitting a step over versions', () => {
    const history = [held(1000), held(800, '2026-12-28')];
    expect(said(one(800, 200, { startsOn: '2026-12-30', phases: [gradual({ cut: { by: 'amount', ug: 200 }, waitDays: 7, untilUg: 600 }), maintenance] }), 'ceiling', { prescribed: history })).toEqual([['block', '2027-01-06']]);
  });

  it('looks at the step from the version before to the first dose of this one', () => {
    expect(said(one(700, 100), 'ceiling', { prescribed: [held(1000)] })).toEqual([['block', '2027-01-04']]);
    expect(said(one(750, 100), 'ceiling', { prescribed: [held(1000)] })).toEqual(fine);
  });

  it('cannot be evaded by a hold in between that is shorter than the window', () => {
    const phases: Phase[] = [gradual({ cut: { by: 'amount', ug: 200 }, waitDays: 14, untilUg: 800 }), { method: 'hold', days: 6 }, gradual({ cut: { by: 'amount', ug: 200 }, waitDays: 7, untilUg: 600 }), maintenance];
    expect(said(plan({ products: liquid, phases }), 'ceiling')).toEqual([['block', '2027-01-31']]);
    const longer = phases.map((phase): Phase => (phase.method === 'hold' ? { method: 'hold', days: 7 } : phase));
    expect(said(plan({ products: liquid, phases: longer }), 'ceiling')).toEqual(fine);
  });

  it.each(['2027-03-08', '2027-10-25', '2028-02-20'])('counts dates, not hours: the same around %s, when clocks change or February is long', (startsOn) => {
    expect(said(one(1000, 250, { startsOn }), 'ceiling')).toEqual(fine);
    expect(said(one(1000, 251, { startsOn }), 'ceiling')).toEqual([['block', addDays(startsOn, 14)]]);
  });

  it('adds two medicines up by the signed factor', () => {
    const both = plan({
      start: day({ clonazepam: { night: 500 }, diazepam: { morning: 5000 } }), products: [...liquid, 'diazepam-liquid-1000'], equivalence: [choice('clonazepam', 'diazepam', 'va-dod-2021')],
      phases: [gradual({ medicine: 'diazepam', cut: { by: 'amount', ug: 2500 }, untilUg: 2500 }), maintenance],
    });
    expect(said(both, 'ceiling')).toEqual(fine);
    const more = { ...both, phases: [gradual({ medicine: 'diazepam', cut: { by: 'amount', ug: 2600 }, untilUg: 2400 }), maintenance] };
    expect(said(more, 'ceiling')).toEqual([['block', '2027-01-18']]);
  });
});

describe('unavoidable steps (product default: nothing dispensed or listed is smaller)', () => {
  const last = plan({ start: day({ clonazepam: { night: 375 } }), phases: [gradual({ untilUg: 250 }), maintenance] });
  it('a quarter tablet of 33 % where there is no liquid', () => {
    expect(said(last, 'ceiling')).toEqual(fine);
    expect(findings(last).find(({ rule }) => rule === 'unavoidable-step')).toMatchObject({ verdict: 'warn', on: '2027-01-18', inputs: { smallestStepUg: 125, liquidStepUpToUg: 93 } });
  });
  it('is a block where a listed liquid would make it, which is named', () => {
    const listed = productsOf('clonazepam', 'GB');
    expect(findings(last, { listed }).find(({ rule }) => rule === 'ceiling')).toMatchObject({ verdict: 'block', inputs: { wouldMakeIt: 'clonazepam-liquid-100' } });
  });
  it('is a block when a larger step than the smallest was taken', () => {
    expect(said(plan({ start: day({ clonazepam: { night: 375 } }), phases: [gradual({ cut: { by: 'amount', ug: 250 } }), maintenance] }), 'ceiling')).toEqual([['block', '2027-01-18']]);
  });
  it('is a block when the dose was lowered within the window', () => {
    expect(said(plan({ start: day({ clonazepam: { night: 500 } }), phases: [gradual({ everyDays: 10, untilUg: 250 }), maintenance] }), 'ceiling')).toEqual([['block', '2027-01-28']]);
  });
});

describe('final stop (product default: from the floor of the medicine, after 14 days there)', () => {
  const stopping = (ug: number, waitDays: number, medicine: 'clonazepam' | 'diazepam' = 'clonazepam'): TaperPlan =>
    plan({ start: day({ [medicine]: { night: ug } }), products: [...liquid, 'diazepam-liquid-1000'], phases: [{ method: 'final-stop', floorUg: ug, waitDays }] });
  it.each([
    ['clonazepam 0.125 mg after 14 days', stopping(125, 14), 'ok'], ['clonazepam 0.125 mg after 13 days', stopping(125, 13), 'block'], ['clonazepam 0.13 mg', stopping(130, 14), 'block'],
    ['diazepam 1 mg', stopping(1000, 14, 'diazepam'), 'ok'], ['diazepam 2 mg', stopping(2000, 28, 'diazepam'), 'block'],
  ])('%s', (_, of, verdict) => { expect(said(of, 'final-stop')[0]?.[0]).toBe(verdict); });
  it('is looked at in whichever phase the dose comes to nothing', () => {
    expect(said(plan({ phases: [gradual({ cut: { by: 'amount', ug: 250 }, untilUg: 0 })] }), 'final-stop')).toEqual([['block', '2027-03-01']]);
  });
  it('running out of steps above zero is a stop too, maintenance is not', () => {
    expect(said(plan({ phases: [gradual({})] }), 'open-end')[0]?.[0]).toBe('block');
    expect(said(plan({ phases: [gradual({}), maintenance] }), 'open-end')).toEqual(fine);
    expect(said(plan({ phases: [gradual({}), stop] }), 'open-end')).toEqual(fine);
  });
});

describe('step size and interval (ASAM pocket guide p. 3: 5-10 % every 2-4 weeks)', () => {
  it('asks about every step over a tenth, not only the first', () => {
    expect(said(plan({ phases: [gradual({ untilUg: 500 }), maintenance] }), 'step-over-10-percent')).toHaveLength(4);
    expect(said(one(1000, 100), 'step-over-10-percent')).toEqual(fine);
    expect(said(one(1000, 101), 'step-over-10-percent')).toEqual([['warn', '2027-01-18']]);
  });
  it('warns below 14 days, but not inside a micro-taper', () => {
    expect(said(plan({ phases: [gradual({ everyDays: 13, untilUg: 750 }), maintenance] }), 'interval-under-14-days')).toEqual([['warn', '2027-01-31']]);
    const daily: Phase = { method: 'micro-taper', medicine: 'clonazepam', vehicle: 'liquid', cut: { by: 'amount', ug: 2 }, everyDays: 1, waitDays: 1, untilUg: 980, from: 'evenly' };
    expect(said(plan({ products: liquid, phases: [daily, maintenance] }), 'interval-under-14-days')).toEqual(fine);
    expect(said(plan({ products: liquid, phases: [daily, maintenance] }), 'micro-block')).toEqual([['inform', '2027-01-05']]);
  });
  it('tells that a change is still settling (clonazepam, five half-lives)', () => {
    expect(findings(plan({ phases: [gradual({ everyDays: 7, untilUg: 750 }), maintenance] })).find(({ rule }) => rule === 'settling-time')).toMatchObject({ verdict: 'inform', inputs: { days: 7, fromDays: 4, toDays: 10 } });
    expect(said(plan({ phases: [gradual({ untilUg: 750 }), maintenance] }), 'settling-time')).toEqual(fine);
  });
});

describe('upwards (typing 2.5 for 0.25 must never pass)', () => {
  it('more than in 60 days needs a second person', () => {
    expect(said(one(2500, 250), 'dose-raised', { prescribed: [held(250)] })).toEqual([['block', '2027-01-04']]);
    expect(said(one(1000, 100), 'dose-raised', { prescribed: [held(1000, '2026-10-01'), held(750, '2026-12-01')] })).toEqual(fine);
    expect(said(one(1000, 100), 'dose-raised', { prescribed: [held(1000, '2026-08-01'), held(750, '2026-11-05')] })).toEqual([['block', '2027-01-04']]);
  });
  it('more than the label as well (clonazepam 20 mg)', () => {
    expect(said(one(20_000, 1000), 'label-maximum')).toEqual(fine);
    expect(said(one(20_001, 1000), 'label-maximum')).toEqual([['block', '2027-01-04']]);
  });
});

describe('substitution (NHS Scotland; ASAM pocket guide p. 18)', () => {
  const switching = (more: object = {}, wait = 14): Phase[] => [
    { method: 'substitution', from: 'clonazepam', to: 'diazepam', order: ['night', 'morning'], share: 'whole-slot', everyDays: 7, waitDays: 7, ...more } as Phase,
    gradual({ medicine: 'diazepam', cut: { by: 'amount', ug: 1000 }, waitDays: wait, untilUg: 9000 }), maintenance,
  ];
  const of = (phases = switching(), source: 'ashton-2002' | 'va-dod-2021' = 'va-dod-2021'): TaperPlan => plan({
    start: day({ clonazepam: { morning: 500, night: 500 } }), products: ['clonazepam-tablet-500', 'diazepam-tablet-5000', 'diazepam-tablet-2000'], equivalence: [choice('clonazepam', 'diazepam', source)], phases,
  });
  it('keeps the total, one slot at a time, and passes', () => {
    for (const rule of ['equivalent-constant', 'one-slot-at-a-time', 'night-first', 'switch-held-a-week', 'cut-after-switch', 'two-medicines-in-one-slot', 'ceiling'] as const) expect([rule, said(of(), rule)]).toEqual([rule, fine]);
  });
  it('morning before night is asked about', () => { expect(said(of(switching({ order: ['morning', 'night'] })), 'night-first')).toEqual([['warn', '2027-01-11']]); });
  it('six days between switches', () => { expect(said(of(switching({ everyDays: 6 })), 'switch-held-a-week')).toEqual([['warn', '2027-01-17']]); });
  it('a cut 13 days after the last switch', () => { expect(said(of(switching({}, 13)), 'cut-after-switch')).toEqual([['warn', '2027-01-31']]); });
  it('the low side warns', () => {
    expect(said(of(), 'factor-range-low')[0]?.[0]).toBe('warn');
    expect(said(of(), 'factor-range-high')).toEqual(fine);
  });
  it.each<[string, RiskFactor[], number, Verdict]>([['a younger person', [], 40, 'inform'], ['opioids', ['opioids'], 40, 'block'], ['65 years', [], 65, 'block'], ['sleep apnoea', ['sleep-apnoea'], 40, 'block'], ['COPD', ['copd'], 40, 'block'], ['liver disease', ['liver-disease'], 40, 'block']])('the high side with %s', (_, factors, ageYears, verdict) => {
    expect(said(of(switching(), 'ashton-2002'), 'factor-range-high', { patient: { ...healthy, factors, ageYears } })[0]?.[0]).toBe(verdict);
  });
  it('no switch to diazepam with liver disease (Specialist Pharmacy Service)', () => {
    expect(said(of(), 'switch-with-liver-disease', { patient: { ...healthy, factors: ['liver-disease'] } })).toEqual([['block', '2027-01-11']]);
  });
  it('another factor than before is a step of its own', () => {
    expect(said(of(), 'factor-changed', { earlierFactors: [choice('clonazepam', 'diazepam', 'ashton-2002')] })).toEqual([['block', null]]);
    expect(said(of(), 'factor-changed', { earlierFactors: [choice('clonazepam', 'diazepam', 'va-dod-2021')] })).toEqual(fine);
  });
  it('everything at once, by way of a new version, is stopped', () => {
    const jump = plan({ start: day({ diazepam: { morning: 5000, night: 5000 } }), products: ['diazepam-tablet-5000', 'diazepam-tablet-2000'], equivalence: [choice('clonazepam', 'diazepam', 'va-dod-2021')], phases: [maintenance] });
    const history = [{ startsOn: '2026-11-01', dose: day({ clonazepam: { morning: 500, night: 500 } }) }];
    expect(said(jump, 'one-slot-at-a-time', { prescribed: history })).toEqual([['block', '2027-01-04']]);
    expect(said({ ...jump, start: day({ diazepam: { night: 5000 } }) }, 'equivalent-constant', { prescribed: history })).toEqual([['block', '2027-01-04']]);
    expect(prepareCheck({ ...jump, equivalence: [] }, around({ prescribed: history }))).toMatchObject({ code: 'history-cannot-be-compared', field: 'equivalence' });
  });
});

describe('who needs it slower or a specialist (clinical rules, factors)', () => {
  const of = plan({ phases: [gradual({ untilUg: 750 }), maintenance] });
  it.each<[RiskFactor, GuardRule, Verdict]>([
    ['seizure-history', 'seizure-history', 'block'], ['epilepsy-indication', 'epilepsy-indication', 'block'], ['complicated-withdrawal', 'complicated-withdrawal', 'block'],
    ['illicit-benzodiazepine', 'illicit-benzodiazepine', 'block'], ['pregnancy', 'pregnancy', 'block'], ['breastfeeding', 'pregnancy', 'block'], ['imminent-harm', 'inpatient-considered', 'warn'],
    ['cannot-be-managed-at-home', 'inpatient-considered', 'warn'], ['opioids', 'with-opioids', 'warn'], ['alcohol', 'with-sedatives', 'warn'], ['other-sedatives', 'with-sedatives', 'warn'],
    ['gabapentinoids', 'with-sedatives', 'warn'], ['sleep-apnoea', 'breathing-disorder', 'inform'], ['copd', 'breathing-disorder', 'inform'], ['liver-disease', 'liver-disease', 'inform'],
    ['mood-or-psychotic-disorder', 'psychiatric-condition', 'inform'], ['ptsd', 'psychiatric-condition', 'inform'], ['sensitive-to-small-changes', 'sensitive-to-small-changes', 'inform'],
    ['frailty', 'slower-steps', 'warn'], ['falls', 'slower-steps', 'warn'], ['cognitive-impairment', 'slower-steps', 'warn'],
  ])('%s: %s says %s', (factor, rule, verdict) => {
    expect(said(of, rule)[0]?.[0]).toBe('ok');
    expect(said(of, rule, { patient: { ...healthy, factors: [factor] } })[0]?.[0]).toBe(verdict);
  });
  it.each([[17, 'block'], [18, 'ok']])('%i years: %s', (ageYears, verdict) => { expect(said(of, 'under-18', { patient: { ...healthy, ageYears } })[0]?.[0]).toBe(verdict); });
  it.each([[90, 'ok'], [91, 'warn'], [null, 'warn']])('risk review %p days ago: %s', (daysSinceRiskReview, verdict) => { expect(said(of, 'review-of-risk', { patient: { ...healthy, daysSinceRiskReview } })[0]?.[0]).toBe(verdict); });
  it('65 years or a high dose: 21 days between steps', () => {
    expect(said(of, 'slower-steps', { patient: { ...healthy, ageYears: 65 } })).toHaveLength(2);
    expect(said(of, 'slower-steps', { patient: { ...healthy, ageYears: 64 } })).toEqual(fine);
    expect(said(plan({ phases: [gradual({ everyDays: 21, waitDays: 21, untilUg: 750 }), maintenance] }), 'slower-steps', { patient: { ...healthy, ageYears: 65 } })).toEqual(fine);
    expect(said(one(2000, 100), 'slower-steps')[0]?.[0]).toBe('warn');
    expect(said(one(1500, 100), 'slower-steps')).toEqual(fine);
  });
  it('over a year of use: at most 10 % in 28 days', () => {
    const long = { patient: { ...healthy, monthsOfUse: 13 } };
    expect(said(one(1000, 100), 'use-over-a-year', long)).toEqual(fine);
    expect(said(one(1000, 101), 'use-over-a-year', long)).toEqual([['warn', '2027-01-18']]);
    expect(said(one(1000, 101), 'use-over-a-year', { patient: { ...healthy, monthsOfUse: 12 } })).toEqual(fine);
  });
});

describe('every finding', () => {
  it('carries its rule, version, source and inputs', () => {
    for (const { rule, version, source, inputs } of findings(one(1000, 500))) {
      expect([version, source]).toEqual([guardRules[rule].version, guardRules[rule].source]);
      expect(inputs).toBeDefined();
    }
  });
  it('is the same each time', () => { expect(findings(one(1000, 500))).toEqual(findings(one(1000, 500))); });
  it('is made from products that exist', () => { expect(known.size).toBeGreaterThan(50); });
});
