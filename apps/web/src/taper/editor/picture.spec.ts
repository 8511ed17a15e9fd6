import { describe, expect, it } from '@jest/globals';
import { choicesFor, products, type Product } from '@evenkeel/medicines-rules';
import { doseOf, emptySlots, type Phase, type TaperPlan } from '@evenkeel/taper-rules';
import { packed, unpacked } from './packed-curve.js';
import { detailOf, lookAt, periodsShown, rowsOnPage, sketchOf, type Around, type Ask } from './picture.js';

const night = (ug: number, medicine: 'clonazepam' | 'diazepam' = 'clonazepam') => doseOf(medicine, { ...emptySlots, night: ug });
const taper: readonly Phase[] = [
  { method: 'gradual', medicine: 'clonazepam', cut: { by: 'percent', points: 1000 }, everyDays: 28, waitDays: 28, untilUg: 125, from: 'evenly' },
  { method: 'final-stop', floorUg: 125, waitDays: 28 },
];
const plan = (more: Partial<TaperPlan> = {}): TaperPlan => ({ format: 1, startsOn: '2027-01-04', start: [night(1000)], products: ['clonazepam-tablet-500'], equivalence: [], phases: taper, changes: [], ...more });
const around = (more: Partial<Around> = {}): Around => ({
  known: products, listed: [], prescribed: [{ startsOn: '2026-12-01', dose: [night(1000)] }], earlierFactors: [],
  patient: { ageYears: 40, monthsOfUse: 6, factors: [], daysSinceRiskReview: 1 }, today: '2027-01-01', ...more,
});
const ask = (of: TaperPlan, more: Partial<Ask> = {}): Ask => ({ plan: of, changes: [], isNew: true, supplyDays: 28, page: 0, hold: null, ...more });
const both = (of: Ask, surroundings = around()) => {
  const looked = lookAt(of, surroundings);
  return { sketch: sketchOf(looked, of), detail: detailOf(looked, of) };
};

describe('what the editor shows of a plan', () => {
  it('is a curve from two weeks before the start to two weeks after the end, with its ceiling', () => {
    const { sketch } = both(ask(plan()));
    expect(sketch).toMatchObject({ refused: null, endsAs: 'zero', inEquivalentsOf: null, endsOn: sketch.end?.earliest });
    expect(sketch.curve).toMatchObject({ from: '2026-12-21', parts: [], other: [], breaches: [182, 210] });
    expect(sketch.curve?.total.slice(0, 3)).toEqual([{ day: 0, micrograms: 1000 }, { day: 14, micrograms: 1000 }, { day: 42, micrograms: 1000 - 125 }]);
    expect(sketch.curve?.total.at(-1)).toEqual({ day: (sketch.curve?.days ?? 0) - 14, micrograms: 0 });
    expect(sketch.curve?.ceiling[0]).toEqual({ day: 0, micrograms: 750 });
  });

  it('names the field of what cannot be', () => {
    expect(both(ask(plan({ start: [night(1010)] }))).sketch.refused).toMatchObject({ field: 'start.night', code: 'cannot-be-made', facts: { belowUg: 1000, aboveUg: 1125 } });
    expect(both(ask(plan({ startsOn: '2026-12-31' }))).sketch.refused).toMatchObject({ field: 'startsOn', code: 'in-the-past' });
    expect(both(ask(plan({ startsOn: '2026-12-31' }), { isNew: false })).sketch.refused).toBeNull();
    expect(both(ask(plan({ start: [night(10_000)] }))).sketch.refused).toMatchObject({ field: 'start.0.slots', code: 'ten-times-the-dose' });
    expect(both(ask(plan({ products: ['gone'] }))).sketch.refused).toMatchObject({ field: 'products.0', code: 'unknown-product' });
    expect(both(ask(plan({ start: [night(1010)] }))).detail).toBeNull();
  });

  it('counts what stands in the way and marks the day of each breach', () => {
    const hasty = plan({ phases: [{ method: 'gradual', medicine: 'clonazepam', cut: { by: 'percent', points: 5000 }, everyDays: 28, waitDays: 28, untilUg: 500, from: 'evenly' }, { method: 'maintenance', reviewEveryDays: 90 }] });
    const { sketch, detail } = both(ask(hasty));
    expect(sketch).toMatchObject({ blocks: 1, endsAs: 'maintenance' });
    expect(sketch.curve?.breaches).toEqual([42]);
    expect(detail?.findings.filter(({ verdict }) => verdict === 'block').map(({ rule, on }) => [rule, on])).toEqual([['ceiling', '2027-02-01']]);
    expect(detail?.rows[1]).toMatchObject({ startsOn: '2027-02-01', lessPoints: 5000 });
  });

  it('makes each dose of what is dispensed, a page at a time', () => {
    const small = plan({ products: ['clonazepam-liquid-100'], phases: [{ method: 'micro-taper', medicine: 'clonazepam', vehicle: 'liquid', cut: { by: 'percent', points: 1000, overDays: 28 }, everyDays: 1, waitDays: 7, untilUg: 500, from: 'evenly' }, { method: 'maintenance', reviewEveryDays: 90 }] });
    const first = both(ask(small)).detail;
    const second = both(ask(small, { page: 1 })).detail;
    expect([first?.rows.length, second?.rows[0]?.place]).toEqual([rowsOnPage, rowsOnPage]);
    expect(first?.rows[0]).toMatchObject({ lessPoints: null, intake: [{ slot: 'night', amounts: [{ product: 'clonazepam-liquid-100', ul: 10_000 }] }] });
    expect(first?.rowCount).toBeGreaterThan(2 * rowsOnPage);
  });

  it('adds up what every dispensing period needs', () => {
    const { detail } = both(ask(plan()));
    expect(detail?.supply[0]).toEqual({ from: '2027-01-04', to: '2027-01-31', needed: [{ product: 'clonazepam-tablet-500', quarters: 28 * 8, ul: 0, mg: 0 }] });
    expect(detail?.supply[1]).toMatchObject({ needed: [{ quarters: 28 * 7 }] });
    expect(both(ask(plan(), { supplyDays: 7 })).detail).toMatchObject({ supplyPeriods: (detail?.supplyPeriods ?? 0) * 4 });
    expect(both(ask(plan(), { supplyDays: 7 })).detail?.supply.length).toBe(periodsShown);
  });

  it('shows what a hold would move', () => {
    const { sketch, detail } = both(ask(plan(), { hold: { on: '2027-01-20', days: 28 } }));
    expect(detail?.moved[0]).toMatchObject({ from: '2027-02-01', to: '2027-03-01', dose: [{ total: 875 }] });
    expect(detail?.movedCount).toBe((detail?.rowCount ?? 0) - 1);
    expect([sketch.end?.earliest, detail?.heldEnd]).toEqual(['2027-08-16', '2027-09-13']);
    expect(sketch.curve?.other.length).toBe(detail?.rowCount);
  });

  it('shows two medicines in equivalents of the one that is switched to', () => {
    const factor = choicesFor('clonazepam', 'diazepam').find(({ source }) => source === 'ashton-2002');
    const switched = plan({
      products: ['clonazepam-tablet-500', 'diazepam-tablet-2000', 'diazepam-tablet-10000'], equivalence: factor === undefined ? [] : [factor],
      phases: [{ method: 'substitution', from: 'clonazepam', to: 'diazepam', order: [], share: 'half-slot', everyDays: 7, waitDays: 7 }, { method: 'maintenance', reviewEveryDays: 90 }],
    });
    const { sketch, detail } = both(ask(switched));
    expect(sketch).toMatchObject({ inEquivalentsOf: 'diazepam', blocks: 0 });
    expect(sketch.curve?.total.map(({ micrograms }) => micrograms)).toEqual([20_000, 20_000, 20_000, 20_000]);
    expect(sketch.curve?.parts.map(({ drug, points }) => [drug, points.at(-1)?.micrograms])).toEqual([['clonazepam', 0], ['diazepam', 20_000]]);
    expect(detail?.rows[1]?.intake.map(({ medicine, ug }) => [medicine, ug])).toEqual([['clonazepam', 500], ['diazepam', 10_000]]);
  });

  it('is made of values that can be handed to another thread', () => {
    const { sketch, detail } = both(ask(plan()));
    expect(structuredClone({ detail, around: around() })).toEqual({ detail, around: around() });
    expect(unpacked(structuredClone(packed(sketch)))).toEqual(sketch);
    expect(unpacked(packed({ ...sketch, curve: null })).curve).toBeNull();
    expect(around().known.every((product: Product) => product.code !== '')).toBe(true);
  });
});
