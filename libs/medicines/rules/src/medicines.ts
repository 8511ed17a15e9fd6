import type { ActiveMetabolite, Certainty, HalfLife, Medicine, MedicineCode, MedicineForm, MedicineKind } from './medicine.js';
import { medicineCodes } from './medicine.js';

/** Counts as a version: raise it with every change, it is stamped on what was decided with these data. */
export const medicinesVersion = 1;

const nhsScotland = 'NHS Scotland, Right Decisions: benzodiazepines and z-drugs, switching to diazepam (half-lives)';
const asam = 'ASAM joint guideline on benzodiazepine tapering 2025, pocket guide p. 19';
const comparison = 'benzoreform.org, comparison of benzodiazepine pharmacology';
const none = 'No half-life entered yet';

const measured = (from: number, to: number): HalfLife => ({ kind: 'measured', hours: { from, to }, includesMetabolite: false });
const measuredWithMetabolite = (from: number, to: number): HalfLife => ({ kind: 'measured', hours: { from, to }, includesMetabolite: true });
const metabolite = (name: string, from: number, to: number): ActiveMetabolite => ({ name, hours: { from, to } });

interface Entry {
  readonly kind?: MedicineKind;
  readonly es: string;
  readonly rxNorm?: string;
  readonly halfLife: HalfLife;
  readonly activeMetabolite?: ActiveMetabolite;
  readonly forms: readonly MedicineForm[];
  readonly source: string;
  readonly certainty?: Certainty;
}

/** Only four ingredient codes are entered: public lists contradict each other on the others. */
const entries: Record<MedicineCode, Entry> = {
  alprazolam: {
    es: 'alprazolam', rxNorm: '596', halfLife: measured(6, 20), source: nhsScotland,
    forms: ['tablet', 'orally-disintegrating-tablet', 'extended-release-tablet', 'oral-liquid'],
  },
  bromazepam: { es: 'bromazepam', halfLife: { kind: 'not-recorded' }, forms: [], source: none, certainty: 'to-be-checked' },
  chlordiazepoxide: {
    es: 'clordiazepóxido', halfLife: measured(5, 30), activeMetabolite: metabolite('nordiazepam', 36, 200),
    forms: ['capsule'], source: nhsScotland,
  },
  clobazam: {
    es: 'clobazam', halfLife: measured(12, 60), activeMetabolite: metabolite('N-desmethylclobazam', 40, 80),
    forms: ['tablet'], source: nhsScotland, certainty: 'to-be-checked',
  },
  clonazepam: {
    es: 'clonazepam', rxNorm: '2598', halfLife: measured(18, 50), source: nhsScotland,
    forms: ['tablet', 'orally-disintegrating-tablet'],
  },
  clorazepate: {
    es: 'clorazepato', halfLife: { kind: 'prodrug' }, activeMetabolite: metabolite('nordiazepam', 36, 200),
    forms: ['tablet'], source: asam,
  },
  diazepam: {
    es: 'diazepam', rxNorm: '3322', halfLife: measured(20, 100), activeMetabolite: metabolite('nordiazepam', 36, 200),
    forms: ['tablet', 'oral-liquid'], source: nhsScotland,
  },
  estazolam: { es: 'estazolam', halfLife: measured(10, 24), forms: ['tablet'], source: comparison, certainty: 'to-be-checked' },
  flurazepam: {
    es: 'flurazepam', halfLife: measuredWithMetabolite(40, 250), forms: ['capsule'], source: comparison, certainty: 'secondary-source',
  },
  lorazepam: {
    es: 'lorazepam', rxNorm: '6470', halfLife: measured(10, 20), source: nhsScotland,
    forms: ['tablet', 'extended-release-capsule', 'oral-liquid'],
  },
  lormetazepam: { es: 'lormetazepam', halfLife: { kind: 'not-recorded' }, forms: [], source: none, certainty: 'to-be-checked' },
  nitrazepam: { es: 'nitrazepam', halfLife: measured(15, 38), forms: [], source: nhsScotland },
  oxazepam: { es: 'oxazepam', halfLife: measured(4, 15), forms: ['capsule'], source: nhsScotland },
  quazepam: {
    es: 'quazepam', halfLife: measuredWithMetabolite(25, 114), forms: ['tablet'], source: comparison, certainty: 'secondary-source',
  },
  temazepam: { es: 'temazepam', halfLife: measured(8, 22), forms: ['capsule'], source: nhsScotland },
  triazolam: { es: 'triazolam', halfLife: measured(1.5, 5.5), forms: ['tablet'], source: asam },
  zolpidem: { kind: 'z-drug', es: 'zolpidem', halfLife: measured(2, 2), forms: ['tablet', 'extended-release-tablet'], source: nhsScotland },
  zopiclone: { kind: 'z-drug', es: 'zopiclona', halfLife: measured(5, 6), forms: [], source: nhsScotland },
};

const toMedicine = (code: MedicineCode): Medicine => {
  const entry = entries[code];
  return {
    code,
    kind: entry.kind ?? 'benzodiazepine',
    name: { en: code, es: entry.es },
    rxNormIngredient: entry.rxNorm ?? null,
    halfLife: entry.halfLife,
    activeMetabolite: entry.activeMetabolite ?? null,
    forms: entry.forms,
    provenance: { source: entry.source, certainty: entry.certainty ?? 'read-in-source', checkedOn: '2026-11-22' },
  };
};

/** Every medicine that a plan can name, in the order of its code. */
export const medicines: readonly Medicine[] = medicineCodes.map(toMedicine);

const byCode = new Map<string, Medicine>(medicines.map((medicine) => [medicine.code, medicine]));

/** The medicine of this code. Never fails: the code is a closed list. */
export const medicineOf = (code: MedicineCode): Medicine => byCode.get(code) ?? toMedicine(code);

/** Whether text from outside names a medicine of the list. */
export const isMedicineCode = (text: string): text is MedicineCode => byCode.has(text);
