import { describe, expect, it } from '@jest/globals';
import { doseNow, type ToldStep } from './dose-now.js';

const step = (startsOn: string, totalMicrograms: number, signedBy = 'Dr Lee'): ToldStep => ({
  startsOn,
  drug: 'clonazepam',
  totalMicrograms,
  morningMicrograms: 0,
  middayMicrograms: 0,
  eveningMicrograms: 0,
  nightMicrograms: totalMicrograms,
  signedBy,
});

describe('the dose now', () => {
  const plan = [step('2026-08-11', 750), step('2026-08-25', 700, 'Dr Rao'), step('2026-07-01', 810)];

  it('counts the days of the step from 1 and names the next change', () => {
    expect(doseNow(plan, '2026-08-19')).toMatchObject({ day: 9, step: { total: 750 }, next: { on: '2026-08-25', to: { total: 700 } }, signedBy: 'Dr Rao' });
    expect(doseNow(plan, '2026-08-11')?.day).toBe(1);
  });

  it('has no next change at the end of the plan', () => {
    expect(doseNow(plan, '2026-09-30')).toMatchObject({ next: null, signedBy: 'Dr Rao', step: { total: 700 } });
  });

  it('names every medicine of a day on which two are taken, and passes over a date that repeats the dose', () => {
    const two = [step('2026-09-01', 500), { ...step('2026-09-08', 250) }, { ...step('2026-09-08', 5_000), drug: 'diazepam' }, step('2026-09-15', 250), { ...step('2026-09-15', 5_000), drug: 'diazepam' }, step('2026-09-22', 0), { ...step('2026-09-22', 10_000), drug: 'diazepam' }];
    const now = doseNow(two, '2026-09-16');
    expect(now?.doses.map(({ medicine, total }) => [medicine, total])).toEqual([['diazepam', 5_000], ['clonazepam', 250]]);
    expect([now?.day, now?.next?.on, now?.next?.doses.length]).toEqual([9, '2026-09-22', 1]);
    expect(doseNow([step('2026-09-01', 125), step('2026-09-15', 0)], '2026-09-20')).toMatchObject({ doses: [], step: { total: 0 }, next: null });
  });

  it('says nothing without a plan, before it, or about a medicine it does not know', () => {
    expect(doseNow([], '2026-08-19')).toBeNull();
    expect(doseNow(plan, '2026-06-30')).toBeNull();
    expect(doseNow([{ ...step('2026-08-11', 750), drug: 'something-new' }], '2026-08-19')).toBeNull();
  });
});
