import { multiply } from '@evenkeel/kernel';
import type { ActiveMetabolite, HalfLife, Medicine, MedicineCode, MedicineForm, MedicineKind, Metabolism, MinuteRange, Provenance } from './medicine.js';
import { medicineCodes } from './medicine.js';
import { read, reported, sources, toBeChecked } from './sources.js';

/** Counts as a version: raise it with every change, it is stamped on what was decided with these data. */
export const medicinesVersion = 2;

const hours = (from: number, to: number): MinuteRange => ({ from: multiply(from, 60), to: multiply(to, 60) });
const minutes = (from: number, to: number): MinuteRange => ({ from, to });
const measured = (range: MinuteRange): HalfLife => ({ kind: 'measured', minutes: range, includesMetabolite: false });
const measuredWithMetabolite = (range: MinuteRange): HalfLife => ({ kind: 'measured', minutes: range, includesMetabolite: true });
const metabolite = (name: string, range: MinuteRange): ActiveMetabolite => ({ name, minutes: range });
const nordiazepam = metabolite('nordiazepam', hours(36, 200));
const notRecorded: HalfLife = { kind: 'not-recorded' };

interface Entry {
  readonly kind?: MedicineKind;
  readonly es?: string;
  readonly rxNorm?: string;
  readonly halfLife: HalfLife;
  readonly activeMetabolite?: ActiveMetabolite;
  readonly peakAfter?: MinuteRange;
  readonly metabolism: readonly Metabolism[];
  readonly forms: readonly MedicineForm[];
  readonly from: Provenance;
}

const nhsScotland = read(`${sources.nhsScotland} (half-lives); peak and metabolism: ${sources.asamPharmacology}`);

/** Only four ingredient codes are entered: public lists contradict each other on the others. */
const entries: Record<MedicineCode, Entry> = {
  alprazolam: {
    rxNorm: '596', halfLife: measured(hours(6, 20)), peakAfter: hours(1, 2), metabolism: ['cyp3a4'], from: nhsScotland,
    forms: ['tablet', 'orally-disintegrating-tablet', 'extended-release-tablet', 'oral-liquid'],
  },
  bromazepam: { halfLife: notRecorded, metabolism: [], forms: [], from: toBeChecked('No half-life entered yet') },
  chlordiazepoxide: {
    es: 'clordiazepóxido', halfLife: measured(hours(5, 30)), activeMetabolite: nordiazepam, peakAfter: minutes(30, 240),
    metabolism: ['oxidation'], forms: ['capsule'], from: nhsScotland,
  },
  clobazam: {
    halfLife: measured(hours(12, 60)), activeMetabolite: metabolite('N-desmethylclobazam', hours(40, 80)),
    metabolism: ['cyp3a4', 'cyp2c19'], forms: ['tablet', 'oral-liquid'], from: toBeChecked(`${sources.nhsScotland} (half-life); metabolite: ${sources.general}`),
  },
  clonazepam: {
    rxNorm: '2598', halfLife: measured(hours(18, 50)), peakAfter: hours(1, 2), metabolism: ['cyp3a4', 'nitro-reduction'],
    forms: ['tablet', 'orally-disintegrating-tablet'], from: nhsScotland,
  },
  clorazepate: {
    es: 'clorazepato', halfLife: { kind: 'prodrug' }, activeMetabolite: nordiazepam, peakAfter: minutes(30, 120),
    metabolism: ['gastric-hydrolysis', 'oxidation'], forms: ['tablet'], from: read(sources.asamPharmacology),
  },
  diazepam: {
    rxNorm: '3322', halfLife: measured(hours(20, 100)), activeMetabolite: nordiazepam, peakAfter: minutes(30, 120),
    metabolism: ['cyp3a4', 'cyp2c19'], forms: ['tablet', 'oral-liquid'], from: nhsScotland,
  },
  estazolam: {
    halfLife: measured(hours(10, 24)), peakAfter: hours(2, 2), metabolism: ['cyp3a4'], forms: ['tablet'], from: toBeChecked(sources.comparison),
  },
  flurazepam: {
    halfLife: measuredWithMetabolite(hours(40, 250)), peakAfter: minutes(30, 120), metabolism: ['oxidation'], forms: ['capsule'],
    from: reported(sources.comparison),
  },
  lorazepam: {
    rxNorm: '6470', halfLife: measured(hours(10, 20)), peakAfter: hours(2, 4), metabolism: ['glucuronidation'],
    forms: ['tablet', 'extended-release-capsule', 'oral-liquid'], from: nhsScotland,
  },
  lormetazepam: { halfLife: notRecorded, metabolism: [], forms: [], from: toBeChecked('No half-life entered yet') },
  nitrazepam: { halfLife: measured(hours(15, 38)), metabolism: ['cyp3a4'], forms: [], from: nhsScotland },
  oxazepam: {
    halfLife: measured(hours(4, 15)), peakAfter: hours(2, 4), metabolism: ['glucuronidation'], forms: ['capsule'], from: nhsScotland,
  },
  quazepam: {
    halfLife: measuredWithMetabolite(hours(25, 114)), peakAfter: hours(2, 2), metabolism: ['cyp3a4', 'cyp2c19'], forms: ['tablet'],
    from: reported(sources.comparison),
  },
  temazepam: {
    halfLife: measured(hours(8, 22)), peakAfter: hours(2, 3), metabolism: ['glucuronidation'], forms: ['capsule'], from: nhsScotland,
  },
  triazolam: {
    halfLife: measured(minutes(90, 330)), peakAfter: hours(1, 2), metabolism: ['cyp3a4'], forms: ['tablet'], from: read(sources.asamPharmacology),
  },
  zolpidem: {
    kind: 'z-drug', halfLife: measured(hours(2, 2)), metabolism: ['cyp3a4'], forms: ['tablet', 'extended-release-tablet'], from: nhsScotland,
  },
  zopiclone: { kind: 'z-drug', es: 'zopiclona', halfLife: measured(hours(5, 6)), metabolism: ['cyp3a4'], forms: [], from: nhsScotland },
};

const toMedicine = (code: MedicineCode): Medicine => {
  const entry = entries[code];
  return {
    code,
    kind: entry.kind ?? 'benzodiazepine',
    name: { en: code, es: entry.es ?? code },
    rxNormIngredient: entry.rxNorm ?? null,
    halfLife: entry.halfLife,
    activeMetabolite: entry.activeMetabolite ?? null,
    peakAfter: entry.peakAfter ?? null,
    metabolism: entry.metabolism,
    forms: entry.forms,
    provenance: entry.from,
  };
};

/** Every medicine that a plan can name, in the order of its code. */
export const medicines: readonly Medicine[] = medicineCodes.map(toMedicine);

const byCode = new Map<string, Medicine>(medicines.map((medicine) => [medicine.code, medicine]));

/** The medicine of this code. Never fails: the code is a closed list. */
export const medicineOf = (code: MedicineCode): Medicine => byCode.get(code) ?? toMedicine(code);

/** Whether text from outside names a medicine of the list. */
export const isMedicineCode = (text: string): text is MedicineCode => byCode.has(text);
