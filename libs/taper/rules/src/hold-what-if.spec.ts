import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, daysBetween } from './calendar-days.js';
import { laid, plan } from './fixtures.js';
import { holdWhatIf } from './hold-what-if.js';
import type { DatedStep } from './schedule.js';

const tapering = laid(plan({
  phases: [
    { method: 'gradual', medicine: 'clonazepam', cut: { by: 'amount', ug: 125 }, everyDays: 21, waitDays: 21, untilUg: 125, from: 'evenly' },
    { method: 'maintenance', reviewEveryDays: 90 },
  ],
}));

describe('what a hold would move', () => {
  it('is every later step, by the length of the hold, and nothing before it', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 120 }), (offset, days) => {
      const on = addDays('2027-01-04', offset);
      const { before, after, moved } = holdWhatIf(tapering, on, days);
      expect(before.steps.length).toBe(after.steps.length);
      expect(moved.map(({ from }) => from)).toEqual(before.steps.filter(({ startsOn }, place) => place > 0 && startsOn >= on).map(({ startsOn }) => startsOn));
      for (const { step, from, to } of moved) expect([step.startsOn, daysBetween(from, to)]).toEqual([from, days]);
    }));
  });

  it('is the date of a cut too when the hold begins on it', () => {
    expect(holdWhatIf(tapering, '2027-01-25', 28).moved[0]).toMatchObject({ from: '2027-01-25', to: '2027-02-22' });
  });

  it('never says that a step moves onto a step back that is planned for later', () => {
    const back = [{ kind: 'step-back', on: '2027-01-30', steps: 1 }] as const;
    const { before, after, moved } = holdWhatIf(tapering, '2027-01-20', 28, back);
    // The cut before the step back does not come any more; from there on every step moves.
    expect(before.steps.length - after.steps.length).toBe(1);
    const [old, now] = [before, after].map(({ steps }) => steps.slice(steps.findIndex(({ reason }) => reason === 'step-back') + 1)) as [DatedStep[], DatedStep[]];
    expect(now.map(({ dose }) => dose)).toEqual(old.map(({ dose }) => dose));
    expect(moved).toEqual(old.map((step, place) => ({ step, from: step.startsOn, to: now[place]?.startsOn })));
  });

  it('knows a step by its dose where a step back finds the held plan at an earlier one', () => {
    const back = [{ kind: 'step-back', on: '2027-02-20', steps: 1 }] as const;
    const { before, after, moved } = holdWhatIf(tapering, '2027-01-20', 28, back);
    expect(before.steps.filter(({ startsOn }) => startsOn > '2027-02-20').length).not.toBe(after.steps.filter(({ startsOn }) => startsOn > '2027-02-20').length);
    expect(moved.length).toBeGreaterThan(3);
    for (const { step, to } of moved) expect(after.steps.find(({ startsOn }) => startsOn === to)?.dose).toEqual(step.dose);
  });

  it('is nothing while the plan is held already, and less where the holds overlap', () => {
    const held = [{ kind: 'hold', on: '2027-01-20', days: 28 }] as const;
    expect(holdWhatIf(tapering, '2027-01-20', 28, held).moved).toEqual([]);
    expect(holdWhatIf(tapering, '2027-02-03', 28, held).moved[0]).toMatchObject({ from: '2027-02-22', to: '2027-03-08' });
  });
});
