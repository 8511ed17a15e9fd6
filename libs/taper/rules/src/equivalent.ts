import { divideDown, divideNearest, multiply } from '@evenkeel/kernel';
import type { EquivalenceChoice, MedicineCode } from '@evenkeel/medicines-rules';
import { commonDivisor } from './common-divisor.js';
import type { Micrograms } from './dose-step.js';
import type { DayDose } from './day-dose.js';

/** The signed factor between two medicines, whichever way round it was signed; `null` when there is none. */
export function factorBetween(from: MedicineCode, to: MedicineCode, choices: readonly EquivalenceChoice[]): { readonly fromUg: Micrograms; readonly toUg: Micrograms } | null {
  for (const choice of choices) {
    if (choice.from === from && choice.to === to) return { fromUg: choice.fromUg, toUg: choice.toUg };
    if (choice.from === to && choice.to === from) return { fromUg: choice.toUg, toUg: choice.fromUg };
  }
  return null;
}

/** A dose of one medicine in another one by the signed factor, to the nearest microgram; `null` without a factor. */
export function equivalentUg(ug: Micrograms, from: MedicineCode, to: MedicineCode, choices: readonly EquivalenceChoice[]): Micrograms | null {
  if (from === to) return ug;
  const factor = factorBetween(from, to, choices);
  return factor === null ? null : divideNearest(multiply(ug, factor.toUg), factor.fromUg);
}

/** So much one microgram of each medicine counts, in a unit that makes all of them whole numbers. */
export type Weights = ReadonlyMap<MedicineCode, number>;

/**
 * Weights under which days of different medicines can be added and compared without a fraction. A single medicine
 * weighs 1 and needs no factor. `null` when a medicine has no signed factor to the others.
 */
export function weightsOf(medicines: readonly MedicineCode[], choices: readonly EquivalenceChoice[]): Weights | null {
  const distinct = [...new Set(medicines)];
  const [only] = distinct;
  if (distinct.length < 2) return new Map(only === undefined ? [] : [[only, 1]]);
  const reference = choices[0]?.to;
  if (reference === undefined) return null;
  const shares = new Map<MedicineCode, ReturnType<typeof lowest>>();
  for (const medicine of distinct) {
    const factor = medicine === reference ? { fromUg: 1, toUg: 1 } : factorBetween(medicine, reference, choices);
    if (factor === null) return null;
    shares.set(medicine, lowest(factor));
  }
  const common = [...shares.values()].reduce((so, { fromUg }) => multiply(divideDown(so, commonDivisor(so, fromUg)), fromUg), 1);
  return new Map([...shares].map(([medicine, { fromUg, toUg }]) => [medicine, multiply(divideDown(common, fromUg), toUg)]));
}

/** The whole day in the unit of the weights. Throws for a medicine that has no weight. */
export function weigh(day: DayDose, weights: Weights): number {
  let sum = 0;
  for (const dose of day) {
    const weight = weights.get(dose.medicine);
    if (weight === undefined) throw new RangeError(`${dose.medicine} has no weight`);
    sum += multiply(dose.total, weight);
  }
  return sum;
}

function lowest({ fromUg, toUg }: { readonly fromUg: number; readonly toUg: number }): { readonly fromUg: number; readonly toUg: number } {
  const divisor = commonDivisor(fromUg, toUg);
  return { fromUg: divideDown(fromUg, divisor), toUg: divideDown(toUg, divisor) };
}
