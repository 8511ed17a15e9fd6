import { multiply } from '@evenkeel/kernel';
import type { EquivalenceSource, UgRange } from './equivalence.js';
import type { MedicineCode, Provenance } from './medicine.js';
import type { Ug } from './product.js';
import { read, reported, sources, toBeChecked } from './sources.js';

/** The dose of diazepam that every figure below stands for: 10 mg. */
export const diazepamOfTheTables: Ug = 10_000;

/** So much of a medicine as the source takes to be 10 mg of diazepam. */
export interface TableEntry extends UgRange {
  /** A wider range that the source prints beside its figure; shown, but no part of the answer. */
  readonly spread: UgRange | null;
  readonly provenance: Provenance;
}

type Row = readonly [MedicineCode, Ug, Ug?];

const rows = (provenance: Provenance, all: readonly Row[]): readonly (readonly [MedicineCode, TableEntry])[] =>
  all.map(([medicine, fromUg, toUg = fromUg]) => [medicine, { fromUg, toUg, spread: null, provenance }]);

/** A source that prints a range for 5 to 10 mg of diazepam, read end by end: the lower end for 5 mg, the higher one for 10 mg. */
const forFiveToTen = (provenance: Provenance, all: readonly (readonly [MedicineCode, Ug, Ug])[]): readonly (readonly [MedicineCode, TableEntry])[] =>
  all.map(([medicine, forFive, forTen]) => {
    const doubled = multiply(forFive, 2);
    return [medicine, { fromUg: Math.min(doubled, forTen), toUg: Math.max(doubled, forTen), spread: null, provenance }];
  });

/** A source that prints one middle figure and a range so wide that it says little. */
const middles = (provenance: Provenance, all: readonly (readonly [MedicineCode, Ug, Ug, Ug])[]): readonly (readonly [MedicineCode, TableEntry])[] =>
  all.map(([medicine, middle, fromUg, toUg]) => [medicine, { fromUg: middle, toUg: middle, spread: { fromUg, toUg }, provenance }]);

const ashton = `Ashton manual 2002, in: ${sources.asamEquivalents}`;

/** What each source compares with diazepam. NHS Scotland and WHO print 5 mg of diazepam; their figures are doubled here. */
export const equivalenceTables: Readonly<Record<EquivalenceSource, ReadonlyMap<MedicineCode, TableEntry>>> = {
  'va-dod-2021': new Map(
    rows(read(`VA/DoD 2021, in: ${sources.asamEquivalents}`), [
      ['alprazolam', 1000], ['clonazepam', 1000], ['lorazepam', 2000], ['chlordiazepoxide', 25_000], ['clorazepate', 15_000], ['oxazepam', 30_000],
      ['temazepam', 15_000], ['triazolam', 250], ['estazolam', 1000], ['flurazepam', 15_000], ['quazepam', 10_000],
    ]),
  ),
  'ashton-2002': new Map([
    ...rows(read(ashton), [
      ['alprazolam', 500], ['clonazepam', 500], ['lorazepam', 1000], ['chlordiazepoxide', 25_000], ['clorazepate', 15_000], ['oxazepam', 20_000],
      ['temazepam', 20_000], ['triazolam', 500], ['estazolam', 1000, 2000], ['flurazepam', 15_000, 30_000], ['quazepam', 20_000],
    ]),
    ...rows(toBeChecked('Ashton manual 2002, from memory'), [
      ['clobazam', 20_000], ['nitrazepam', 10_000], ['lormetazepam', 1000, 2000], ['bromazepam', 5000, 6000],
    ]),
  ]),
  'nhs-scotland': new Map(
    rows(read(`${sources.nhsScotland} (equivalents)`), [
      ['clonazepam', 500], ['lorazepam', 1000], ['chlordiazepoxide', 25_000], ['oxazepam', 20_000], ['temazepam', 20_000], ['clobazam', 20_000],
      ['nitrazepam', 10_000], ['lormetazepam', 1000, 2000],
    ]),
  ),
  sps: new Map(rows(read(sources.sps), [['alprazolam', 500]])),
  'who-2009': new Map(
    rows(read(sources.who), [
      ['alprazolam', 1000], ['lorazepam', 1000], ['oxazepam', 30_000], ['temazepam', 20_000], ['triazolam', 500], ['clobazam', 20_000],
      ['nitrazepam', 10_000], ['lormetazepam', 1500], ['bromazepam', 6000],
    ]),
  ),
  medscape: new Map(
    forFiveToTen(read(sources.medscape), [
      ['alprazolam', 500, 1000], ['clonazepam', 250, 500], ['lorazepam', 1000, 2000], ['chlordiazepoxide', 10_000, 25_000], ['clorazepate', 7500, 15_000],
      ['oxazepam', 15_000, 30_000], ['temazepam', 10_000, 20_000], ['triazolam', 250, 500], ['flurazepam', 15_000, 30_000], ['quazepam', 10_000, 20_000],
      ['nitrazepam', 2500, 10_000], ['bromazepam', 3000, 6000],
    ]),
  ),
  clincalc: new Map(
    middles(reported(sources.clinCalc), [
      ['alprazolam', 750, 500, 2000], ['clonazepam', 750, 500, 4000], ['lorazepam', 1300, 1000, 4000], ['chlordiazepoxide', 33_000, 12_000, 50_000],
      ['clorazepate', 13_000, 8000, 30_000], ['oxazepam', 20_000, 5000, 40_000], ['temazepam', 20_000, 5000, 40_000], ['triazolam', 250, 250, 1000],
      ['flurazepam', 20_000, 8000, 30_000], ['quazepam', 27_000, 15_000, 40_000],
    ]),
  ),
};
