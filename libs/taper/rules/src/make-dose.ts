import { divideDown, divideUp, multiply, remainder } from '@evenkeel/kernel';
import { portionsOf, type Amount, type MedicineCode, type Product } from '@evenkeel/medicines-rules';
import { byText } from './by-text.js';
import type { Micrograms } from './dose-step.js';
import { countUnits, type CountedUnits } from './count-units.js';

/** How a dose is put together, and at what trouble. */
export interface MadeDose {
  /** Solids from the largest to the smallest, then the measured product, if any. Empty for zero. */
  readonly amounts: readonly Amount[];
  /** A half is one split, a quarter or three quarters are two. */
  readonly splits: number;
  /** Tablets and parts in the hand, fillings of the syringe, weighings. */
  readonly units: number;
}

/** Makes doses of one medicine from the products at hand. Zero can always be made. */
export interface DoseMaker {
  readonly medicine: MedicineCode;
  /**
   * The way with the fewest splits, among those the fewest units; tablets before a measure where both are equal.
   * At most one measured product in a dose: two concentrations side by side are an accident waiting. `null` when
   * the dose cannot be made.
   */
  make(ug: Micrograms): MadeDose | null;
  /** The largest makeable dose that is smaller, at least zero. Zero for zero. */
  below(ug: Micrograms): Micrograms;
  /** The smallest makeable dose that is larger; `null` when there is none because nothing can be made. */
  above(ug: Micrograms): Micrograms | null;
}

/** A product that is measured: multiples of `ug`, each in a measure of `step` (microlitres or milligrams). */
interface Measure {
  readonly product: string;
  readonly kind: 'volume' | 'weight';
  readonly ug: Micrograms;
  readonly step: number;
  /** Micrograms in one full filling. */
  readonly filling: Micrograms;
}

/** A maker for one medicine. Products of other medicines are passed over; the order of the products does not matter. */
export function doseMaker(medicine: MedicineCode, products: readonly Product[]): DoseMaker {
  const own = products.filter((product) => product.medicine === medicine);
  const sorted = [...own].sort((left, right) => byText(left.code, right.code));
  const solids = countUnits(sorted);
  const measures = sorted.flatMap(toMeasure);
  return {
    medicine,
    make: remembered((ug) => makeWith(ug, solids, measures)),
    below: remembered((ug) => largestBelow(ug, solids, measures)),
    above: remembered((ug) => smallestAbove(ug, solids, measures)),
  };
}

function toMeasure(product: Product): Measure[] {
  return portionsOf(product).flatMap((portion): Measure[] => {
    switch (portion.kind) {
      case 'part': return [];
      case 'weight': return [{ product: product.code, kind: 'weight', ug: portion.ug, step: portion.mg, filling: Number.MAX_SAFE_INTEGER }];
      case 'volume': {
        const marks = product.kind === 'liquid' ? divideDown(product.syringeCapacityUl, portion.ul) : 1;
        return [{ product: product.code, kind: 'volume', ug: portion.ug, step: portion.ul, filling: multiply(portion.ug, Math.max(1, marks)) }];
      }
    }
  });
}

interface Way {
  readonly solid: Micrograms;
  readonly measure: Measure | null;
  readonly measured: Micrograms;
  readonly splits: number;
  readonly units: number;
}

function makeWith(ug: Micrograms, solids: CountedUnits, measures: readonly Measure[]): MadeDose | null {
  let best = null as Way | null;
  const consider = (way: Way): void => {
    if (best === null || way.splits < best.splits || (way.splits === best.splits && way.units < best.units)) best = way;
  };
  const whole = solids.cost(ug);
  if (whole !== null) consider({ solid: ug, measure: null, measured: 0, ...whole });
  for (const measure of measures) {
    solids.descend(ug, (solid) => {
      const measured = ug - solid;
      const fillings = divideUp(measured, measure.filling);
      // Further down the measure only needs more fillings, and no way has fewer splits than none.
      if (best !== null && best.splits === 0 && best.units <= fillings) return false;
      const cost = measured === 0 || remainder(measured, measure.ug) !== 0 ? null : solids.cost(solid);
      if (cost !== null) consider({ solid, measure, measured, splits: cost.splits, units: cost.units + fillings });
      return true;
    });
  }
  return best === null ? null : describe(best, solids);
}

function describe({ solid, measure, measured, splits, units }: Way, solids: CountedUnits): MadeDose {
  const amounts = solids.amounts(solid);
  if (measure === null) return { amounts, splits, units };
  const size = multiply(divideDown(measured, measure.ug), measure.step);
  return { amounts: [...amounts, measure.kind === 'volume' ? { product: measure.product, ul: size } : { product: measure.product, mg: size }], splits, units };
}

function largestBelow(ug: Micrograms, solids: CountedUnits, measures: readonly Measure[]): Micrograms {
  let best = 0;
  solids.descend(Math.max(0, ug - 1), (solid) => {
    best = Math.max(best, solid);
    for (const measure of measures) best = Math.max(best, ug - 1 - remainder(Math.max(0, ug - 1 - solid), measure.ug));
    return measures.length > 0 && best < ug - 1;
  });
  return Math.max(0, best);
}

function smallestAbove(ug: Micrograms, solids: CountedUnits, measures: readonly Measure[]): Micrograms | null {
  let best = solids.above(ug);
  if (measures.length === 0) return best;
  solids.descend(ug, (solid) => {
    for (const measure of measures) {
      const next = solid + multiply(divideUp(ug + 1 - solid, measure.ug), measure.ug);
      if (best === null || next < best) best = next;
    }
    return best !== ug + 1;
  });
  return best;
}

/** Answers each amount once. */
function remembered<T>(answer: (ug: Micrograms) => T): (ug: Micrograms) => T {
  const known = new Map<Micrograms, T>();
  return (ug) => {
    if (!known.has(ug)) known.set(ug, answer(ug));
    return known.get(ug) as T;
  };
}
