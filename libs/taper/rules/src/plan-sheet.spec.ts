import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, daysBetween } from './calendar-days.js';
import { day, laid, plan } from './fixtures.js';
import type { Phase, PlanChange, TaperPlan } from './plan.js';
import { planSheet, type PlanSheet } from './plan-sheet.js';
import { scheduleOf } from './schedule.js';

const gradual: Phase = { method: 'gradual', medicine: 'clonazepam', cut: { by: 'amount', ug: 125 }, everyDays: 14, waitDays: 14, untilUg: 500, from: 'evenly' };
const maintenance: Phase = { method: 'maintenance', reviewEveryDays: 90 };
const micro: Phase = { method: 'micro-taper', medicine: 'diazepam', vehicle: 'liquid', cut: { by: 'amount', ug: 10 }, everyDays: 1, waitDays: 3, untilUg: 4500, from: 'evenly' };
const drops: TaperPlan = plan({ start: day({ diazepam: { night: 5000 } }), products: ['diazepam-liquid-1000'], phases: [micro, { method: 'maintenance', reviewEveryDays: 90 }] });

function sheet(of: TaperPlan, more: { readonly from?: string; readonly changes?: readonly PlanChange[]; readonly reviewOn?: string | null; readonly periodDays?: number } = {}): PlanSheet {
  const { makers, ...rest } = laid(of);
  return planSheet({ schedule: scheduleOf({ makers, ...rest }, more.changes), makers, phases: of.phases, from: more.from ?? of.startsOn, reviewOn: more.reviewOn ?? null, periodDays: more.periodDays ?? 28 });
}
const night = ({ lines }: PlanSheet): readonly (readonly [string, string, number])[] => lines.map(({ from, to, dose }) => [from, to, dose[0]?.total ?? 0]);

describe('a plan on paper', () => {
  it('carries them without any phase too', () => expect(sheet(plan({ phases: [] }))).toMatchObject({ until: '2027-01-31', endsBecause: 'days' }));

  it('carries four weeks, each step with its dates and its tablets', () => {
    const printed = sheet(plan({ phases: [gradual, maintenance] }), { from: '2027-01-10' });
    expect(printed).toMatchObject({ from: '2027-01-10', until: '2027-02-06', endsBecause: 'days', isHeld: false });
    expect(night(printed)).toEqual([['2027-01-10', '2027-01-17', 1000], ['2027-01-18', '2027-01-31', 875], ['2027-02-01', '2027-02-06', 750]]);
    expect(printed.lines[0]?.intake).toEqual([{ slot: 'night', medicine: 'clonazepam', ug: 1000, amounts: [{ product: 'clonazepam-tablet-500', quarters: 8 }] }]);
    // 8 days of 8 quarters, 14 of 7, 6 of 6.
    expect(printed.periods).toEqual([{ from: '2027-01-10', to: '2027-02-06', needed: [{ product: 'clonazepam-tablet-500', quarters: 8 * 8 + 14 * 7 + 6 * 6, ul: 0, mg: 0 }] }]);
  });

  it('begins with the plan when that begins later', () => expect(sheet(plan({ phases: [gradual, maintenance] }), { from: '2026-12-20' })).toMatchObject({ from: '2027-01-04', until: '2027-01-31' }));

  it('ends the day before the next review', () => {
    expect(sheet(plan({ phases: [gradual, maintenance] }), { reviewOn: '2027-01-14' })).toMatchObject({ until: '2027-01-13', endsBecause: 'review' });
    expect(sheet(plan({ phases: [gradual, maintenance] }), { reviewOn: '2027-01-04' })).toMatchObject({ until: '2027-01-31', endsBecause: 'days' });
    expect(sheet(plan({ phases: [maintenance] }), { from: '2027-03-20' })).toMatchObject({ until: '2027-04-03', endsBecause: 'review' });
  });

  it('ends with the block of a micro-taper, the coming one included', () => {
    // The first cut comes on the 7th: the blocks are 7 to 20 January and so on.
    expect(sheet(drops)).toMatchObject({ until: '2027-01-20', endsBecause: 'micro-block' });
    expect(sheet(drops, { from: '2027-01-20' })).toMatchObject({ until: '2027-01-20' });
    expect(sheet(drops, { from: '2027-01-21' })).toMatchObject({ until: '2027-02-03' });
  });

  it('shows the dose of today only while the plan is held', () => {
    const printed = sheet(plan({ phases: [gradual, maintenance] }), { from: '2027-01-20', changes: [{ kind: 'hold', on: '2027-01-19', days: null }] });
    expect([printed.isHeld, night(printed)]).toEqual([true, [['2027-01-20', '2027-02-16', 875]]]);
  });

  it('is not held where no step waits any more', () => {
    expect(sheet(plan({ phases: [gradual, maintenance] }), { from: '2027-06-01', changes: [{ kind: 'hold', on: '2027-05-01', days: null }] }).isHeld).toBe(false);
    expect(sheet(plan({ phases: [gradual, maintenance] }), { from: '2027-01-12', changes: [{ kind: 'hold', on: '2027-01-20', days: null }] }).isHeld).toBe(false);
  });

  it('ends with a line of one day where a step begins on its last day', () => {
    expect(night(sheet(plan({ phases: [gradual, maintenance] }), { from: '2027-01-05' })).slice(1)).toEqual([['2027-01-18', '2027-01-31', 875], ['2027-02-01', '2027-02-01', 750]]);
  });

  it('of several reasons for the same last day names the one that would have come in any case', () => {
    expect(sheet(plan({ phases: [gradual, maintenance] }), { reviewOn: '2027-02-01' })).toMatchObject({ until: '2027-01-31', endsBecause: 'days' });
    expect(sheet(drops, { reviewOn: '2027-01-21' })).toMatchObject({ until: '2027-01-20', endsBecause: 'review' });
  });

  it('counts the blocks of a micro-taper from its own first cut to the day of the sheet', () => {
    const slow: Phase = { method: 'micro-taper', medicine: 'diazepam', vehicle: 'liquid', cut: { by: 'amount', ug: 10 }, everyDays: 5, waitDays: 3, untilUg: 4900, from: 'evenly' };
    const rare = plan({ ...drops, phases: [slow, maintenance] });
    // Cuts on 7, 12, 17 and 22 January: on the 21st the second block has begun, although its first cut has not.
    expect(sheet(rare, { from: '2027-01-21' })).toMatchObject({ until: '2027-02-03', endsBecause: 'micro-block' });
    // The second phase begins on 28 January.
    const two = plan({ ...drops, phases: [{ ...micro, untilUg: 4890 }, { ...micro, waitDays: 10, untilUg: 4500 }, maintenance] });
    expect(sheet(two, { from: '2027-01-28' })).toMatchObject({ until: '2027-02-09', endsBecause: 'micro-block' });
  });

  it('is reviewed in maintenance from its first day on, not before and not after a stop', () => {
    const kept = plan({ phases: [{ ...gradual, untilUg: 875 }, { ...maintenance, reviewEveryDays: 10 }] });
    expect(sheet(kept, { from: '2027-01-10' })).toMatchObject({ until: '2027-02-06', endsBecause: 'days' });
    expect(sheet(kept, { from: '2027-01-18' })).toMatchObject({ until: '2027-01-27', endsBecause: 'review' });
    expect(sheet(kept, { from: '2027-01-28' })).toMatchObject({ until: '2027-02-06', endsBecause: 'review' });
    const stopped = sheet(plan({ start: day({ clonazepam: { night: 125 } }), phases: [{ method: 'final-stop', floorUg: 125, waitDays: 14 }] }), { from: '2027-02-01' });
    expect(stopped).toMatchObject({ until: '2027-02-28', endsBecause: 'days', lines: [{ dose: [], intake: [] }], periods: [{ needed: [] }] });
  });

  it('covers each of its days once, in lines and in periods, and never more than 28', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 28 }), fc.integer({ min: -5, max: 40 }), fc.boolean(), (later, periodDays, review, isMicro) => {
      const from = addDays('2027-01-04', later);
      const printed = sheet(isMicro ? drops : plan({ phases: [gradual, maintenance] }), { from, periodDays, reviewOn: addDays(from, review) });
      const days = daysBetween(printed.from, printed.until) + 1;
      expect(days).toBeGreaterThanOrEqual(1);
      expect(days).toBeLessThanOrEqual(28);
      for (const parts of [printed.lines, printed.periods]) {
        expect(parts[0]?.from).toBe(printed.from);
        expect(parts.at(-1)?.to).toBe(printed.until);
        parts.forEach((part, place) => expect(part.from).toBe(place === 0 ? printed.from : addDays(parts[place - 1]?.to ?? '', 1)));
      }
      const quarters = printed.lines.reduce((sum, line) => sum + (daysBetween(line.from, line.to) + 1) * line.intake.flatMap(({ amounts }) => amounts).reduce((so, amount) => so + ('quarters' in amount ? amount.quarters : 0), 0), 0);
      expect(printed.periods.flatMap(({ needed }) => needed).reduce((so, each) => so + each.quarters, 0)).toBe(quarters);
    }));
  });
});
