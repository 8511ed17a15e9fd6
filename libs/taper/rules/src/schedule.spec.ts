import { describe, expect, it } from '@jest/globals';
import { choice, day, gradual, laid, maintenance, plan, switching } from './fixtures.js';
import { daysOf, doseStepsOf, intakeOf, isHeldOn, scheduleOf, type Schedule } from './schedule.js';

const out = () => laid(plan({ phases: [gradual({ untilUg: 750 }), maintenance] }));
const doses = (from: string, to: string, of = out()): readonly (readonly [string, number])[] =>
  daysOf(scheduleOf(of), of.makers, from, to).map(({ on, intake }) => [on, intake.reduce((sum, { ug }) => sum + ug, 0)]);

describe('days of a plan', () => {
  it('begin with the plan, whatever is asked for', () => {
    expect(doses('2027-01-01', '2027-01-05')).toEqual([['2027-01-04', 1000], ['2027-01-05', 1000]]);
    expect(doses('2026-12-01', '2026-12-31')).toEqual([]);
  });
  it('in the midst of it begin with the dose of that day', () => {
    expect(doses('2027-01-17', '2027-01-19')).toEqual([['2027-01-17', 1000], ['2027-01-18', 875], ['2027-01-19', 875]]);
    expect(doses('2027-01-18', '2027-01-18')).toEqual([['2027-01-18', 875]]);
    expect(doses('2027-06-01', '2027-06-01')).toEqual([['2027-06-01', 750]]);
  });
  it('pass over steps that lie between two days without losing the last', () => {
    const quick = laid(plan({ products: ['clonazepam-liquid-100'], phases: [gradual({ cut: { by: 'amount', ug: 10 }, everyDays: 1, waitDays: 1, untilUg: 970 })] }));
    expect(doses('2027-01-05', '2027-01-08', quick)).toEqual([['2027-01-05', 990], ['2027-01-06', 980], ['2027-01-07', 970], ['2027-01-08', 970]]);
  });
});

describe('what is taken', () => {
  const two = day({ clonazepam: { night: 250 }, diazepam: { morning: 2000, night: 1000 } });
  it('is in the order of the day, without times at which nothing is', () => {
    const { makers } = laid(plan({ start: day({ clonazepam: { night: 250 }, diazepam: { morning: 2000 } }), products: ['clonazepam-tablet-500', 'diazepam-tablet-2000'], phases: [maintenance] }));
    expect(intakeOf(two, makers).map(({ slot, medicine, ug }) => [slot, medicine, ug])).toEqual([['morning', 'diazepam', 2000], ['night', 'clonazepam', 250], ['night', 'diazepam', 1000]]);
  });
  it('leaves out what no dispensed product makes', () => { expect(intakeOf(two, new Map())).toEqual([]); });
});

describe('holds', () => {
  const schedule: Schedule = { ...scheduleOf(out()), holds: [{ from: '2027-01-10', to: '2027-01-12' }, { from: '2027-01-20', to: null }] };
  it.each([['2027-01-09', false], ['2027-01-10', true], ['2027-01-11', true], ['2027-01-12', false], ['2027-01-19', false], ['2027-01-20', true], ['2031-01-01', true]])('any of them holds its own days: %s %p', (on, held) => {
    expect(isHeldOn(schedule, on)).toBe(held);
  });
});

describe('rows of one medicine each', () => {
  const none = { morning: 0, midday: 0, evening: 0, night: 0 };
  it('tell of a medicine that is left once, and not of one that stays', () => {
    const switched = laid(plan({
      start: day({ clonazepam: { morning: 500 }, lorazepam: { night: 1000 } }), products: ['clonazepam-tablet-500', 'lorazepam-tablet-1000', 'diazepam-tablet-10000'],
      equivalence: [choice('clonazepam', 'diazepam', 'va-dod-2021'), choice('lorazepam', 'diazepam', 'ashton-2002')], phases: [switching({ from: 'lorazepam', order: ['night'] }), gradual({ untilUg: 250, cut: { by: 'amount', ug: 250 } })],
    }));
    expect(doseStepsOf(scheduleOf(switched))).toEqual([
      { startsOn: '2027-01-04', medicine: 'clonazepam', slots: { ...none, morning: 500 }, total: 500 }, { startsOn: '2027-01-04', medicine: 'lorazepam', slots: { ...none, night: 1000 }, total: 1000 },
      { startsOn: '2027-01-11', medicine: 'clonazepam', slots: { ...none, morning: 500 }, total: 500 }, { startsOn: '2027-01-11', medicine: 'diazepam', slots: { ...none, night: 10_000 }, total: 10_000 },
      { startsOn: '2027-01-11', medicine: 'lorazepam', slots: none, total: 0 },
      { startsOn: '2027-01-25', medicine: 'clonazepam', slots: { ...none, morning: 250 }, total: 250 }, { startsOn: '2027-01-25', medicine: 'diazepam', slots: { ...none, night: 10_000 }, total: 10_000 },
    ]);
  });
  it('end with a zero of the last medicine', () => {
    expect(doseStepsOf(scheduleOf(laid(plan({ start: day({ clonazepam: { night: 125 } }), phases: [{ method: 'final-stop', floorUg: 125, waitDays: 14 }] })))).at(-1)).toEqual({ startsOn: '2027-01-18', medicine: 'clonazepam', slots: none, total: 0 });
  });
});
