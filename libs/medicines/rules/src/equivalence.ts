import { divideNearest, isWhole, multiply, refuse, type Refusal } from '@evenkeel/kernel';
import { diazepamOfTheTables, equivalenceTables, type TableEntry } from './equivalence-tables.js';
import type { MedicineCode, Provenance } from './medicine.js';
import { isMedicineCode, medicinesVersion } from './medicines.js';
import type { Ug } from './product.js';
import { read } from './sources.js';

/** Tables that compare doses of benzodiazepines. They differ up to twofold, so there is never one answer. */
export const equivalenceSources = ['va-dod-2021', 'ashton-2002', 'nhs-scotland', 'sps', 'who-2009', 'medscape', 'clincalc'] as const;
export type EquivalenceSource = (typeof equivalenceSources)[number];

export interface UgRange {
  readonly fromUg: Ug;
  readonly toUg: Ug;
}

/** What one source says. `fromUg` and `toUg` are the same where it prints one figure for both medicines. */
export interface SourceEquivalent extends UgRange {
  readonly source: EquivalenceSource;
  /** A wider range that the source prints beside its figure; to be shown, no part of `range`. */
  readonly spread: UgRange | null;
  /** One for each medicine other than diazepam, in the order from, to. */
  readonly provenance: readonly Provenance[];
}

/** A dose of one medicine in another one: what every source that compares the two says, never one figure alone. */
export interface Equivalents {
  readonly from: MedicineCode;
  readonly to: MedicineCode;
  readonly doseUg: Ug;
  /** From the lowest to the highest of all sources. */
  readonly range: UgRange;
  /** In the order of `equivalenceSources`; at least one. */
  readonly bySource: readonly SourceEquivalent[];
}

/**
 * The one factor that the prescriber signed and that the plan stores: so many micrograms of `from` are taken to be so
 * many of `to`. Two whole numbers and no quotient, so that nothing is rounded before the dose is. Changing it is a
 * step of the plan.
 */
export interface EquivalenceChoice {
  readonly source: EquivalenceSource;
  readonly from: MedicineCode;
  readonly to: MedicineCode;
  readonly fromUg: Ug;
  readonly toUg: Ug;
  /** Version of the tables it was chosen from (`medicinesVersion`). */
  readonly version: number;
}

export type EquivalenceRefusal =
  | 'unknown-medicine'
  | 'same-medicine'
  | 'unknown-source'
  | 'no-source-compares'
  | 'source-does-not-compare'
  | 'dose-out-of-range'
  | 'outside-the-source'
  | 'tables-have-changed';

/** The largest dose that is compared, 300 mg: more is a slip of the decimal point. */
const largestDoseUg: Ug = 300_000;

/**
 * What every source says that a dose of `from` is in `to`, each figure rounded to the nearest microgram. A source that
 * compares both with diazepam compares them with each other; columns of two sources are never mixed.
 */
export function equivalents(from: MedicineCode, to: MedicineCode, doseUg: Ug): Equivalents | Refusal<EquivalenceRefusal> {
  if (from === to) return refuse('same-medicine', 'to');
  if (!isDose(doseUg)) return refuse('dose-out-of-range', 'doseUg', { atLeast: 1, atMost: largestDoseUg });
  const bySource = equivalenceSources.flatMap((source) => {
    const pair = pairOf(source, from, to);
    return pair === null ? [] : [sourceEquivalent(source, pair, doseUg)];
  });
  if (bySource.length === 0) return refuse('no-source-compares', 'to');
  const range = { fromUg: Math.min(...bySource.map(({ fromUg }) => fromUg)), toUg: Math.max(...bySource.map(({ toUg }) => toUg)) };
  return { from, to, doseUg, range, bySource };
}

/** The choices that the sources offer for these two, the ends of each source's range; each differs from the one before it in source or factor. */
export function choicesFor(from: MedicineCode, to: MedicineCode): readonly EquivalenceChoice[] {
  if (from === to) return [];
  return equivalenceSources.flatMap((source) => {
    const pair = pairOf(source, from, to);
    if (pair === null) return [];
    const [first, second] = pair;
    const low = { source, from, to, fromUg: first.toUg, toUg: second.fromUg, version: medicinesVersion };
    const high = { source, from, to, fromUg: first.fromUg, toUg: second.toUg, version: medicinesVersion };
    return low.fromUg === high.fromUg && low.toUg === high.toUg ? [low] : [low, high];
  });
}

/**
 * Checks a choice that is about to be signed: its factor lies within what its source says of the two medicines, in the
 * tables of this version. A choice that was signed before stays as it was; it is not checked again.
 */
export function checkEquivalenceChoice(choice: {
  readonly source: string;
  readonly from: string;
  readonly to: string;
  readonly fromUg: number;
  readonly toUg: number;
  readonly version: number;
}): EquivalenceChoice | Refusal<EquivalenceRefusal> {
  const { source, from, to, fromUg, toUg, version } = choice;
  if (!isEquivalenceSource(source)) return refuse('unknown-source', 'source');
  if (!isMedicineCode(from)) return refuse('unknown-medicine', 'from');
  if (!isMedicineCode(to)) return refuse('unknown-medicine', 'to');
  if (from === to) return refuse('same-medicine', 'to');
  if (!isDose(fromUg)) return refuse('dose-out-of-range', 'fromUg', { atLeast: 1, atMost: largestDoseUg });
  if (!isDose(toUg)) return refuse('dose-out-of-range', 'toUg', { atLeast: 1, atMost: largestDoseUg });
  if (version !== medicinesVersion) return refuse('tables-have-changed', 'version', { version: medicinesVersion });
  const pair = pairOf(source, from, to);
  if (pair === null) return refuse('source-does-not-compare', 'source');
  const [first, second] = pair;
  const tooLow = multiply(toUg, first.toUg) < multiply(fromUg, second.fromUg);
  const tooHigh = multiply(toUg, first.fromUg) > multiply(fromUg, second.toUg);
  if (tooLow || tooHigh) {
    const said = sourceEquivalent(source, pair, fromUg);
    return refuse('outside-the-source', 'toUg', { atLeast: said.fromUg, atMost: said.toUg });
  }
  return { source, from, to, fromUg, toUg, version };
}

/** So much of `choice.to` as the signed choice takes a dose of `choice.from` to be, to the nearest microgram. */
export const convert = (choice: EquivalenceChoice, doseUg: Ug): Ug => divideNearest(multiply(doseUg, choice.toUg), choice.fromUg);

/** The same choice read the other way round. */
export const reversed = ({ source, from, to, fromUg, toUg, version }: EquivalenceChoice): EquivalenceChoice => ({
  source, from: to, to: from, fromUg: toUg, toUg: fromUg, version,
});

/** Whether text from outside names a source of the list. */
export const isEquivalenceSource = (text: string): text is EquivalenceSource => equivalenceSources.some((source) => source === text);

type Pair = readonly [TableEntry, TableEntry];

const diazepamItself: TableEntry = { fromUg: diazepamOfTheTables, toUg: diazepamOfTheTables, spread: null, provenance: read('The unit of the tables') };

function pairOf(source: EquivalenceSource, from: MedicineCode, to: MedicineCode): Pair | null {
  const entry = (medicine: MedicineCode): TableEntry | undefined => (medicine === 'diazepam' ? diazepamItself : equivalenceTables[source].get(medicine));
  const [first, second] = [entry(from), entry(to)];
  return first === undefined || second === undefined ? null : [first, second];
}

function sourceEquivalent(source: EquivalenceSource, [first, second]: Pair, doseUg: Ug): SourceEquivalent {
  const spread = first.spread === null && second.spread === null ? null : between(first.spread ?? first, second.spread ?? second, doseUg);
  const provenance = [first, second].filter((entry) => entry !== diazepamItself).map((entry) => entry.provenance);
  return { source, ...between(first, second, doseUg), spread, provenance };
}

const between = (first: UgRange, second: UgRange, doseUg: Ug): UgRange => ({
  fromUg: divideNearest(multiply(doseUg, second.fromUg), first.toUg),
  toUg: divideNearest(multiply(doseUg, second.toUg), first.fromUg),
});

const isDose = (ug: number): boolean => isWhole(ug) && ug >= 1 && ug <= largestDoseUg;
