import type { MedicineCode, Provenance } from './medicine.js';
import type { Ug } from './product.js';
import { read, reported, sources, toBeChecked } from './sources.js';

export type DoseBand = 'low' | 'moderate' | 'high';

/** A figure in micrograms with where it comes from. */
export interface SourcedUg {
  readonly ug: Ug;
  readonly provenance: Provenance;
}

/** What is known of the size of doses of one medicine. `null`: nobody has entered a sourced figure, and a person has to decide. */
export interface DoseLimits {
  /** The smallest steps that can be made in practice, without and with a liquid. */
  readonly smallestStep: { readonly withoutLiquid: SourcedUg | null; readonly withLiquid: SourcedUg | null };
  /** The final stop may start from a signed floor of at most this. */
  readonly highestFloor: SourcedUg | null;
  /** Daily totals up to `lowUpToUg` are low, up to `moderateUpToUg` moderate, above high. */
  readonly bands: { readonly lowUpToUg: Ug; readonly moderateUpToUg: Ug; readonly provenance: Provenance } | null;
  /** The largest daily dose that a label names. More needs a second sign-off. */
  readonly labelMaximum: SourcedUg | null;
}

const sourced = (ug: Ug, provenance: Provenance): SourcedUg => ({ ug, provenance });

const step = read('Smallest practical step: product labels, as reviewed for the first release');
const compounded = reported('Compounded 0.1 mg/mL, 0.1 mL');
const floor = read('Smallest practical step without a liquid, taken as the highest floor');
/** The floors of clonazepam, lorazepam and alprazolam come to at most 2.5 mg of diazepam under every source; the others follow them. */
const follows = toBeChecked('At most 2.5 mg of diazepam under every source, like the floors of clonazepam, lorazepam and alprazolam');
const band = read(sources.asamBands);
const general = toBeChecked('Label maximum from general knowledge');

interface Entry {
  readonly without?: SourcedUg;
  readonly withLiquid?: SourcedUg;
  readonly floor?: SourcedUg;
  readonly bands?: DoseLimits['bands'];
  readonly maximum?: SourcedUg;
}

const entries: Record<MedicineCode, Entry> = {
  alprazolam: {
    without: sourced(125, step), withLiquid: sourced(100, step), floor: sourced(125, floor), maximum: sourced(10_000, general),
    bands: { lowUpToUg: 1000, moderateUpToUg: 2000, provenance: band },
  },
  bromazepam: { floor: sourced(1250, follows) },
  chlordiazepoxide: { without: sourced(5000, toBeChecked()), floor: sourced(5000, follows), maximum: sourced(100_000, general) },
  clobazam: {
    without: sourced(5000, step), floor: sourced(5000, follows),
    maximum: sourced(40_000, read('Onfi label: at most 40 mg a day (DailyMed de03bd69)')),
  },
  clonazepam: {
    without: sourced(125, step), withLiquid: sourced(10, compounded), floor: sourced(125, floor),
    maximum: sourced(20_000, read('Clonazepam Rosemont, abbreviated prescribing information: at most 20 mg a day')),
    bands: { lowUpToUg: 500, moderateUpToUg: 1500, provenance: band },
  },
  clorazepate: { without: sourced(1875, reported('Half of the scored 3.75 mg tablet')), floor: sourced(3250, follows), maximum: sourced(60_000, general) },
  diazepam: {
    without: sourced(1000, step), withLiquid: sourced(100, step), floor: sourced(1000, floor), maximum: sourced(40_000, general),
    bands: { lowUpToUg: 10_000, moderateUpToUg: 15_000, provenance: band },
  },
  estazolam: { without: sourced(1000, toBeChecked()), floor: sourced(250, follows), maximum: sourced(2000, reported('Estazolam monograph, drugs.com: up to 2 mg')) },
  flurazepam: { floor: sourced(3750, follows), maximum: sourced(30_000, general) },
  lorazepam: {
    without: sourced(250, step), withLiquid: sourced(100, step), floor: sourced(250, floor),
    maximum: sourced(10_000, read('Sun label of lorazepam tablets: 1 to 10 mg a day (medlibrary.org)')),
    bands: { lowUpToUg: 2000, moderateUpToUg: 3000, provenance: band },
  },
  lormetazepam: { floor: sourced(250, follows) },
  nitrazepam: { floor: sourced(1250, follows) },
  oxazepam: { without: sourced(10_000, step), floor: sourced(5000, follows), maximum: sourced(120_000, general) },
  quazepam: { floor: sourced(2500, follows), maximum: sourced(15_000, general) },
  temazepam: { without: sourced(7500, step), floor: sourced(3750, follows), maximum: sourced(30_000, general) },
  triazolam: {
    without: sourced(125, reported('Half of the scored 0.25 mg tablet')), floor: sourced(62, follows),
    maximum: sourced(500, read('Triazolam label: at most 0.5 mg once a day (DailyMed 7c67cf7d)')),
  },
  zolpidem: { maximum: sourced(12_500, general) },
  zopiclone: { maximum: sourced(7500, general) },
};

/** What is known of the size of doses of this medicine. */
export function limitsOf(medicine: MedicineCode): DoseLimits {
  const entry = entries[medicine];
  return {
    smallestStep: { withoutLiquid: entry.without ?? null, withLiquid: entry.withLiquid ?? null },
    highestFloor: entry.floor ?? null,
    bands: entry.bands ?? null,
    labelMaximum: entry.maximum ?? null,
  };
}

/**
 * The band of a daily total after ASAM's thresholds in milligrams of the medicine itself (pocket guide p. 8), never
 * computed through an equivalent: the guideline mixes its two columns. An edge belongs to the lower band. `null`
 * where the guideline names no threshold.
 */
export function doseBandOf(medicine: MedicineCode, dailyUg: Ug): DoseBand | null {
  const bands = entries[medicine].bands ?? null;
  if (bands === null) return null;
  if (dailyUg <= bands.lowUpToUg) return 'low';
  return dailyUg <= bands.moderateUpToUg ? 'moderate' : 'high';
}
