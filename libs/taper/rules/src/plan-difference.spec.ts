import { describe, expect, it } from '@jest/globals';
import { choice, day, gradual, maintenance, plan, scheduled } from './fixtures.js';
import { planDifference, type PlanDifference } from './plan-difference.js';
import type { TaperPlan } from './plan.js';

const night = (ug: number) => day({ clonazepam: { night: ug } });
const side = (of: TaperPlan) => ({ plan: of, schedule: scheduled(of) });
const difference = (before: TaperPlan, after: TaperPlan, since = '2027-01-01'): PlanDifference => planDifference(side(before), side(after), since);
const cuts = plan({ phases: [gradual({ untilUg: 750 }), maintenance] });

describe('days on which two plans differ', () => {
  it('are told apart wherever one of the two changes, in the order of dates', () => {
    expect(difference(cuts, plan({ phases: [gradual({ everyDays: 7, waitDays: 7, untilUg: 750 }), maintenance] })).days).toEqual([
      { from: '2027-01-11', to: '2027-01-18', before: night(1000), after: night(875) }, { from: '2027-01-18', to: '2027-02-01', before: night(875), after: night(750) },
    ]);
  });

  it('go on through a step that changes neither dose', () => {
    const kept = (days: number): TaperPlan => plan({ start: night(days), phases: [{ method: 'hold', days: 10 }, maintenance] });
    expect(difference(kept(1000), kept(875)).days).toEqual([{ from: '2027-01-04', to: null, before: night(1000), after: night(875) }]);
  });

  it('that only one of them covers have no dose in the other', () => {
    expect(difference(cuts, { ...cuts, startsOn: '2027-01-11' }, '2026-12-28').days.slice(0, 2)).toEqual([
      { from: '2027-01-04', to: '2027-01-11', before: night(1000), after: null }, { from: '2027-01-18', to: '2027-01-25', before: night(875), after: night(1000) },
    ]);
    expect(difference({ ...cuts, startsOn: '2027-01-11' }, cuts, '2026-12-28').days[0]).toEqual({ from: '2027-01-04', to: '2027-01-11', before: null, after: night(1000) });
  });

  it('are two stretches where both agree in between', () => {
    const back = plan({ phases: [gradual({ untilUg: 750 }), maintenance], changes: [{ kind: 'step-back', on: '2027-01-25', steps: 1 }] });
    expect(difference(plan({ phases: [maintenance] }), back).days).toEqual([
      { from: '2027-01-18', to: '2027-01-25', before: night(1000), after: night(875) }, { from: '2027-02-08', to: '2027-02-22', before: night(1000), after: night(875) },
      { from: '2027-02-22', to: null, before: night(1000), after: night(750) },
    ]);
  });

  it('begin on the first day that is asked for', () => {
    const higher = plan({ start: night(1125), phases: [maintenance] });
    expect(difference(plan({ phases: [maintenance] }), higher, '2027-01-04').days).toEqual([{ from: '2027-01-04', to: null, before: night(1000), after: night(1125) }]);
    expect(difference(plan({ phases: [maintenance] }), higher, '2027-05-01').days).toEqual([{ from: '2027-05-01', to: null, before: night(1000), after: night(1125) }]);
  });
});

describe('what else differs', () => {
  it('phases, with the names of their fields in order', () => {
    const other = plan({ phases: [gradual({ waitDays: 7, everyDays: 21, untilUg: 750 })] });
    expect(difference(cuts, other).phases).toEqual([
      { place: 0, kind: 'changed', before: cuts.phases[0], after: other.phases[0], fields: ['everyDays', 'waitDays'] }, { place: 1, kind: 'removed', before: maintenance, after: null, fields: [] },
    ]);
    expect(difference(other, cuts).phases[1]).toEqual({ place: 1, kind: 'added', before: null, after: maintenance, fields: [] });
    expect(difference(cuts, plan({ phases: [gradual({ untilUg: 750 }), { method: 'hold', days: 7 }] })).phases).toEqual([
      { place: 1, kind: 'changed', before: maintenance, after: { method: 'hold', days: 7 }, fields: ['days', 'method', 'reviewEveryDays'] },
    ]);
  });

  it('products that came and products that went', () => {
    expect(difference(cuts, { ...cuts, products: ['clonazepam-odt-125', 'clonazepam-tablet-500'] }).products).toEqual({ added: ['clonazepam-odt-125'], removed: [] });
    expect(difference({ ...cuts, products: ['clonazepam-tablet-500', 'clonazepam-odt-125'] }, cuts).products).toEqual({ added: [], removed: ['clonazepam-odt-125'] });
  });

  it('the factors, and nothing else, are the equivalence', () => {
    const signed = { ...cuts, equivalence: [choice('clonazepam', 'diazepam', 'va-dod-2021')] };
    expect(difference(signed, { ...cuts, equivalence: [choice('clonazepam', 'diazepam', 'ashton-2002')] }).equivalenceChanged).toBe(true);
    expect(difference(signed, cuts).equivalenceChanged).toBe(true);
    expect(difference(signed, { ...signed, startsOn: '2027-02-01', start: night(875), products: ['clonazepam-odt-125'], phases: [maintenance], changes: [{ kind: 'slow-down', on: '2027-02-02' }] }).equivalenceChanged).toBe(false);
  });

  it('the end, if one of them has another one or none', () => {
    expect(difference(cuts, { ...cuts, phases: [gradual({ untilUg: 750 })] }).endsOn).toEqual({ before: '2027-02-01', after: null });
    expect(difference(cuts, { ...cuts }).endsOn).toBeNull();
  });
});
