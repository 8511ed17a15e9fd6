import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from './calendar-days.js';
import type { SlotWord } from './dose-record.js';
import { day, laid, plan } from './fixtures.js';
import type { PlanChange, TaperPlan } from './plan.js';
import { type Dispensed, type PlanPart, runOutOn, supplyStepAt, unitsOf } from './run-out.js';
import { scheduleOf } from './schedule.js';

const tablet = 'clonazepam-tablet-500';
// 1 mg at night, two tablets; 750 micrograms from 18 January.
const gentle = plan({ phases: [{ method: 'gradual', medicine: 'clonazepam', cut: { by: 'amount', ug: 250 }, everyDays: 14, waitDays: 14, untilUg: 500, from: 'evenly' }, { method: 'maintenance', reviewEveryDays: 90 }] });
const part = (of: TaperPlan, changes: readonly PlanChange[] = []): PlanPart => {
  const out = laid(of);
  return { from: of.startsOn, schedule: scheduleOf(out, changes), makers: out.makers };
};
const tablets = (count: number, on = '2027-01-04', product = tablet): Dispensed => ({ on, product, units: count * 4 });
const word = (on: string, said: SlotWord['said'], extra = 0): SlotWord => ({ on, slot: 'night', said, extra, vomited: false });
const out = (dispensed: readonly Dispensed[], more: { readonly words?: readonly SlotWord[]; readonly parts?: readonly PlanPart[]; readonly today?: string } = {}) =>
  runOutOn({ parts: more.parts ?? [part(gentle)], dispensed, words: more.words ?? [], today: more.today ?? '2027-01-04' });

describe('the run-out', () => {
  it('is the first day that cannot be taken whole', () => {
    expect(out([tablets(20)])).toBe('2027-01-14');
    expect(out([tablets(21)])).toBe('2027-01-14');
    expect(out([tablets(22)])).toBe('2027-01-15');
  });

  it('follows the cuts of the plan', () => {
    // 28 tablets until 17 January, then one and a half each day.
    expect(out([tablets(28 + 3)])).toBe('2027-01-20');
  });

  it('is not known when nothing was dispensed, and has none when it lasts', () => {
    expect(out([])).toBeNull();
    expect(out([tablets(9000)])).toBeNull();
  });

  it('comes closer with a hold and a step back, because more is taken', () => {
    const long = [tablets(45)];
    expect(out(long)).toBe('2027-01-29');
    expect(out(long, { parts: [part(gentle, [{ kind: 'hold', on: '2027-01-10', days: null }])] })).toBe('2027-01-26');
    expect(out(long, { parts: [part(gentle, [{ kind: 'step-back', on: '2027-01-20', steps: 1 }])], today: '2027-01-20' })).toBe('2027-01-27');
  });

  it('moves away with a missed dose and closer with an extra one, also between the times of the day', () => {
    expect(out([tablets(20)], { words: [word('2027-01-05', 'missed')], today: '2027-01-05' })).toBe('2027-01-15');
    expect(out([tablets(20)], { words: [word('2027-01-05', 'taken', 1)], today: '2027-01-05' })).toBe('2027-01-13');
    expect(out([tablets(20)], { words: [{ ...word('2027-01-05', null, 1), slot: 'morning' }], today: '2027-01-05' })).toBe('2027-01-13');
    expect(out([tablets(20)], { words: [word('2027-01-05', 'declined'), { ...word('2027-01-06', 'taken'), vomited: true }] })).toBe('2027-01-14');
  });

  it('begins anew with a dispensing: a box that was empty owes nothing', () => {
    expect(out([tablets(4), tablets(4, '2027-01-10')], { today: '2027-01-10' })).toBe('2027-01-12');
    expect(out([tablets(4)], { today: '2027-01-10' })).toBe('2027-01-06');
    expect(out([tablets(4), tablets(4, '2027-01-05')])).toBe('2027-01-08');
  });

  it('counts each product by itself; what comes from a box nobody knows is left out until it is dispensed', () => {
    const two = plan({ products: [tablet, 'clonazepam-tablet-1000'], start: gentle.start, phases: gentle.phases });
    // 1 mg is one whole tablet of 1 mg; 750 micrograms are one and a half of 500.
    const parts = [part(two)];
    expect(out([{ on: '2027-01-04', product: 'clonazepam-tablet-1000', units: 400 }], { parts })).toBe('2027-01-18');
    expect(out([tablets(60)], { parts })).not.toBe('2027-01-04');
    expect(out([tablets(3), { on: '2027-01-04', product: 'clonazepam-tablet-1000', units: 400 }], { parts })).toBe('2027-01-20');
  });

  it('begins with the first dispensing: a product that came in between the start of the plan and that day is of an unknown box too', () => {
    const two = plan({ products: [tablet, 'clonazepam-tablet-1000'], start: gentle.start, phases: gentle.phases });
    // From 18 January on one and a half tablets of 500: on the 20th the other product is dispensed, which is not taken any more.
    expect(out([{ on: '2027-01-20', product: 'clonazepam-tablet-1000', units: 400 }], { parts: [part(two)], today: '2027-01-20' })).toBeNull();
  });

  it('goes on from one version to the next', () => {
    const next = plan({ ...gentle, startsOn: '2027-01-08', phases: [{ method: 'maintenance', reviewEveryDays: 90 }], start: laid(gentle).plan.start });
    expect(out([tablets(20)], { parts: [part(gentle), part(next)], today: '2027-01-08' })).toBe('2027-01-14');
    const before = [tablets(20, '2027-01-01')];
    expect(out(before)).toBe('2027-01-14');
  });

  it('one tablet more never brings it closer, one missed dose never either', () => {
    const later = fc.integer({ min: 0, max: 40 });
    fc.assert(fc.property(fc.integer({ min: 1, max: 90 }), fc.uniqueArray(later, { maxLength: 6 }), later, (count, missed, more) => {
      const words = missed.map((each) => word(addDays('2027-01-04', each), 'missed'));
      const first = out([tablets(count)], { words }) ?? '9999-12-31';
      expect((out([tablets(count + 1)], { words }) ?? '9999-12-31') >= first).toBe(true);
      if (!missed.includes(more)) expect((out([tablets(count)], { words: [...words, word(addDays('2027-01-04', more), 'missed')] }) ?? '9999-12-31') >= first).toBe(true);
    }), { numRuns: 60 });
  });
});

describe('the limits before it', () => {
  it('are 14, 7 and 3 days, the tightest one counts', () => {
    expect([null, 30, 15, 14, 8, 7, 4, 3, 0, -5].map(supplyStepAt)).toEqual([null, null, null, 14, 14, 7, 7, 3, 3, 3]);
  });
});

describe('what is taken out of the house', () => {
  const twice = part(plan({ start: day({ clonazepam: { morning: 500, night: 500 } }), phases: [{ method: 'maintenance', reviewEveryDays: 90 }] }));
  const at = (slot: SlotWord['slot'], extra: number, said: SlotWord['said'] = 'taken'): SlotWord => ({ on: '2027-01-04', slot, said, extra, vomited: false });

  it('an extra dose at a time of the plan counts once, one in between as much as the first of the day', () => {
    expect(out([tablets(5)], { parts: [twice] })).toBe('2027-01-06');
    expect(out([tablets(5)], { parts: [twice], words: [at('morning', 1)] })).toBe('2027-01-06');
    expect(out([tablets(4)], { parts: [twice], words: [at('morning', 1)] })).toBe('2027-01-05');
    expect(out([tablets(4)], { parts: [twice] })).toBe('2027-01-06');
    expect(out([tablets(5)], { parts: [twice], words: [at('midday', 1, null)] })).toBe('2027-01-06');
    expect(out([tablets(5)], { parts: [twice], words: [at('midday', 2, null)] })).toBe('2027-01-05');
  });

  it('dispensings count by their dates, in whatever order they were entered', () => {
    expect(out([tablets(4, '2027-01-06'), tablets(6)])).toBe('2027-01-09');
    expect(out([tablets(2, '2027-01-08'), tablets(6), tablets(4, '2027-01-06')], { today: '2027-01-08' })).toBe('2027-01-10');
    expect(out([tablets(4, '2027-01-10'), tablets(4)], { today: '2027-01-12' })).toBe('2027-01-12');
  });

  it('of two products that are missing the one that is missing longer counts', () => {
    const two = part(plan({ start: day({ clonazepam: { morning: 1000, night: 500 } }), products: [tablet, 'clonazepam-tablet-1000'], phases: [{ method: 'maintenance', reviewEveryDays: 90 }] }));
    const large = (count: number): Dispensed => tablets(count, '2027-01-04', 'clonazepam-tablet-1000');
    expect(out([tablets(2), large(4)], { parts: [two], today: '2027-01-20' })).toBe('2027-01-06');
    expect(out([tablets(4), large(2)], { parts: [two], today: '2027-01-20' })).toBe('2027-01-06');
  });

  it('each version counts from its day on, up to the next, and a version of one day is taken on that day', () => {
    const kept = (startsOn: string, ug: number): PlanPart => part(plan({ startsOn, start: day({ clonazepam: { night: ug } }), phases: [{ method: 'maintenance', reviewEveryDays: 90 }] }));
    expect(out([tablets(20)], { parts: [kept('2027-01-04', 1000), kept('2027-01-08', 500)], today: '2027-01-08' })).toBe('2027-01-20');
    expect(out([tablets(5)], { parts: [kept('2027-01-04', 1000), kept('2027-01-05', 500)], today: '2027-01-05' })).toBe('2027-01-08');
    const late: PlanPart = { ...kept('2027-01-04', 500), from: '2027-01-08' };
    expect(out([tablets(20)], { parts: [kept('2027-01-04', 1000), late], today: '2027-01-08' })).toBe('2027-01-20');
  });
});

describe('the amount of a product in its own unit', () => {
  it('is quarters, microlitres or milligrams', () => {
    expect([unitsOf({ product: tablet, quarters: 3 }), unitsOf({ product: 'clonazepam-liquid-100', ul: 250 }), unitsOf({ product: 'local-powder', mg: 40 })]).toEqual([3, 250, 40]);
  });
});
