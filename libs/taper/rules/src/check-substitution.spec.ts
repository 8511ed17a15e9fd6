import { describe, expect, it } from '@jest/globals';
import { checkFactors, checkNightFirst, checkSharedSlots, checkSwitches } from './check-substitution.js';
import { about, checked, choice, day, gradual, healthy, maintenance, nothing, plan, switching } from './fixtures.js';
import type { GuardRule } from './guard-rules.js';
import type { DatedDose } from './dose-track.js';
import type { StepChange } from './plan-check.js';
import type { Phase, TaperPlan } from './plan.js';

const vaDod = choice('clonazepam', 'diazepam', 'va-dod-2021');
const ashton = choice('clonazepam', 'diazepam', 'ashton-2002');
const products = ['clonazepam-tablet-500', 'diazepam-liquid-1000'];
const cuts = gradual({ medicine: 'diazepam', cut: { by: 'amount', ug: 500 }, untilUg: 2000 });
const two = day({ clonazepam: { morning: 500, night: 500 } });
const switched = (phases: readonly Phase[], more: Partial<TaperPlan> = {}): TaperPlan => plan({ start: two, products, equivalence: [vaDod], phases, ...more });
/** A new version that begins with another dose than the one that is taken. */
const jump = (to: TaperPlan['start'], more: Partial<TaperPlan> = {}): TaperPlan => switched([maintenance], { start: to, ...more });
const taken = (dose: DatedDose['dose']): { readonly prescribed: readonly DatedDose[] } => ({ prescribed: [{ startsOn: '2026-11-01', dose }] });

describe('what a switch is', () => {
  const mixed = day({ clonazepam: { night: 500 }, diazepam: { morning: 5000 } });
  it.each<[string, TaperPlan['start']]>([
    ['a cut of one of two medicines is none', day({ clonazepam: { night: 375 }, diazepam: { morning: 5000 } })],
    ['a raise of one of two medicines is none', day({ clonazepam: { night: 625 }, diazepam: { morning: 5000 } })],
    ['a raise of one while the other one falls at another time is none', day({ clonazepam: { night: 625 }, diazepam: { morning: 4000 } })],
  ])('%s', (_, to) => { expect(about(jump(to), 'equivalent-constant', taken(mixed))).toEqual(nothing); });

  it.each([[10_500, 'inform'], [9500, 'inform'], [10_510, 'block'], [9490, 'block']])('1 mg of clonazepam becoming %i micrograms of diazepam under VA/DoD: %s (one twentieth for rounding)', (ug, verdict) => {
    expect(about(jump(day({ diazepam: { night: ug } })), 'equivalent-constant', taken(day({ clonazepam: { night: 1000 } })))).toEqual([
      { verdict, on: '2027-01-04', inputs: { before: 10_000, after: ug, tolerancePoints: 500 } },
    ]);
  });

  it('names every slot that was switched at once', () => {
    expect(about(jump(day({ diazepam: { morning: 5000, night: 5000 } })), 'one-slot-at-a-time', taken(two))).toEqual([{ verdict: 'block', on: '2027-01-04', inputs: { slots: 'morning night' } }]);
  });
});

describe('the pace of a switch', () => {
  const three = { start: day({ clonazepam: { morning: 500, midday: 500, night: 500 } }) };
  it('a cut is held against the last switch, not against an earlier one', () => {
    expect(about(switched([switching({ order: ['night', 'midday', 'morning'] }), { ...cuts, waitDays: 13 }, maintenance], three), 'cut-after-switch')).toEqual([
      { verdict: 'warn', on: '2027-02-07', inputs: { days: 13, atLeastDays: 14 } },
    ]);
    expect(about(switched([switching({ order: ['night', 'midday', 'morning'] }), { ...cuts, waitDays: 14 }, maintenance], three), 'cut-after-switch')).toEqual(nothing);
  });

  it('what tablets take away within a switch is no cut after it', () => {
    const rounded = switched([switching(), maintenance], { start: day({ clonazepam: { night: 625 } }), products: ['clonazepam-tablet-500', 'diazepam-tablet-2000'] });
    expect(about(rounded, 'equivalent-constant')).toEqual([{ verdict: 'inform', on: '2027-01-11', inputs: { before: 6250, after: 6000, tolerancePoints: 500 } }]);
    expect(about(rounded, 'cut-after-switch')).toEqual(nothing);
  });

  it('a cut is held against a switch that is the only one', () => {
    expect(about(switched([switching(), { ...cuts, waitDays: 13 }, maintenance], { start: day({ clonazepam: { night: 500 } }) }), 'cut-after-switch')).toEqual([
      { verdict: 'warn', on: '2027-01-24', inputs: { days: 13, atLeastDays: 14 } },
    ]);
  });

  it('a cut before the last switch, and what stays or rises after it, is none of its cuts', () => {
    const check = checked(switched([gradual({ untilUg: 875 }), switching({ order: ['night', 'morning'] }), { ...cuts, waitDays: 14 }, maintenance], { products: [...products, 'clonazepam-liquid-100'] }));
    const { changes } = check;
    const last = changes.findLast(({ method }) => method === 'substitution');
    if (last === undefined) throw new Error('No switch');
    const later = (weight: number) => ({ ...last, method: null, before: last.after, after: { ...last.after, day: last.after.day + 3, weight } });
    const said = (more: readonly StepChange[]) => checkSwitches({ ...check, changes: more }).filter(({ rule }) => rule === 'cut-after-switch').map(({ verdict, inputs }) => [verdict, inputs]);
    const upToLast = changes.slice(0, changes.indexOf(last) + 1);
    expect(said(changes)).toEqual([['ok', {}]]);
    for (const weight of [last.after.weight, last.after.weight + 1]) expect(said([...upToLast, later(weight), ...changes.slice(upToLast.length)])).toEqual([['ok', {}]]);
    expect(said([...upToLast, later(last.after.weight - 1)])).toEqual([['warn', { days: 3, atLeastDays: 14 }]]);
  });

  it('the first switch of a plan follows none, however early it comes', () => {
    expect(about(switched([switching({ waitDays: 1 }), maintenance]), 'switch-held-a-week')).toEqual(nothing);
  });
});

describe('two medicines in one slot', () => {
  const half = checked(switched([switching({ share: 'half-slot' }), cuts, maintenance]));
  it('is right while one is being replaced', () => { expect(checkSharedSlots(half)).toMatchObject([{ verdict: 'ok' }]); });
  it('is blocked everywhere else, although laying out has refused it already', () => {
    const steps = half.schedule.steps.map((step) => ({ ...step, phase: 1 }));
    expect(checkSharedSlots({ ...half, schedule: { ...half.schedule, steps } })).toMatchObject([
      { verdict: 'block', rule: 'two-medicines-in-one-slot', on: '2027-01-11', inputs: { slot: 'night' } }, { verdict: 'block', on: '2027-01-25', inputs: { slot: 'morning' } },
    ]);
    const beforeAnyPhase = half.schedule.steps.map((step) => ({ ...step, phase: -1 }));
    expect(checkSharedSlots({ ...half, schedule: { ...half.schedule, steps: beforeAnyPhase } })).toMatchObject([{ verdict: 'block' }, { verdict: 'block' }]);
  });
});

describe('which slot goes first', () => {
  it('is looked at where the switch begins, whatever was cut before it', () => {
    expect(about(switched([gradual({ untilUg: 750 }), switching({ order: ['morning', 'night'] }), maintenance]), 'night-first')).toEqual([
      { verdict: 'warn', on: '2027-02-08', inputs: { slot: 'morning', latest: 'night' } },
    ]);
  });

  it('is the last one at which something is taken: without a night dose the evening', () => {
    const start = day({ clonazepam: { morning: 500, evening: 500 } });
    expect(about(switched([switching({ order: ['evening', 'morning'] }), maintenance], { start }), 'night-first')).toEqual(nothing);
    expect(about(switched([switching({ order: ['morning', 'evening'] }), maintenance], { start }), 'night-first')).toEqual([{ verdict: 'warn', on: '2027-01-11', inputs: { slot: 'morning', latest: 'evening' } }]);
  });

  it.each([['of a phase that is no switch', 0], ['that switches nothing', 1]])('is not asked of a change %s', (_, asked) => {
    const check = checked(switched([gradual({ untilUg: 875 }), switching({ order: ['morning', 'night'] }), maintenance], { products: [...products, 'clonazepam-liquid-100'] }));
    const [cut, first] = check.changes;
    if (cut === undefined || first === undefined) throw new Error('No cut, no switch');
    const change = [first, cut][asked] ?? cut;
    const moved = { ...change, after: { ...change.after, step: { ...change.after.step, phase: asked } } };
    expect(checkNightFirst(check)).toMatchObject([{ verdict: 'warn' }]);
    expect(checkNightFirst({ ...check, changes: [moved] })).toMatchObject([{ verdict: 'ok' }]);
  });

  it.each<GuardRule>(['night-first', 'factor-range-low', 'factor-range-high'])('is not asked while a hold without an end keeps the switch from a date: %s', (rule) => {
    expect(about(switched([switching({ order: ['morning', 'night'] }), maintenance], { changes: [{ kind: 'hold', on: '2027-01-05', days: null }] }), rule)).toEqual(nothing);
  });
});

describe('what other sources would have said', () => {
  const figures = (doseUg: number, signedFromUg: number, signedToUg: number, lowestUg: number, highestUg: number) => ({ from: 'clonazepam', to: 'diazepam', doseUg, signedFromUg, signedToUg, lowestUg, highestUg });

  it('the highest of all is not low, the lowest is not high', () => {
    const highest = switched([switching(), maintenance], { equivalence: [ashton] });
    expect(about(highest, 'factor-range-low')).toEqual(nothing);
    expect(about(highest, 'factor-range-high')).toEqual([{ verdict: 'inform', on: '2027-01-11', inputs: figures(1000, 500, 10_000, 10_000, 20_000) }]);
    expect(about(switched([switching(), maintenance]), 'factor-range-high')).toEqual(nothing);
  });

  it('is not asked where no source compares the two, or where no factor was signed, which laying out has refused already', () => {
    const own = { ...vaDod, to: 'zopiclone', fromUg: 500, toUg: 7500 } as const;
    const toZopiclone = switched([switching({ to: 'zopiclone' }), maintenance], { products: ['clonazepam-tablet-500', 'zopiclone-tablet-7500'], equivalence: [own] });
    for (const rule of ['factor-range-low', 'factor-range-high'] as const) expect(about(toZopiclone, rule)).toEqual(nothing);
    const check = checked(switched([switching(), maintenance]));
    const unsigned = { ...check, laid: { ...check.laid, plan: { ...check.laid.plan, equivalence: [] } } };
    expect(checkFactors(unsigned).map(({ verdict }) => verdict)).toEqual(['ok', 'ok', 'ok', 'ok']);
  });

  it('one in between is both', () => {
    const between = switched([switching(), maintenance], { equivalence: [{ source: 'clincalc', from: 'clonazepam', to: 'diazepam', fromUg: 750, toUg: 10_000, version: 1 }], start: day({ clonazepam: { night: 750 } }), products: ['clonazepam-tablet-500', 'diazepam-liquid-1000'] });
    expect([about(between, 'factor-range-low')[0]?.verdict, about(between, 'factor-range-high')[0]?.verdict]).toEqual(['warn', 'inform']);
  });

  it('is asked of the dose of that day, not of the first one', () => {
    expect(about(switched([gradual({ untilUg: 750 }), switching(), maintenance]), 'factor-range-low')).toEqual([{ verdict: 'warn', on: '2027-02-08', inputs: figures(750, 1000, 10_000, 7500, 15_000) }]);
  });

  it.each([[null, 'inform'], [64, 'inform'], [65, 'block']])('too much sedates whoever is fragile: %p years', (ageYears, verdict) => {
    expect(about(switched([switching(), maintenance], { equivalence: [ashton] }), 'factor-range-high', { patient: { ...healthy, ageYears } })[0]?.verdict).toBe(verdict);
  });

  it('liver disease is in the way of diazepam, not of a medicine that the liver conjugates', () => {
    const patient = { ...healthy, factors: ['liver-disease'] as const };
    const toLorazepam = switched([switching({ to: 'lorazepam' }), maintenance], {
      products: ['clonazepam-tablet-500', 'lorazepam-liquid-2000'], equivalence: [choice('clonazepam', 'lorazepam', 'va-dod-2021')],
    });
    expect(about(toLorazepam, 'switch-with-liver-disease', { patient })).toEqual(nothing);
    expect(about(switched([switching(), maintenance]), 'switch-with-liver-disease')).toEqual(nothing);
    expect(about(switched([switching(), maintenance]), 'switch-with-liver-disease', { patient })).toEqual([{ verdict: 'block', on: '2027-01-11', inputs: { to: 'diazepam' } }]);
  });

  it('a factor has changed when its ratio has, not when it is written otherwise', () => {
    const of = switched([switching(), maintenance]);
    expect(about(of, 'factor-changed', { earlierFactors: [{ ...vaDod, fromUg: 500, toUg: 5000 }] })).toEqual(nothing);
    expect(about(of, 'factor-changed', { earlierFactors: [{ ...vaDod, from: 'diazepam', to: 'clonazepam', fromUg: 10_000, toUg: 1000 }] })).toEqual(nothing);
    expect(about(of, 'factor-changed', { earlierFactors: [choice('lorazepam', 'diazepam', 'va-dod-2021')] })).toEqual(nothing);
  });
});
