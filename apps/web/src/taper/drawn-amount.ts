import { divideDown, divideUp, multiply, remainder } from '@evenkeel/kernel';
import { solidForms } from '@evenkeel/medicines-rules';
import type { ToldAmount } from './told-amount.js';

/** A whole, a half or a quarter of one tablet; capsules and drops are always whole. */
export type DrawnPart = 'whole' | 'half' | 'quarter';

export interface DrawnUnits {
  readonly kind: 'units';
  readonly look: 'tablet' | 'capsule' | 'drop';
  /** In the order in which they lie there: the whole ones first. */
  readonly parts: readonly DrawnPart[];
}

export interface Tick {
  readonly ul: number;
  readonly isLong: boolean;
}

export interface DrawnSyringe {
  readonly kind: 'syringe';
  readonly capacityUl: number;
  /** How often the syringe is filled to which volume: full ones first, then the rest. */
  readonly fillings: readonly { readonly ul: number; readonly times: number }[];
  readonly ticks: readonly Tick[];
}

export type Drawn = DrawnUnits | DrawnSyringe;

/** More than this is counted faster in words than in a picture. */
const mostDrawn = 12;
/** So many lines on the syringe can be told apart on a phone. */
const mostTicks = 25;

/** What an amount looks like; `null` for what is only said in words: powder, and too many to be counted at a glance. */
export function drawnAmount(told: ToldAmount): Drawn | null {
  if (told.quarters !== null && solidForms.some((form) => form === told.form)) {
    const parts = partsOf(told.quarters);
    return parts.length === 0 || parts.length > mostDrawn ? null : { kind: 'units', look: told.form.includes('capsule') ? 'capsule' : 'tablet', parts };
  }
  const { microlitres: ul, syringeMarkMicrolitres: mark, syringeCapacityMicrolitres: capacity } = told;
  if (ul === null || mark === null || capacity === null || ul <= 0 || mark <= 0 || capacity < mark) return null;
  if (told.form === 'oral-drops') {
    const drops = divideDown(ul, mark);
    return drops > mostDrawn ? null : { kind: 'units', look: 'drop', parts: Array.from({ length: drops }, () => 'whole' as const) };
  }
  const full = divideDown(ul, capacity);
  const rest = remainder(ul, capacity);
  const fillings = [...(full === 0 ? [] : [{ ul: capacity, times: full }]), ...(rest === 0 ? [] : [{ ul: rest, times: 1 }])];
  return { kind: 'syringe', capacityUl: capacity, fillings, ticks: ticksOf(capacity, mark) };
}

/** Six quarters are a whole and a half; three are a half and a quarter. */
function partsOf(quarters: number): readonly DrawnPart[] {
  const left = remainder(quarters, 4);
  return [
    ...Array.from({ length: divideDown(quarters, 4) }, () => 'whole' as const),
    ...(left >= 2 ? ['half' as const] : []),
    ...(left === 1 || left === 3 ? ['quarter' as const] : []),
  ];
}

/** The marks of the syringe, thinned out evenly where they would run together; every fifth is long, and so is the last. */
function ticksOf(capacity: number, mark: number): readonly Tick[] {
  const marks = divideDown(capacity, mark);
  const every = [1, 2, 5, 10, 20, 50, 100].find((step) => divideUp(marks, step) <= mostTicks) ?? marks;
  const count = divideDown(marks, every);
  return Array.from({ length: count + 1 }, (_, place) => ({ ul: multiply(multiply(place, every), mark), isLong: remainder(place, 5) === 0 || place === count }));
}
