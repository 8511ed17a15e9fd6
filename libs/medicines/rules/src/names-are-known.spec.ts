import { describe, expect, it } from '@jest/globals';
import { medicineNames } from '@evenkeel/phrases';
import { medicines } from './medicines.js';

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

describe('names of medicines in people\'s words', () => {
  it('include every name of the reference data, in both languages', () => {
    const missing = medicines.flatMap(({ name }) => [name.en, name.es]).map(plain).filter((name) => !medicineNames.includes(name));
    expect(missing).toEqual([]);
  });
});
