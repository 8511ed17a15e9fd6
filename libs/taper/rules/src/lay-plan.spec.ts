import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '@evenkeel/kernel';
import { choice, day, gradual, known, laid, maintenance, plan, switching } from './fixtures.js';
import { firstImpossible, layOut, layPlan, makersOf } from './lay-plan.js';
import { nearestMakeable } from './lay-substitution.js';
import { doseMaker } from './make-dose.js';
import type { MicroTaperPhase, Phase, TaperPlan } from './plan.js';

const toDiazepam = [choice('clonazepam', 'diazepam', 'va-dod-2021')];
const both = ['clonazepam-tablet-500', 'diazepam-tablet-2000'];
const micro = (more: Partial<MicroTaperPhase> = {}): Phase =>
  ({ method: 'micro-taper', medicine: 'clonazepam', vehicle: 'liquid', cut: { by: 'amount', ug: 10 }, everyDays: 1, waitDays: 1, untilUg: 500, from: 'evenly', ...more });
const stop = (more: object = {}): Phase => ({ method: 'final-stop', floorUg: 1000, waitDays: 14, ...more });
const refusal = (phases: readonly Phase[], more: Partial<TaperPlan> = {}): object => {
  const out = layOut(plan({ phases, ...more }), known);
  return isRefusal(out) ? { code: out.code, field: out.field, facts: out.facts } : { accepted: out.steps.length };
};
const fiveMg: Partial<TaperPlan> = { start: day({ diazepam: { night: 5000 } }), products: ['diazepam-tablet-10000'] };
const medicine = (code: string): object => ({ code: 'no-products-of-medicine', facts: { medicine: code } });

describe('a phase that cannot be laid names its field and what is at fault', () => {
  it.each<[string, readonly Phase[], Partial<TaperPlan>, object]>([
    ['cuts of a medicine of which nothing is dispensed', [gradual({ medicine: 'diazepam' })], {}, { ...medicine('diazepam'), field: 'phases.0.medicine' }],
    ['cuts of a medicine that is not taken', [gradual({ medicine: 'diazepam' })], { products: both }, { code: 'no-such-medicine-in-dose', field: 'phases.0.medicine', facts: { medicine: 'diazepam' } }],
    ['small cuts of a medicine of which nothing is dispensed', [micro({ medicine: 'diazepam' })], {}, { ...medicine('diazepam'), field: 'phases.0.medicine' }],
    ['small cuts of a medicine that is not taken', [micro({ medicine: 'diazepam' })], { products: both }, { code: 'no-such-medicine-in-dose', field: 'phases.0.medicine', facts: { medicine: 'diazepam' } }],
    ['small cuts to where the dose is already', [micro({ untilUg: 1000 })], {}, { code: 'target-above-dose', field: 'phases.0.untilUg', facts: { doseUg: 1000 } }],
    ['small cuts for more than five years', [micro({ cut: { by: 'amount', ug: 1 }, everyDays: 5, untilUg: 1 })], { products: ['clonazepam-liquid-100'] }, { code: 'plan-too-long', field: 'phases.0.everyDays', facts: {} }],
    ['small cuts that begin so late that their end lies behind five years', [micro({ cut: { by: 'amount', ug: 1 }, waitDays: 1000, untilUg: 1 })], { products: ['clonazepam-liquid-100'] }, { code: 'plan-too-long', field: 'phases.0.everyDays', facts: {} }],
    ['small cuts that reach no part of a tablet in five years', [micro({ cut: { by: 'percent', points: 1, overDays: 28 } })], {}, { code: 'plan-too-long', field: 'phases.0.everyDays', facts: {} }],
    // Diazepam comes in quarters of 2.5 mg: the line of 1 microgram a day is followed for five years, and then left.
    ['small cuts to where no part leads, as far as five years', [micro({ medicine: 'diazepam', cut: { by: 'amount', ug: 1 }, untilUg: 3172 })], fiveMg, { code: 'cannot-be-made', field: 'phases.0.untilUg', facts: { askedUg: 3172, aboveUg: 5000 } }],
    ['small cuts to where no part leads, a day further', [micro({ medicine: 'diazepam', cut: { by: 'amount', ug: 1 }, untilUg: 3171 })], fiveMg, { code: 'plan-too-long', field: 'phases.0.everyDays', facts: {} }],
    ['a switch from a medicine of which nothing is dispensed', [switching({ from: 'lorazepam' })], { products: both, equivalence: toDiazepam }, { ...medicine('lorazepam'), field: 'phases.0.from' }],
    ['a switch to a medicine of which nothing is dispensed', [switching()], { equivalence: toDiazepam }, { ...medicine('diazepam'), field: 'phases.0.to' }],
    ['a switch from a medicine that is not taken', [switching({ from: 'diazepam', to: 'clonazepam' })], { products: both, equivalence: toDiazepam }, { code: 'no-such-medicine-in-dose', field: 'phases.0.from', facts: { medicine: 'diazepam' } }],
    ['a switch without a factor', [switching()], { products: both }, { code: 'equivalence-missing', field: 'phases.0.to', facts: { from: 'clonazepam', to: 'diazepam' } }],
    ['a switch for more than five years', [switching({ waitDays: 1828 })], { products: both, equivalence: toDiazepam }, { code: 'plan-too-long', field: 'phases.0.everyDays', facts: {} }],
    ['half a slot of which there is no half', [switching({ share: 'half-slot' })], { start: day({ clonazepam: { night: 125 } }), products: both, equivalence: toDiazepam },
      { code: 'equivalent-cannot-be-made', field: 'phases.0.to', facts: { slot: 'night', askedUg: 0, belowUg: 0, aboveUg: 1000 } }],
    ['a stop with two medicines', [stop()], { start: day({ clonazepam: { morning: 500 }, diazepam: { night: 2000 } }), products: both }, { code: 'not-one-medicine', field: 'phases.0.method', facts: {} }],
    ['a stop where nothing is taken any more', [gradual({ untilUg: 0 }), stop()], {}, { code: 'not-one-medicine', field: 'phases.1.method', facts: {} }],
    ['a stop in more than five years', [stop({ waitDays: 1828 })], {}, { code: 'plan-too-long', field: 'phases.0.waitDays', facts: {} }],
    ['maintenance in more than five years', [{ method: 'hold', days: 1828 }, maintenance], {}, { code: 'plan-too-long', field: 'phases.1.method', facts: {} }],
    ['something after a stop', [stop(), maintenance], {}, { code: 'nothing-follows-the-end', field: 'phases.1.method', facts: {} }],
    ['something after maintenance', [maintenance, stop()], {}, { code: 'nothing-follows-the-end', field: 'phases.1.method', facts: {} }],
  ])('%s', (_, phases, more, expected) => { expect(refusal(phases, more)).toEqual(expected); });

  it('a stop after exactly five years is laid', () => { expect(refusal([stop({ waitDays: 1827 })])).toEqual({ accepted: 2 }); });
});

describe('where nothing can be made at all', () => {
  const start = day({ clonazepam: { night: 500 } });
  const nothing = (code: 'clonazepam' | 'diazepam') => [code, doseMaker(code, [])] as const;

  it('a dose has no neighbour above', () => {
    expect(firstImpossible(start, new Map([nothing('clonazepam')]))).toEqual({ kind: 'refused', code: 'cannot-be-made', field: 'start.night', facts: { medicine: 'clonazepam', askedUg: 500, belowUg: 0 } });
  });

  it('an equivalent has none either, and the nearest is nothing', () => {
    const makers = new Map([...makersOf([...known.values()]), nothing('diazepam')]);
    expect(layPlan(plan({ start, equivalence: toDiazepam, phases: [switching()] }), makers)).toMatchObject({ code: 'equivalent-cannot-be-made', facts: { slot: 'night', askedUg: 5000, belowUg: 0 } });
    expect(layPlan(plan({ start, equivalence: toDiazepam, phases: [switching()] }), makers)).not.toHaveProperty('facts.aboveUg');
    expect(nearestMakeable(5000, doseMaker('diazepam', []))).toBe(0);
  });
});

describe('laid steps', () => {
  it('begin with the dose that is taken, of no phase', () => {
    expect(laid(plan({ phases: [gradual({ untilUg: 875 }), stop()] })).steps).toEqual([
      { reason: 'start', phase: -1, afterDays: 0, dose: day({ clonazepam: { night: 1000 } }), coarserThanAsked: false },
      { reason: 'cut', phase: 0, afterDays: 14, dose: day({ clonazepam: { night: 875 } }), coarserThanAsked: false },
      { reason: 'final-stop', phase: 1, afterDays: 14, dose: [], coarserThanAsked: false },
    ]);
  });

  it('say where no smaller cut could be made', () => {
    expect(laid(plan({ phases: [gradual({ cut: { by: 'percent', points: 1000 }, untilUg: 750 }), maintenance] })).steps.map(({ coarserThanAsked }) => coarserThanAsked)).toEqual([false, true, true, false]);
  });

  it('wait for a planned hold once, with the step that follows it', () => {
    expect(laid(plan({ phases: [gradual({ untilUg: 875 }), { method: 'hold', days: 10 }, { method: 'hold', days: 5 }, gradual({ untilUg: 625, waitDays: 7 })] })).steps.map(({ afterDays }) => afterDays)).toEqual([0, 14, 22, 14]);
  });

  it('may miss an equivalent by exactly one twentieth: 25 mg of diazepam are 50 mg of temazepam under Ashton, and capsules make 52.5', () => {
    const of = plan({
      start: day({ diazepam: { night: 25_000 } }), products: ['diazepam-tablet-10000', 'temazepam-capsule-7500'], equivalence: [choice('temazepam', 'diazepam', 'ashton-2002')],
      phases: [switching({ from: 'diazepam', to: 'temazepam' }), maintenance],
    });
    expect(laid(of).steps[1]).toMatchObject({ reason: 'switch', phase: 0, afterDays: 7, dose: day({ temazepam: { night: 52_500 } }) });
  });

  it('give the new medicine what that slot has of it already', () => {
    const of = plan({ start: day({ clonazepam: { morning: 500, night: 500 } }), products: ['clonazepam-tablet-500', 'diazepam-liquid-1000'], equivalence: toDiazepam, phases: [switching({ share: 'half-slot', order: ['morning'] })] });
    expect(laid(of).steps.map(({ dose }) => dose)).toEqual([
      day({ clonazepam: { morning: 500, night: 500 } }), day({ clonazepam: { morning: 250, night: 500 }, diazepam: { morning: 2500 } }), day({ clonazepam: { night: 500 }, diazepam: { morning: 5000 } }),
      day({ clonazepam: { night: 250 }, diazepam: { morning: 5000, night: 2500 } }), day({ diazepam: { morning: 5000, night: 5000 } }),
    ]);
  });
});
