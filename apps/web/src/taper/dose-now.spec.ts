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

  it('says nothing without a plan, before it, or about a medicine it does not know', () => {
    expect(doseNow([], '2026-08-19')).toBeNull();
    expect(doseNow(plan, '2026-06-30')).toBeNull();
    expect(doseNow([{ ...step('2026-08-11', 750), drug: 'something-new' }], '2026-08-19')).toBeNull();
  });
});
