import { describe, expect, it } from '@jest/globals';
import { effectiveHalfLife, settlesAfterDays } from './half-life.js';
import { medicineCodes } from './medicine.js';
import { isMedicineCode, medicineOf, medicines } from './medicines.js';

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

  it('recognises its own codes only', () => {
    expect(isMedicineCode('clonazepam')).toBe(true);
    expect(isMedicineCode('Clonazepam')).toBe(false);
    expect(isMedicineCode('toString')).toBe(false);
  });
});
