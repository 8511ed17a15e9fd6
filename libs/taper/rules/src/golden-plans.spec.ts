import { describe, expect, it } from '@jest/globals';
import { intakeOf } from './schedule.js';
import type { GradualPhase, MicroTaperPhase, SubstitutionPhase } from './plan.js';
import { choice, day, daysBetween, laid, plan, scheduled, totals } from './fixtures.js';

const gradual = (more: Partial<GradualPhase>): GradualPhase =>
  ({ method: 'gradual', medicine: 'clonazepam', cut: { by: 'amount', ug: 125 }, everyDays: 14, waitDays: 14, untilUg: 125, from: 'evenly', ...more });
const switching = (more: Partial<SubstitutionPhase>): SubstitutionPhase =>
  ({ method: 'substitution', from: 'lorazepam', to: 'diazepam', order: ['night', 'morning'], share: 'whole-slot', everyDays: 7, waitDays: 7, ...more });
const stop = { method: 'final-stop', floorUg: 125, waitDays: 14 } as const;
const dz = (ug: number, everyDays: number, untilUg: number): GradualPhase => gradual({ medicine: 'diazepam', cut: { by: 'amount', ug }, everyDays, waitDays: everyDays, untilUg });
const diazepamTablets = ['diazepam-tablet-2000', 'diazepam-tablet-5000', 'diazepam-tablet-10000'];

describe('NHS Scotland, reduction schedules: lorazepam 1 mg twice a day by way of diazepam in 22 steps', () => {
  const nhs = () => scheduled(plan({
    start: day({ lorazepam: { morning: 1000, night: 1000 } }),
    products: ['lorazepam-tablet-1000', ...diazepamTablets],
    equivalence: [choice('lorazepam', 'diazepam', 'nhs-scotland')],
    phases: [
      switching({}),
      gradual({ medicine: 'diazepam', cut: { by: 'amount', ug: 1000 }, untilUg: 1000, from: ['morning', 'night'] }),
      { ...stop, floorUg: 1000 },
    ],
  }));

  it('has 22 steps after the start', () => { expect(nhs().steps).toHaveLength(23); });
  it('first switches the night dose to 10 mg', () => { expect(nhs().steps[1]?.dose).toEqual(day({ lorazepam: { morning: 1000 }, diazepam: { night: 10_000 } })); });
  it('then the morning dose', () => { expect(nhs().steps[2]?.dose).toEqual(day({ diazepam: { morning: 10_000, night: 10_000 } })); });
  it.each(Array.from({ length: 10 }, (_, n) => [n + 3, 9 - n] as const))('step %i leaves %i mg in the morning and 10 mg at night', (step, morning) => {
    expect(nhs().steps[step]?.dose).toEqual(day({ diazepam: { morning: morning * 1000, night: 10_000 } }));
  });
  it.each(Array.from({ length: 9 }, (_, n) => [n + 13, 9 - n] as const))('step %i leaves %i mg at night', (step, night) => {
    expect(nhs().steps[step]?.dose).toEqual(day({ diazepam: { night: night * 1000 } }));
  });
  it('ends at nothing with step 22', () => { expect(nhs().steps[22]).toMatchObject({ reason: 'final-stop', dose: [] }); });
});

describe('NICE CKS schedule from diazepam 40 mg', () => {
  const cks = (fortnightly: boolean) => {
    const days = fortnightly ? 14 : 7;
    return scheduled(plan({
      start: day({ diazepam: { night: 40_000 } }), products: diazepamTablets,
      phases: [dz(2000, days, 20_000), dz(1000, days, 10_000), dz(1000, days, 5000), dz(1000, days, 1000), { ...stop, floorUg: 1000, waitDays: days }],
    }));
  };
  it('2 mg to 20, 1 mg to 0, every week: 30 weeks', () => { expect(daysBetween(cks(false).steps[0]?.startsOn ?? '', cks(false).endsOn ?? '')).toBe(30 * 7); });
  it('2 mg to 20, 1 mg to 0, every two weeks: 60 weeks', () => { expect(daysBetween(cks(true).steps[0]?.startsOn ?? '', cks(true).endsOn ?? '')).toBe(60 * 7); });
  it('passes 20 mg after ten cuts', () => { expect(totals(cks(false), 'diazepam')[10]).toBe(20_000); });
  it('half milligrams to the end need a liquid, and take 20 weeks more at one a fortnight', () => {
    const fine = scheduled(plan({
      start: day({ diazepam: { night: 20_000 } }), products: ['diazepam-liquid-1000'],
      phases: [dz(1000, 14, 5000), dz(500, 14, 500), { ...stop, floorUg: 500 }],
    }));
    expect(daysBetween('2027-01-04', fine.endsOn ?? '')).toBe(25 * 14);
  });
});

describe('clonazepam label for panic: 0.125 mg twice a day less, every 3 days', () => {
  const label = (start: number, untilUg: number) => totals(scheduled(plan({
    start: day({ clonazepam: { morning: start / 2, night: start / 2 } }), products: ['clonazepam-tablet-500'],
    phases: [gradual({ cut: { by: 'amount', ug: 250 }, everyDays: 3, waitDays: 3, untilUg })],
  })), 'clonazepam');
  it('1 mg is gone on day 12', () => { expect(label(1000, 0)).toEqual([1000, 750, 500, 250, 0]); });
  it('2 mg is 0.75 mg on day 15', () => { expect(label(2000, 750)).toEqual([2000, 1750, 1500, 1250, 1000, 750]); });
  it('4 mg is 2.75 mg on day 15', () => { expect(label(4000, 2750)[5]).toBe(2750); });
});

describe('linear steps of 0.125 mg from 1 mg (trap of the linear taper)', () => {
  it('leave 7 doses and then nothing', () => {
    expect(totals(scheduled(plan({ phases: [gradual({}), stop] })), 'clonazepam')).toEqual([1000, 875, 750, 625, 500, 375, 250, 125, 0]);
  });
});

describe('the last cut of a phase', () => {
  it('is smaller when less is left down to its end', () => {
    expect(totals(scheduled(plan({ phases: [gradual({ cut: { by: 'amount', ug: 250 } })] })), 'clonazepam')).toEqual([1000, 750, 500, 250, 125]);
  });
});

describe('Ashton-style: clonazepam 1.5 mg three times 0.5 mg by way of diazepam 30 mg', () => {
  const ashton = () => scheduled(plan({
    start: day({ clonazepam: { morning: 500, midday: 500, night: 500 } }),
    products: ['clonazepam-tablet-500', ...diazepamTablets],
    equivalence: [choice('clonazepam', 'diazepam', 'ashton-2002')],
    phases: [switching({ from: 'clonazepam', order: ['night', 'midday', 'morning'], share: 'half-slot' }), dz(2000, 14, 20_000)],
  }));
  it.each([
    [1, { clonazepam: { morning: 500, midday: 500, night: 250 }, diazepam: { night: 5000 } }],
    [2, { clonazepam: { morning: 500, midday: 500 }, diazepam: { night: 10_000 } }],
    [3, { clonazepam: { morning: 500, midday: 250 }, diazepam: { midday: 5000, night: 10_000 } }],
    [4, { clonazepam: { morning: 500 }, diazepam: { midday: 10_000, night: 10_000 } }],
    [5, { clonazepam: { morning: 250 }, diazepam: { morning: 5000, midday: 10_000, night: 10_000 } }],
    [6, { diazepam: { morning: 10_000, midday: 10_000, night: 10_000 } }],
    [7, { diazepam: { morning: 9000, midday: 9000, night: 10_000 } }],
    [11, { diazepam: { morning: 6000, midday: 7000, night: 7000 } }],
  ])('step %i', (step, doses) => { expect(ashton().steps[step]?.dose).toEqual(day(doses)); });
  it('under VA/DoD the same switch comes to half of it', () => {
    const half = scheduled(plan({
      start: day({ clonazepam: { night: 1000 } }), products: ['clonazepam-tablet-500', ...diazepamTablets],
      equivalence: [choice('clonazepam', 'diazepam', 'va-dod-2021')], phases: [switching({ from: 'clonazepam' })],
    }));
    expect(totals(half, 'diazepam')).toEqual([0, 10_000]);
  });
});

describe('proportional cuts, d(k) = d0 (1 - p)^k, in a liquid of 0.1 mg/mL', () => {
  it.each([
    ['clonazepam 1 mg, 25 %', 1000, 2500, 8], ['clonazepam 1 mg, 10 %', 1000, 1000, 20], ['clonazepam 2 mg, 25 %', 2000, 2500, 10],
    ['clonazepam 2 mg, 10 %', 2000, 1000, 27], ['clonazepam 3 mg, 25 %', 3000, 2500, 12], ['clonazepam 3 mg, 10 %', 3000, 1000, 31],
    ['clonazepam 1 mg, 5 %', 1000, 500, 41], ['clonazepam 2 mg, 5 %', 2000, 500, 55], ['clonazepam 3 mg, 5 %', 3000, 500, 62],
  ])('%s: to 0.125 mg in the steps of the table, at most two more for rounding to marks', (_, start, points, steps) => {
    const got = totals(scheduled(plan({
      start: day({ clonazepam: { night: start } }), products: ['clonazepam-liquid-100'],
      phases: [gradual({ cut: { by: 'percent', points }, everyDays: 7, waitDays: 7 })],
    })), 'clonazepam').length - 1;
    expect([steps, steps + 1, steps + 2]).toContain(got);
  });
  it.each([
    ['diazepam 20 mg, 25 %', 20_000, 2500, 11], ['diazepam 20 mg, 10 %', 20_000, 1000, 29], ['diazepam 20 mg, 5 %', 20_000, 500, 59],
    ['diazepam 40 mg, 25 %', 40_000, 2500, 13], ['diazepam 40 mg, 10 %', 40_000, 1000, 36], ['diazepam 40 mg, 5 %', 40_000, 500, 72],
  ])('%s: to 1 mg in the steps of the table, at most two more for rounding to marks', (_, start, points, steps) => {
    const got = totals(scheduled(plan({
      start: day({ diazepam: { night: start } }), products: ['diazepam-liquid-1000'],
      phases: [gradual({ medicine: 'diazepam', cut: { by: 'percent', points }, everyDays: 7, waitDays: 7, untilUg: 1000 })],
    })), 'diazepam').length - 1;
    expect([steps, steps + 1, steps + 2]).toContain(got);
  });
});

describe('micro-taper in a liquid', () => {
  const micro = (more: Partial<MicroTaperPhase> = {}): MicroTaperPhase =>
    ({ method: 'micro-taper', medicine: 'clonazepam', vehicle: 'liquid', cut: { by: 'percent', points: 1000, overDays: 14 }, everyDays: 1, waitDays: 1, untilUg: 500, from: 'evenly', ...more });
  const at = (points: number, overDays: number) => plan({ start: day({ clonazepam: { night: 2000 } }), products: ['clonazepam-liquid-100'], phases: [micro({ cut: { by: 'percent', points, overDays } })] });
  const on = (of: ReturnType<typeof at>, days: number): number => {
    const { steps } = scheduled(of);
    return steps.filter((step) => daysBetween(of.startsOn, step.startsOn) <= days).at(-1)?.dose[0]?.total ?? 0;
  };
  it.each([
    ['10 % in 14 days', 1000, 14, 14, 1800], ['10 % in 14 days, twice', 1000, 14, 28, 1620], ['5 % in 14 days', 500, 14, 14, 1900],
    ['10 % in 28 days', 1000, 28, 28, 1800], ['5 % in 28 days', 500, 28, 28, 1900], ['the ceiling, 25 % in 14 days', 2500, 14, 14, 1500],
  ])('%s', (_, points, overDays, days, left) => { expect(on(at(points, overDays), days)).toBe(left); });
  it('is measured in the syringe', () => {
    const out = laid(at(1000, 14));
    expect(intakeOf(out.steps[1]?.dose ?? [], out.makers)).toEqual([{ slot: 'night', medicine: 'clonazepam', ug: 1986, amounts: [{ product: 'clonazepam-liquid-100', ul: 19_860 }] }]);
  });
  it('a fixed 10 micrograms a day', () => {
    const fixed = scheduled(plan({ products: ['clonazepam-liquid-100'], phases: [micro({ cut: { by: 'amount', ug: 10 }, untilUg: 950 })] }));
    expect(totals(fixed, 'clonazepam')).toEqual([1000, 990, 980, 970, 960, 950]);
  });
});
