import { isWhole, multiply, refuse, remainder, type Refusal } from '@evenkeel/kernel';
import type { CheckedLocal, LocalProductInput, LocalProductRefusal } from './local-product-input.js';
import type { MedicineCode, Provenance } from './medicine.js';
import {
  liquidForms, portionsOf, solidForms, splittables,
  type LiquidProduct, type PowderProduct, type Product, type ProductCode, type ProductCountry, type SolidProduct,
} from './product.js';
import { productsOf } from './products.js';

/** What every kind of local product has, checked. */
export interface LocalCommon {
  readonly code: ProductCode;
  readonly medicine: MedicineCode;
  readonly label: string;
  readonly countries: readonly ProductCountry[];
  readonly rxNorm: string | null;
  readonly provenance: Provenance;
  readonly local: true;
}

/** The largest figures that make sense: more is a slip of the unit. */
const largest = { ug: 100_000, ugPerG: 1_000_000, markUl: 5000, capacityUl: 60_000, markMg: 1000 } as const;

/** Finer marks than a hundredth of a millilitre are on no oral syringe. */
const smallestMarkUl = 10;

/** How many parts a score makes of a unit. */
const partsOf = { whole: 1, halves: 2, quarters: 4 } as const;

/** A tablet or capsule. Only plain tablets are split, and only into parts of whole micrograms. */
export function checkSolid(input: LocalProductInput, common: LocalCommon): CheckedLocal<SolidProduct> {
  const form = solidForms.find((each) => each === input.form);
  if (form === undefined) return refuse('unknown-form', 'form');
  const strengthUg = input.strengthUg ?? 0;
  const wrong = checkFigure('strengthUg', strengthUg, 1, largest.ug) ?? checkKnown('strengthUg', strengthUg, input, strengthsOf(common.medicine, 'solid'));
  if (wrong !== null) return wrong;
  const splittable = splittables.find((each) => each === input.splittable);
  if (splittable === undefined) return refuse('unknown-splitting', 'splittable');
  if (splittable !== 'whole' && form !== 'tablet') return refuse('must-not-be-split', 'splittable');
  if (remainder(strengthUg, partsOf[splittable]) !== 0) return refuse('part-not-whole-micrograms', 'splittable', { strengthUg });
  return { kind: 'solid', ...common, form, strengthUg, splittable };
}

/** A liquid with the device that is dispensed with it. */
export function checkLiquid(input: LocalProductInput, common: LocalCommon): CheckedLocal<LiquidProduct> {
  const form = liquidForms.find((each) => each === input.form);
  if (form === undefined) return refuse('unknown-form', 'form');
  const [concentrationUgPerMl, syringeMarkUl, syringeCapacityUl] = [input.concentrationUgPerMl ?? 0, input.syringeMarkUl ?? 0, input.syringeCapacityUl ?? 0];
  const wrong =
    checkFigure('concentrationUgPerMl', concentrationUgPerMl, 1, largest.ug) ??
    checkKnown('concentrationUgPerMl', concentrationUgPerMl, input, strengthsOf(common.medicine, 'liquid')) ??
    checkFigure('syringeMarkUl', syringeMarkUl, smallestMarkUl, largest.markUl) ??
    checkFigure('syringeCapacityUl', syringeCapacityUl, syringeMarkUl, largest.capacityUl);
  if (wrong !== null) return wrong;
  if (remainder(syringeCapacityUl, syringeMarkUl) !== 0) return refuse('capacity-not-whole-marks', 'syringeCapacityUl', { syringeMarkUl });
  const product: LiquidProduct = { kind: 'liquid', ...common, form, concentrationUgPerMl, syringeMarkUl, syringeCapacityUl };
  if (portionsOf(product).length > 0) return product;
  return refuse('mark-not-whole-micrograms', 'syringeMarkUl', { wholeAtUl: wholeAt(syringeMarkUl, concentrationUgPerMl) });
}

/** A powder with the scale it is weighed on. Nothing shipped can be compared with it, so a person always confirms it. */
export function checkPowder(input: LocalProductInput, common: LocalCommon): CheckedLocal<PowderProduct> {
  if (input.form !== 'powder') return refuse('unknown-form', 'form');
  const [concentrationUgPerG, scaleMarkMg] = [input.concentrationUgPerG ?? 0, input.scaleMarkMg ?? 0];
  const wrong =
    checkFigure('concentrationUgPerG', concentrationUgPerG, 1, largest.ugPerG) ??
    checkKnown('concentrationUgPerG', concentrationUgPerG, input, []) ??
    checkFigure('scaleMarkMg', scaleMarkMg, 1, largest.markMg);
  if (wrong !== null) return wrong;
  const product: PowderProduct = { kind: 'powder', ...common, form: 'powder', concentrationUgPerG, scaleMarkMg };
  if (portionsOf(product).length > 0) return product;
  return refuse('mark-not-whole-micrograms', 'scaleMarkMg', { wholeAtMg: wholeAt(scaleMarkMg, concentrationUgPerG) });
}

/** The shipped strengths or concentrations of a medicine in one kind of product. */
const strengthsOf = (medicine: MedicineCode, kind: 'solid' | 'liquid'): readonly number[] =>
  productsOf(medicine).flatMap((product: Product) => {
    if (product.kind !== kind) return [];
    return product.kind === 'solid' ? [product.strengthUg] : product.kind === 'liquid' ? [product.concentrationUgPerMl] : [];
  });

function checkFigure(field: string, figure: number, atLeast: number, atMost: number): Refusal<LocalProductRefusal> | null {
  if (!isWhole(figure) || figure < 1) return refuse('not-whole-and-positive', field);
  return figure < atLeast || figure > atMost ? refuse('figure-out-of-range', field, { atLeast, atMost }) : null;
}

/**
 * The slip of a decimal point: ten times or a tenth of a known figure, or ten times beyond all of them. A known figure
 * passes, and so does what somebody has confirmed on the label.
 */
function checkKnown(field: string, figure: number, { strengthConfirmed }: LocalProductInput, known: readonly number[]): Refusal<LocalProductRefusal> | null {
  if (strengthConfirmed || known.includes(figure)) return null;
  if (known.length === 0) return refuse('nothing-to-compare', field);
  const slipped = known.find((each) => figure === multiply(each, 10) || multiply(figure, 10) === each);
  if (slipped !== undefined) return refuse('ten-fold', field, { known: slipped });
  const [smallest, biggest] = [Math.min(...known), Math.max(...known)];
  if (figure > multiply(biggest, 10)) return refuse('ten-fold', field, { known: biggest });
  return multiply(figure, 10) < smallest ? refuse('ten-fold', field, { known: smallest }) : null;
}

/** The smallest whole number of marks, as a volume or weight, that holds a whole number of micrograms. */
function wholeAt(mark: number, perThousand: number): number {
  let marks = 1;
  while (remainder(multiply(multiply(mark, marks), perThousand), 1000) !== 0) marks += 1;
  return multiply(mark, marks);
}
