import { describe, expect, it } from '@jest/globals';
import { divideDown } from '@evenkeel/kernel';
import type { Product } from '@evenkeel/medicines-rules';
import { checkStepSizes } from './check-steps.js';
import { about, checked, choice, day, gradual, known, maintenance, nothing, plan, switching } from './fixtures.js';
import type { Phase, TaperPlan } from './plan.js';

const product = (code: string): Product => {
  const found = known.get(code);
  if (found === undefined) throw new Error(`No product ${code}`);
  return found;
};
const cut = (medicine: 'clonazepam' | 'diazepam' | 'alprazolam', ug: number, untilUg: number, more: object = {}): Phase => gradual({ medicine, cut: { by: 'amount', ug }, untilUg, ...more });
const dropping = (startUg: number, ug: number, products: readonly string[] = ['clonazepam-tablet-500']): TaperPlan =>
  plan({ start: day({ clonazepam: { night: startUg } }), products, phases: [cut('clonazepam', ug, startUg - ug), maintenance] });
const toDiazepam = [choice('clonazepam', 'diazepam', 'va-dod-2021')];

describe('the ceiling and the smallest step that could have been made', () => {
  it('does not look at a stop, which is a rule of its own', () => {
    const stop = plan({ start: day({ clonazepam: { night: 125 } }), products: ['clonazepam-liquid-100'], phases: [{ method: 'final-stop', floorUg: 125, waitDays: 14 }] });
    expect(about(stop, 'ceiling')).toEqual(nothing);
    expect(about(stop, 'unavoidable-step')).toEqual(nothing);
  });

  it('does not offer another product where the dispensed ones make a step of exactly a quarter', () => {
    expect(about(dropping(500, 250), 'ceiling', { listed: [product('clonazepam-liquid-100')] })).toEqual([
      { verdict: 'block', on: '2027-01-18', inputs: { highest: 500, total: 250, points: 5000, windowDays: 14, smallestStepUg: 125 } },
    ]);
  });

  it('looks at the step that is too large, whichever came before it', () => {
    const third = plan({ start: day({ clonazepam: { night: 500 } }), phases: [gradual({ untilUg: 250 }), maintenance] });
    expect(about(third, 'ceiling')).toEqual(nothing);
    expect(about(third, 'unavoidable-step')).toEqual([
      { verdict: 'warn', on: '2027-02-01', inputs: { highest: 375, total: 250, points: 3333, windowDays: 14, smallestStepUg: 125, liquidStepUpToUg: 93 } },
    ]);
  });

  it('offers a listed product whose smallest step is exactly a quarter', () => {
    expect(about(dropping(1000, 500, ['clonazepam-tablet-1000-scored']), 'ceiling', { listed: [product('clonazepam-tablet-500-es')] })).toEqual([
      { verdict: 'block', on: '2027-01-18', inputs: { highest: 1000, total: 500, points: 5000, windowDays: 14, wouldMakeIt: 'clonazepam-tablet-500-es' } },
    ]);
  });

  it.each([[['clonazepam-odt-125', 'clonazepam-liquid-100']], [['clonazepam-liquid-100', 'clonazepam-odt-125']]])('names the first of several by its code, in whichever order they are listed', (codes) => {
    expect(about(dropping(1000, 500, ['clonazepam-tablet-1000-scored']), 'ceiling', { listed: codes.map(product) })[0]?.inputs).toMatchObject({ wouldMakeIt: 'clonazepam-liquid-100' });
  });

  it('does not name a listed product that makes no smaller step, although its code comes first', () => {
    const listed = [product('clonazepam-tablet-2000'), product('clonazepam-tablet-500-es')];
    expect(about(dropping(1000, 500, ['clonazepam-tablet-1000-scored']), 'ceiling', { listed })[0]?.inputs).toMatchObject({ wouldMakeIt: 'clonazepam-tablet-500-es' });
  });

  it('finds a day that is too low although nothing changes on it: a version that goes on below', () => {
    const prescribed = [{ startsOn: '2026-11-01', dose: day({ clonazepam: { night: 1000 } }) }, { startsOn: '2026-12-30', dose: day({ clonazepam: { night: 500 } }) }];
    expect(about(plan({ start: day({ clonazepam: { night: 500 } }), phases: [maintenance] }), 'ceiling', { prescribed })).toEqual([
      { verdict: 'block', on: '2027-01-04', inputs: { highest: 1000, total: 500, points: 5000, windowDays: 14 } },
    ]);
  });

  it('offers no product that releases slowly: it is not taken in parts of the day of another one', () => {
    const halved = plan({ start: day({ alprazolam: { night: 2000 } }), products: ['alprazolam-tablet-1000'], phases: [cut('alprazolam', 1000, 1000), maintenance] });
    const listed = [product('alprazolam-er-tablet-500')];
    expect(about(halved, 'ceiling', { listed })).toEqual(nothing);
    expect(about(halved, 'unavoidable-step', { listed })).toEqual([
      { verdict: 'warn', on: '2027-01-18', inputs: { highest: 2000, total: 1000, points: 5000, windowDays: 14, smallestStepUg: 1000, liquidStepUpToUg: 500 } },
    ]);
    expect(about(halved, 'ceiling', { listed: [product('alprazolam-tablet-500')] })[0]?.inputs).toMatchObject({ wouldMakeIt: 'alprazolam-tablet-500' });
  });

  it('compares with the smallest step of any slot, not of the slot that was cut', () => {
    const capsules = plan({
      start: day({ chlordiazepoxide: { morning: 10_000, night: 25_000 } }), products: ['chlordiazepoxide-capsule-10000', 'chlordiazepoxide-capsule-25000'],
      phases: [gradual({ medicine: 'chlordiazepoxide', cut: { by: 'amount', ug: 10_000 }, untilUg: 25_000, from: ['morning'] }), maintenance],
    });
    expect(about(capsules, 'ceiling')).toEqual([{ verdict: 'block', on: '2027-01-18', inputs: { highest: 35_000, total: 25_000, points: 2857, windowDays: 14, smallestStepUg: 5000 } }]);
  });

  it('says nothing of a smallest step where two medicines are taken', () => {
    const both = plan({
      start: day({ clonazepam: { night: 500 }, diazepam: { morning: 5000 } }), products: ['clonazepam-liquid-100', 'diazepam-liquid-1000'], equivalence: toDiazepam,
      phases: [cut('diazepam', 2600, 2400), maintenance],
    });
    expect(about(both, 'ceiling')).toEqual([{ verdict: 'block', on: '2027-01-18', inputs: { highest: 10_000, total: 7400, points: 2600, windowDays: 14 } }]);
  });

  it('says nothing of a smallest step where another medicine takes the place of one', () => {
    const jump = plan({ start: day({ diazepam: { night: 5000 } }), products: ['diazepam-tablet-10000'], equivalence: toDiazepam, phases: [maintenance] });
    const prescribed = [{ startsOn: '2026-11-01', dose: day({ clonazepam: { night: 1000 } }) }];
    expect(about(jump, 'ceiling', { prescribed })).toEqual([{ verdict: 'block', on: '2027-01-04', inputs: { highest: 10_000, total: 5000, points: 5000, windowDays: 14 } }]);
  });
});

describe('cuts, raises and what is still settling', () => {
  const uneven = (night: number): TaperPlan =>
    plan({ start: day({ clonazepam: { night } }), products: ['clonazepam-tablet-500', 'diazepam-tablet-2000'], equivalence: toDiazepam, phases: [switching(), maintenance] });

  it('a stop is no step over a tenth', () => {
    expect(about(plan({ start: day({ clonazepam: { night: 125 } }), phases: [{ method: 'final-stop', floorUg: 125, waitDays: 14 }] }), 'step-over-10-percent')).toEqual(nothing);
  });

  it('what a switch takes away is for the rules of a switch, however much it is', () => {
    const check = checked(uneven(625));
    const halved = check.changes.map((change) => ({ ...change, after: { ...change.after, weight: divideDown(change.before.weight, 2) } }));
    expect(checkStepSizes({ ...check, changes: halved })).toMatchObject([{ verdict: 'ok' }]);
    expect(checkStepSizes({ ...check, changes: halved.map((change) => ({ ...change, method: 'gradual' })) })).toMatchObject([{ verdict: 'warn', inputs: { points: 5000 } }]);
  });

  it('what tablets cost or add in a switch is neither hasty nor a raise', () => {
    expect(about(uneven(625), 'interval-under-14-days')).toEqual(nothing);
    expect(about(uneven(875), 'dose-raised')).toEqual([{ verdict: 'ok', on: null, inputs: { dispensed: 2 } }]);
  });

  it('only cuts can be hasty: a dose that stays in total, or rises, is not', () => {
    const moved = plan({ start: day({ clonazepam: { morning: 1000 } }), phases: [gradual({ untilUg: 875 }), maintenance] });
    expect(about(moved, 'interval-under-14-days', { prescribed: [{ startsOn: '2026-12-30', dose: day({ clonazepam: { night: 1000 } }) }] })).toEqual(nothing);
    expect(about(moved, 'interval-under-14-days', { prescribed: [{ startsOn: '2026-12-30', dose: day({ clonazepam: { night: 900 } }) }] })).toEqual(nothing);
  });

  it('a raise is told with the highest dose before it, for how long was looked back, and how many products are dispensed', () => {
    const raised = plan({ start: day({ clonazepam: { night: 1000 } }), phases: [maintenance] });
    expect(about(raised, 'dose-raised', { prescribed: [{ startsOn: '2026-12-01', dose: day({ clonazepam: { night: 750 } }) }] })).toEqual([
      { verdict: 'block', on: '2027-01-04', inputs: { highest: 750, total: 1000, days: 60 } },
    ]);
    expect(about(raised, 'dose-raised')).toEqual([{ verdict: 'ok', on: null, inputs: { dispensed: 1 } }]);
  });

  it('a dose after nothing at all is a start, not a raise', () => {
    const again = plan({ start: day({ clonazepam: { night: 500 } }), phases: [maintenance] });
    expect(about(again, 'dose-raised', { prescribed: [{ startsOn: '2026-10-01', dose: day({ clonazepam: { night: 250 } }) }, { startsOn: '2026-11-01', dose: [] }] })).toEqual([{ verdict: 'ok', on: null, inputs: { dispensed: 1 } }]);
  });

  it('above the label is asked of this plan, not of what was prescribed before, and only where a label says so', () => {
    const less = plan({ start: day({ clonazepam: { night: 19_000 } }), phases: [maintenance] });
    expect(about(less, 'label-maximum', { prescribed: [{ startsOn: '2026-12-01', dose: day({ clonazepam: { night: 21_000 } }) }] })).toEqual(nothing);
    const unknown = plan({ start: day({ nitrazepam: { night: 25_000 } }), products: ['nitrazepam-tablet-5000'], phases: [maintenance] });
    expect(about(unknown, 'label-maximum')).toEqual(nothing);
  });

  it('tells once for each medicine that a change is still settling, at the first cut that comes too soon', () => {
    const weekly = plan({ products: ['clonazepam-tablet-500'], phases: [gradual({ everyDays: 7, untilUg: 500 }), maintenance] });
    expect(about(weekly, 'settling-time')).toEqual([{ verdict: 'inform', on: '2027-01-25', inputs: { medicine: 'clonazepam', days: 7, fromDays: 4, toDays: 10 } }]);
  });

  it.each([[9, 'inform'], [10, 'ok']])('clonazepam settles within ten days: after %i days %s', (everyDays, verdict) => {
    expect(about(plan({ phases: [gradual({ everyDays, untilUg: 750 }), maintenance] }), 'settling-time')[0]?.verdict).toBe(verdict);
  });

  it('asks about the medicine that is cut, not about the one that stays or comes', () => {
    const both = plan({
      start: day({ clonazepam: { night: 500 }, diazepam: { morning: 5000 } }), products: ['clonazepam-tablet-500', 'diazepam-tablet-2000', 'diazepam-tablet-10000'], equivalence: toDiazepam,
      phases: [cut('diazepam', 1000, 3000, { everyDays: 10 }), maintenance],
    });
    expect(about(both, 'settling-time')).toEqual([{ verdict: 'inform', on: '2027-01-28', inputs: { medicine: 'diazepam', days: 10, fromDays: 4, toDays: 42 } }]);
    const left = plan({ start: day({ clonazepam: { morning: 250, night: 500 } }), products: ['clonazepam-tablet-500', 'diazepam-tablet-10000'], equivalence: toDiazepam, phases: [switching(), maintenance] });
    expect(about({ ...left, products: ['clonazepam-tablet-500', 'diazepam-liquid-1000'] }, 'settling-time')).toEqual([{ verdict: 'inform', on: '2027-01-18', inputs: { medicine: 'clonazepam', days: 7, fromDays: 4, toDays: 10 } }]);
  });

  it('says nothing of a medicine of which nobody knows how long it stays', () => {
    const weekly = plan({ start: day({ bromazepam: { night: 9000 } }), products: ['bromazepam-tablet-1500'], phases: [gradual({ medicine: 'bromazepam', cut: { by: 'amount', ug: 1500 }, everyDays: 1, untilUg: 3000 }), maintenance] });
    expect(about(weekly, 'settling-time')).toEqual(nothing);
  });
});
