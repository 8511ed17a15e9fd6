import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '@evenkeel/kernel';
import { equivalents } from './equivalence.js';
import { doseBandOf, limitsOf, type DoseLimits } from './limits.js';
import { medicineCodes, type MedicineCode } from './medicine.js';
import { productsOf } from './products.js';
import { smallestStepOf } from './product.js';

const ugOrNull = (figure: { readonly ug: number } | null): number | null => figure?.ug ?? null;

describe('dose bands (ASAM 2025, pocket guide p. 8, milligrams of the medicine itself)', () => {
  it.each([
    ['clonazepam', 500, 'low'], ['clonazepam', 501, 'moderate'], ['clonazepam', 1500, 'moderate'], ['clonazepam', 1501, 'high'],
    ['lorazepam', 2000, 'low'], ['lorazepam', 2001, 'moderate'], ['lorazepam', 3000, 'moderate'], ['lorazepam', 3001, 'high'],
    ['alprazolam', 1000, 'low'], ['alprazolam', 1001, 'moderate'], ['alprazolam', 2000, 'moderate'], ['alprazolam', 2001, 'high'],
    ['diazepam', 10_000, 'low'], ['diazepam', 10_001, 'moderate'], ['diazepam', 15_000, 'moderate'], ['diazepam', 15_001, 'high'],
    ['clonazepam', 0, 'low'], ['oxazepam', 30_000, null],
  ] as const)('%s %i micrograms a day: %s', (medicine, ug, band) => {
    expect(doseBandOf(medicine, ug)).toBe(band);
  });

  it('are not derived from an equivalent: the guideline calls both of these low', () => {
    const answer = equivalents('lorazepam', 'clonazepam', 2000);
    expect(isRefusal(answer) ? null : answer.range.toUg).toBe(1154);
    expect([doseBandOf('lorazepam', 2000), doseBandOf('clonazepam', 1154)]).toEqual(['low', 'moderate']);
  });
});

describe('the smallest practical step (product labels)', () => {
  it.each<[MedicineCode, number | null, number | null]>([
    ['clonazepam', 125, 10], ['diazepam', 1000, 100], ['lorazepam', 250, 100], ['alprazolam', 125, 100],
    ['temazepam', 7500, null], ['oxazepam', 10_000, null], ['chlordiazepoxide', 5000, null], ['clobazam', 5000, null],
    ['clorazepate', 1875, null], ['triazolam', 125, null], ['estazolam', 1000, null], ['zopiclone', null, null],
  ])('%s: %p micrograms without, %p with a liquid', (medicine, without, withLiquid) => {
    const { smallestStep } = limitsOf(medicine);
    expect([ugOrNull(smallestStep.withoutLiquid), ugOrNull(smallestStep.withLiquid)]).toEqual([without, withLiquid]);
  });

  it('without a liquid can be made of what is shipped', () => {
    for (const medicine of medicineCodes) {
      const step = limitsOf(medicine).smallestStep.withoutLiquid;
      if (step === null) continue;
      const made = productsOf(medicine).filter(({ kind }) => kind === 'solid').map((product) => smallestStepOf(product) ?? Infinity);
      expect([medicine, Math.min(...made)]).toEqual([medicine, step.ug]);
    }
  });
});

describe('the highest floor', () => {
  it.each<[MedicineCode, number]>([
    ['clonazepam', 125], ['diazepam', 1000], ['lorazepam', 250], ['alprazolam', 125], ['chlordiazepoxide', 5000], ['clobazam', 5000], ['clorazepate', 3250],
    ['estazolam', 250], ['flurazepam', 3750], ['oxazepam', 5000], ['quazepam', 2500], ['temazepam', 3750], ['triazolam', 62], ['bromazepam', 1250],
    ['nitrazepam', 1250], ['lormetazepam', 250],
  ])('of %s is %i micrograms', (medicine, ug) => {
    expect(limitsOf(medicine).highestFloor?.ug).toBe(ug);
  });

  it('is never more than 2.5 mg of diazepam under any source, and as much as that where nothing was read', () => {
    for (const medicine of medicineCodes) {
      const floor = limitsOf(medicine).highestFloor;
      const lowest = medicine === 'diazepam' ? null : equivalents('diazepam', medicine, 2500);
      if (floor === null || lowest === null || isRefusal(lowest)) continue;
      // 62.5 micrograms of triazolam are rounded down.
      const atMost = medicine === 'triazolam' ? 62 : lowest.range.fromUg;
      if (floor.provenance.certainty === 'to-be-checked') expect([medicine, floor.ug]).toEqual([medicine, atMost]);
      expect(floor.ug).toBeLessThanOrEqual(atMost);
    }
  });

  it('is left to the prescriber for z-drugs, which no source compares', () => {
    expect([limitsOf('zolpidem').highestFloor, limitsOf('zopiclone').highestFloor]).toEqual([null, null]);
  });
});

describe('the largest daily dose of a label', () => {
  it.each<[MedicineCode, number | null]>([
    ['alprazolam', 10_000], ['bromazepam', null], ['chlordiazepoxide', 100_000], ['clobazam', 40_000], ['clonazepam', 20_000], ['clorazepate', 60_000],
    ['diazepam', 40_000], ['estazolam', 2000], ['flurazepam', 30_000], ['lorazepam', 10_000], ['lormetazepam', null], ['nitrazepam', null],
    ['oxazepam', 120_000], ['quazepam', 15_000], ['temazepam', 30_000], ['triazolam', 500], ['zolpidem', 12_500], ['zopiclone', 7500],
  ])('%s: %p micrograms', (medicine, ug) => {
    expect(ugOrNull(limitsOf(medicine).labelMaximum)).toBe(ug);
  });
});

describe('every limit', () => {
  const figures = ({ smallestStep, highestFloor, bands, labelMaximum }: DoseLimits) =>
    [smallestStep.withoutLiquid, smallestStep.withLiquid, highestFloor, labelMaximum, bands === null ? null : { ug: bands.lowUpToUg, provenance: bands.provenance }].flatMap((each) => (each === null ? [] : [each]));

  it('is whole, more than nothing, and says where it comes from', () => {
    for (const medicine of medicineCodes) {
      for (const { ug, provenance } of figures(limitsOf(medicine))) {
        expect(Number.isSafeInteger(ug) && ug > 0).toBe(true);
        expect(provenance.source.length).toBeGreaterThan(10);
      }
    }
  });

  it('lies in its order: step, floor, bands, maximum', () => {
    for (const medicine of medicineCodes) {
      const { bands, labelMaximum, highestFloor } = limitsOf(medicine);
      if (bands !== null) expect(bands.lowUpToUg).toBeLessThan(bands.moderateUpToUg);
      if (bands !== null && labelMaximum !== null) expect(bands.moderateUpToUg).toBeLessThan(labelMaximum.ug);
      if (highestFloor !== null && labelMaximum !== null) expect(highestFloor.ug).toBeLessThan(labelMaximum.ug);
    }
  });
});
