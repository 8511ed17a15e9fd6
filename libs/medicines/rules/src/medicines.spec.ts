import { describe, expect, it } from '@jest/globals';
import { effectiveHalfLife, settlesAfterDays } from './half-life.js';
import { medicineCodes, type MedicineCode } from './medicine.js';
import { isMedicineCode, medicineOf, medicines } from './medicines.js';
import { productsOf } from './products.js';

describe('the medicines', () => {
  it('holds each code once, with a name in both languages', () => {
    expect(medicines.map((medicine) => medicine.code)).toEqual([...medicineCodes]);
    for (const medicine of medicines) {
      expect(medicine.name.en).toMatch(/^[a-z]+$/);
      expect(medicine.name.es).toMatch(/^[a-záéíóú]+$/);
    }
  });

  it('says where each figure comes from and when it was compared', () => {
    for (const { provenance } of medicines) {
      expect(provenance.source.length).toBeGreaterThan(10);
      expect(provenance.checkedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
  });

  it('shows no figure for a medicine without a source', () => {
    for (const medicine of medicines.filter((each) => each.halfLife.kind === 'not-recorded')) {
      expect(medicine.provenance.certainty).toBe('to-be-checked');
      expect(effectiveHalfLife(medicine)).toBeNull();
      expect(settlesAfterDays(medicine)).toBeNull();
    }
  });

  it('never has a range that runs backwards', () => {
    for (const medicine of medicines) {
      const range = effectiveHalfLife(medicine);
      if (range !== null) expect(range.from).toBeLessThanOrEqual(range.to);
    }
  });

  it.each([
    ['clonazepam', 4, 10],
    ['diazepam', 4, 42],
    ['lorazepam', 2, 4],
    ['clorazepate', 8, 42],
  ] as const)('%s settles after %i to %i days', (code, from, to) => {
    expect(settlesAfterDays(medicineOf(code))).toEqual({ from, to });
  });

  /** Hours: NHS Scotland (half-lives), ASAM pocket guide p. 19 (clorazepate, triazolam), benzoreform.org (estazolam, flurazepam, quazepam). */
  it.each<[MedicineCode, number, number]>([
    ['alprazolam', 6, 20], ['chlordiazepoxide', 5, 200], ['clobazam', 12, 80], ['clonazepam', 18, 50], ['clorazepate', 36, 200], ['diazepam', 20, 200],
    ['estazolam', 10, 24], ['flurazepam', 40, 250], ['lorazepam', 10, 20], ['nitrazepam', 15, 38], ['oxazepam', 4, 15], ['quazepam', 25, 114],
    ['temazepam', 8, 22], ['triazolam', 1.5, 5.5], ['zolpidem', 2, 2], ['zopiclone', 5, 6],
  ])('%s: half-life with its metabolite from %p to %p hours', (code, from, to) => {
    expect(effectiveHalfLife(medicineOf(code))).toEqual({ from: from * 60, to: to * 60 });
  });

  it.each<[MedicineCode, string, number, number]>([
    ['chlordiazepoxide', 'nordiazepam', 36, 200], ['clobazam', 'N-desmethylclobazam', 40, 80], ['clorazepate', 'nordiazepam', 36, 200], ['diazepam', 'nordiazepam', 36, 200],
  ])('%s turns into %s, %i to %i hours', (code, name, from, to) => {
    expect(medicineOf(code).activeMetabolite).toEqual({ name, minutes: { from: from * 60, to: to * 60 } });
  });

  /** Minutes after a dose: ASAM pocket guide p. 19. */
  it.each<[MedicineCode, number, number]>([
    ['alprazolam', 60, 120], ['chlordiazepoxide', 30, 240], ['clonazepam', 60, 120], ['clorazepate', 30, 120], ['diazepam', 30, 120], ['estazolam', 120, 120],
    ['flurazepam', 30, 120], ['lorazepam', 120, 240], ['oxazepam', 120, 240], ['quazepam', 120, 120], ['temazepam', 120, 180], ['triazolam', 60, 120],
  ])('%s is highest after %i to %i minutes', (code, from, to) => {
    expect(medicineOf(code).peakAfter).toEqual({ from, to });
  });

  it('has the ingredient codes that are beyond doubt, and no other', () => {
    const codes = medicines.flatMap(({ code, rxNormIngredient }) => (rxNormIngredient === null ? [] : [[code, rxNormIngredient]]));
    expect(codes).toEqual([['alprazolam', '596'], ['clonazepam', '2598'], ['diazepam', '3322'], ['lorazepam', '6470']]);
  });

  it('tells z-drugs from benzodiazepines, and what contains its metabolite from what does not', () => {
    expect(medicines.filter(({ kind }) => kind === 'z-drug').map(({ code }) => code)).toEqual(['zolpidem', 'zopiclone']);
    const includes = medicines.filter(({ halfLife }) => halfLife.kind === 'measured' && halfLife.includesMetabolite).map(({ code }) => code);
    expect(includes).toEqual(['flurazepam', 'quazepam']);
  });

  it('lists the forms of the shipped products of the United States, and no other', () => {
    for (const { code, forms } of medicines) {
      expect([code, [...forms].sort()]).toEqual([code, [...new Set(productsOf(code, 'US').map(({ form }) => form))].sort()]);
    }
  });

  it('settles after five half-lives, to the nearest day, never less than one', () => {
    expect(settlesAfterDays(medicineOf('triazolam'))).toEqual({ from: 1, to: 1 });
    expect(settlesAfterDays(medicineOf('zolpidem'))).toEqual({ from: 1, to: 1 });
    expect(settlesAfterDays(medicineOf('alprazolam'))).toEqual({ from: 1, to: 4 });
    expect(settlesAfterDays(medicineOf('temazepam'))).toEqual({ from: 2, to: 5 });
  });

  it('gives the medicine of a code from the list, not another one like it', () => {
    for (const medicine of medicines) expect(medicineOf(medicine.code)).toBe(medicine);
  });

  it('recognises its own codes only', () => {
    expect(isMedicineCode('clonazepam')).toBe(true);
    expect(isMedicineCode('Clonazepam')).toBe(false);
    expect(isMedicineCode('toString')).toBe(false);
  });
});
