import { describe, expect, it } from '@jest/globals';
import { cutToAskAfter, sedationDue, type StepOfPlan } from './after-steps.js';

const steps = (kind: string, ...days: string[]): StepOfPlan[] => days.map((startsOn) => ({ startsOn, kind }));

describe('the cut to ask after', () => {
  it.each<[string, StepOfPlan[], string | null]>([
    ['none without a plan', [], null],
    ['none of what is ahead', steps('reduce', '2026-03-02'), null],
    ['one that begins today', steps('reduce', '2026-03-01'), '2026-03-01'],
    ['the last of several', steps('reduce', '2026-02-20', '2026-02-06'), '2026-02-20'],
    ['the final stop too', [...steps('reduce', '2026-02-01'), ...steps('stop', '2026-02-15')], '2026-02-15'],
    ['no hold, no step back and no switch', ['hold', 'step-back', 'switch', 'start', 'maintenance'].flatMap((kind) => steps(kind, '2026-02-15')), null],
    ['the first of daily cuts', steps('reduce', '2026-02-25', '2026-02-26', '2026-02-27', '2026-02-28'), '2026-02-25'],
    ['one that follows after a week', steps('reduce', '2026-02-16', '2026-02-22', '2026-03-01'), '2026-03-01'],
  ])('is %s', (_, plan, expected) => {
    expect(cutToAskAfter(plan, '2026-03-01')).toBe(expected);
  });
});

describe('sedation', () => {
  const due = (day: number, lastAskedDay: number | null, plan = steps('switch', '2026-03-01')): boolean =>
    sedationDue(plan, lastAskedDay === null ? null : on(lastAskedDay), on(day));
  const on = (day: number): string => new Date(Date.UTC(2026, 2, day)).toISOString().slice(0, 10);

  it('is asked about on days 2, 5 and 10 of a switched slot', () => {
    let last: number | null = null;
    const asked = Array.from({ length: 30 }, (_, index) => index + 1).filter((day) => {
      if (!due(day, last)) return false;
      last = day;
      return true;
    });
    expect(asked).toEqual([2, 5, 10]);
  });

  it.each([
    ['made up for the day after', 3, null, true],
    ['made up for three days after', 13, 5, true],
    ['not made up for any later', 14, 5, false],
    ['not asked again on the same day', 5, 5, false],
    ['asked although it was asked on the day before it was due', 5, 4, true],
    ['not asked before the switch', 0, null, false],
    ['not asked on the day of the switch', 1, null, false],
  ])('is %s', (_, day, lastAskedDay, expected) => {
    expect(due(day, lastAskedDay)).toBe(expected);
  });

  it('is asked about for each slot that is switched, and for no other step', () => {
    expect(due(9, 5, steps('switch', '2026-03-01', '2026-03-08'))).toBe(true);
    expect(due(2, null, ['start', 'reduce', 'hold', 'step-back', 'stop', 'maintenance'].flatMap((kind) => steps(kind, '2026-03-01')))).toBe(false);
  });

  it('counts days across a change of clocks', () => {
    expect(sedationDue(steps('switch', '2026-03-28'), '2026-03-29', '2026-04-01')).toBe(true);
    expect(sedationDue(steps('switch', '2026-03-28'), '2026-03-29', '2026-03-31')).toBe(false);
  });
});
