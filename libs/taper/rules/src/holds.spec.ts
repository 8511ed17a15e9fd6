import { describe, expect, it } from '@jest/globals';
import { addDays, dateOfDay, dayNumber } from './calendar-days.js';
import { day, laid, plan } from './fixtures.js';
import { dayDoseOn, doseStepsOf, isHeldOn, scheduleOf, stepOn } from './schedule.js';
import type { GradualPhase, PlanChange } from './plan.js';

const gradual: GradualPhase = { method: 'gradual', medicine: 'clonazepam', cut: { by: 'amount', ug: 125 }, everyDays: 14, waitDays: 14, untilUg: 125, from: 'evenly' };
const whole = laid(plan({ phases: [{ ...gradual, untilUg: 625 }, { method: 'maintenance', reviewEveryDays: 90 }] }));
/** Cuts on 18 January, 1 and 15 February, when nothing happens. */
const days = (...changes: readonly PlanChange[]): readonly string[] => scheduleOf(whole, changes).steps.map(({ startsOn, reason, dose }) => `${startsOn} ${reason} ${dose[0]?.total ?? 0}`);

describe('what happens to a plan on its way', () => {
  it.each<[string, readonly PlanChange[], readonly string[]]>([
    ['nothing', [], ['2027-01-18 cut 875', '2027-02-01 cut 750', '2027-02-15 cut 625']],
    ['a hold of a week moves all later steps', [{ kind: 'hold', on: '2027-01-20', days: 7 }], ['2027-01-18 cut 875', '2027-02-08 cut 750', '2027-02-22 cut 625']],
    ['a hold on the day of a cut comes before it', [{ kind: 'hold', on: '2027-01-18', days: 7 }], ['2027-01-25 cut 875', '2027-02-08 cut 750', '2027-02-22 cut 625']],
    ['two holds that overlap count once', [{ kind: 'hold', on: '2027-01-20', days: 7 }, { kind: 'hold', on: '2027-01-22', days: 7 }], ['2027-01-18 cut 875', '2027-02-10 cut 750', '2027-02-24 cut 625']],
    ['an open hold leaves later steps without a date', [{ kind: 'hold', on: '2027-01-20', days: null }], ['2027-01-18 cut 875']],
    ['a hold on the day of a restart, made after it, holds', [{ kind: 'hold', on: '2027-01-20', days: null }, { kind: 'restart', on: '2027-01-25' }, { kind: 'hold', on: '2027-01-25', days: null }], ['2027-01-18 cut 875']],
    ['a restart ends it', [{ kind: 'hold', on: '2027-01-20', days: null }, { kind: 'restart', on: '2027-03-20' }], ['2027-01-18 cut 875', '2027-04-01 cut 750', '2027-04-15 cut 625']],
    ['a restart ends a longer hold early', [{ kind: 'hold', on: '2027-01-20', days: 60 }, { kind: 'restart', on: '2027-01-27' }], ['2027-01-18 cut 875', '2027-02-08 cut 750', '2027-02-22 cut 625']],
    ['a restart on the same day takes it back', [{ kind: 'hold', on: '2027-01-20', days: null }, { kind: 'restart', on: '2027-01-20' }], ['2027-01-18 cut 875', '2027-02-01 cut 750', '2027-02-15 cut 625']],
    ['slower: the next step 14 days later', [{ kind: 'slow-down', on: '2027-01-20' }], ['2027-01-18 cut 875', '2027-02-15 cut 750', '2027-03-01 cut 625']],
    ['slower within a hold adds to it', [{ kind: 'hold', on: '2027-01-20', days: 7 }, { kind: 'slow-down', on: '2027-01-22' }], ['2027-01-18 cut 875', '2027-02-22 cut 750', '2027-03-08 cut 625']],
    ['a step back, walked again from there', [{ kind: 'step-back', on: '2027-02-05', steps: 1 }], ['2027-01-18 cut 875', '2027-02-01 cut 750', '2027-02-05 step-back 875', '2027-02-19 cut 750', '2027-03-05 cut 625']],
    ['two steps back', [{ kind: 'step-back', on: '2027-02-05', steps: 2 }], ['2027-01-18 cut 875', '2027-02-01 cut 750', '2027-02-05 step-back 1000', '2027-02-19 cut 875', '2027-03-05 cut 750', '2027-03-19 cut 625']],
    ['a step back within an open hold stays held', [{ kind: 'hold', on: '2027-01-20', days: null }, { kind: 'step-back', on: '2027-01-22', steps: 1 }], ['2027-01-18 cut 875', '2027-01-22 step-back 1000']],
    ['after the end nothing moves', [{ kind: 'hold', on: '2027-06-01', days: 7 }], ['2027-01-18 cut 875', '2027-02-01 cut 750', '2027-02-15 cut 625']],
  ])('%s', (_, changes, expected) => { expect(days(...changes)).toEqual(['2027-01-04 start 1000', ...expected]); });

  it('tells the held days, what waits and where it ends', () => {
    const open = scheduleOf(whole, [{ kind: 'hold', on: '2027-01-20', days: null }]);
    expect([open.holds, open.waiting, open.endsOn]).toEqual([[{ from: '2027-01-20', to: null }], 3, null]);
    expect([isHeldOn(open, '2027-01-19'), isHeldOn(open, '2027-01-20'), isHeldOn(open, '2030-01-01')]).toEqual([false, true, true]);
    const planned = scheduleOf(whole, [{ kind: 'hold', on: '2027-01-20', days: 7 }]);
    expect([isHeldOn(planned, '2027-01-26'), isHeldOn(planned, '2027-01-27')]).toEqual([true, false]);
    expect(scheduleOf(whole).endsOn).toBe('2027-02-15');
  });

  it('knows the dose of any date', () => {
    const schedule = scheduleOf(whole);
    expect(dayDoseOn(schedule, '2027-01-03')).toBeNull();
    expect(['2027-01-04', '2027-01-17', '2027-01-18', '2031-01-01'].map((on) => stepOn(schedule, on)?.dose[0]?.total)).toEqual([1000, 1000, 875, 625]);
  });

  it('becomes rows of one medicine each, with a zero where a medicine is left', () => {
    const switched = scheduleOf(laid(plan({
      products: ['clonazepam-tablet-500', 'diazepam-tablet-10000'], equivalence: [{ source: 'va-dod-2021', from: 'clonazepam', to: 'diazepam', fromUg: 1000, toUg: 10_000, version: 1 }],
      phases: [{ method: 'substitution', from: 'clonazepam', to: 'diazepam', order: ['night'], share: 'whole-slot', everyDays: 7, waitDays: 7 }],
    })));
    expect(switched.steps.at(-1)?.dose).toEqual(day({ diazepam: { night: 10_000 } }));
    expect(doseStepsOf(switched).map(({ startsOn, medicine, total }) => `${startsOn} ${medicine} ${total}`)).toEqual(['2027-01-04 clonazepam 1000', '2027-01-11 diazepam 10000', '2027-01-11 clonazepam 0']);
  });
});

describe('days of the calendar', () => {
  it.each([['1970-01-01', 0], ['1969-12-31', -1], ['2000-02-29', 11_016], ['2000-03-01', 11_017], ['2100-03-01', 47_541], ['2026-11-22', 20_779]])('%s is day %i', (date, number) => {
    expect([dayNumber(date), dateOfDay(number)]).toEqual([number, date]);
  });
  it('agrees with the calendar of the language for a hundred years', () => {
    for (let number = 0; number < 36_525; number += 1) {
      const date = new Date(number * 86_400_000).toISOString().slice(0, 10);
      if (dateOfDay(number) !== date || dayNumber(date) !== number) throw new Error(date);
    }
    expect(addDays('2027-03-13', 1)).toBe('2027-03-14');
  });
});
