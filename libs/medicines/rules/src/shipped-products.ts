import type { MedicineCode, Provenance } from './medicine.js';
import type { LiquidProduct, ProductCountry, SolidForm, SolidProduct, Splittable, Ug } from './product.js';
import { oralSyringes } from './syringes.js';

const shortForms: Record<SolidForm, string> = {
  tablet: 'tablet',
  'orally-disintegrating-tablet': 'odt',
  'extended-release-tablet': 'er-tablet',
  capsule: 'capsule',
  'extended-release-capsule': 'er-capsule',
};

/** What all strengths of one line of the tables have in common. */
export interface SolidLine {
  readonly medicine: MedicineCode;
  readonly form: SolidForm;
  readonly provenance: Provenance;
  readonly countries: readonly ProductCountry[];
  readonly splittable?: Splittable;
  /** Ends the codes of a line that shares medicine, form and strengths with another one. */
  readonly suffix?: string;
}

/** One product for each strength in micrograms, with its RxNorm code or `null`. Nothing may be split unless the line says so. */
export function solids(line: SolidLine, strengths: readonly (readonly [Ug, string | null])[]): readonly SolidProduct[] {
  return strengths.map(([strengthUg, rxNorm]) => ({
    kind: 'solid',
    code: [line.medicine, shortForms[line.form], String(strengthUg), ...(line.suffix === undefined ? [] : [line.suffix])].join('-'),
    medicine: line.medicine,
    form: line.form,
    strengthUg,
    splittable: line.splittable ?? 'whole',
    rxNorm,
    label: null,
    provenance: line.provenance,
    local: false,
    countries: line.countries,
  }));
}

/** A liquid measured with an oral syringe of 1 mL; dispensed with another one it is `withSyringe` of it. */
export function liquid(
  medicine: MedicineCode,
  concentrationUgPerMl: number,
  rxNorm: string | null,
  countries: readonly ProductCountry[],
  provenance: Provenance,
): LiquidProduct {
  return {
    kind: 'liquid',
    code: [medicine, 'liquid', String(concentrationUgPerMl)].join('-'),
    medicine,
    form: 'oral-liquid',
    concentrationUgPerMl,
    syringeMarkUl: oralSyringes['1-ml'].markUl,
    syringeCapacityUl: oralSyringes['1-ml'].capacityUl,
    rxNorm,
    label: null,
    provenance,
    local: false,
    countries,
  };
}
