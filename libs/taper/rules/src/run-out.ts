import { multiply } from '@evenkeel/kernel';
import type { Amount, MedicineCode, ProductCode } from '@evenkeel/medicines-rules';
import { byText } from './by-text.js';
import { addDays } from './calendar-days.js';
import type { SlotWord } from './dose-record.js';
import type { LocalDate } from './dose-step.js';
import type { DoseMaker } from './make-dose.js';
import { longestPlanDays } from './plan.js';
import { daysOf, type Schedule, type SlotIntake } from './schedule.js';

/** One version of a plan on the calendar: from this day on it is what is taken, until the next one begins. */
export interface PlanPart {
  readonly from: LocalDate;
  readonly schedule: Schedule;
  readonly makers: ReadonlyMap<MedicineCode, DoseMaker>;
}

/** So much of one product came into the house on a day, in the product's own unit: quarters, microlitres, milligrams. */
export interface Dispensed {
  readonly on: LocalDate;
  readonly product: ProductCode;
  readonly units: number;
}

export interface SupplyFacts {
  /** Every version that was ever taken from, in the order of its beginning, and the one that waits for its day. */
  readonly parts: readonly PlanPart[];
  readonly dispensed: readonly Dispensed[];
  /** What was said about doses: a missed one stays in the box, an extra one is gone. */
  readonly words: readonly SlotWord[];
  readonly today: LocalDate;
}

/**
 * The first day on which a product of the plan is missing: what was dispensed minus what the plan takes since, product by product. Holds
 * are in the schedule already; missed doses are kept and extra ones are gone. `null` when nothing was dispensed, or when it lasts
 * to the end of the plan. A date that has passed says since when something is missing.
 *
 * A product that was taken before the first dispensing that anybody entered comes from a box nobody knows: nothing is said about it
 * until it is dispensed. A box that was empty before it was refilled owes nothing to the next one.
 */
export function runOutOn({ parts, dispensed, words, today }: SupplyFacts): LocalDate | null {
  const inOrder = [...dispensed].sort((left, right) => byText(left.on, right.on));
  const [first] = inOrder;
  if (first === undefined) return null;
  const box = new Box();
  let place = 0;
  let isFirstDay = true;
  for (const { on, intake } of days(parts, first.on, addDays(today, longestPlanDays))) {
    for (let next = inOrder[place]; next !== undefined && next.on <= on; next = inOrder[++place]) box.fill(next);
    if (isFirstDay) box.leaveOut(intake);
    isFirstDay = false;
    for (const { product, units } of takenOn(intake, words.filter((word) => word.on === on))) box.take(on, product, units);
    // Nothing is dispensed in the future.
    if (on >= today && box.missingSince() !== null) break;
  }
  return box.missingSince();
}

/** What is in the house, product by product. */
class Box {
  private readonly units = new Map<ProductCode, number>();
  private readonly missing = new Map<ProductCode, LocalDate>();
  private readonly unknown = new Set<ProductCode>();

  fill({ product, units }: Dispensed): void {
    this.units.set(product, (this.units.get(product) ?? 0) + units);
    this.missing.delete(product);
    this.unknown.delete(product);
  }

  /** What is taken already and was never dispensed here. */
  leaveOut(intake: readonly SlotIntake[]): void {
    for (const { product } of intake.flatMap(({ amounts }) => amounts)) if (!this.units.has(product)) this.unknown.add(product);
  }

  take(on: LocalDate, product: ProductCode, units: number): void {
    if (this.unknown.has(product)) return;
    const left = (this.units.get(product) ?? 0) - units;
    this.units.set(product, left < 0 ? 0 : left);
    if (left < 0 && !this.missing.has(product)) this.missing.set(product, on);
  }

  missingSince(): LocalDate | null {
    // Filled day by day: the first is the earliest.
    return [...this.missing.values()][0] ?? null;
  }
}

/** Day by day through all versions, each until the next begins. */
function* days(parts: readonly PlanPart[], from: LocalDate, to: LocalDate): Generator<{ readonly on: LocalDate; readonly intake: readonly SlotIntake[] }> {
  for (const [place, part] of parts.entries()) {
    const next = parts[place + 1]?.from;
    const begin = part.from > from ? part.from : from;
    const last = next === undefined ? to : addDays(next, -1);
    yield* daysOf(part.schedule, part.makers, begin, last);
  }
}

/** What a day takes out of the house. A slot that was missed takes nothing, an extra dose as much again; at a time without a dose, as much as the first of the day. */
function takenOn(intake: readonly SlotIntake[], words: readonly SlotWord[]): readonly { readonly product: ProductCode; readonly units: number }[] {
  const between = words.filter(({ slot }) => intake.every((each) => each.slot !== slot)).reduce((sum, { extra }) => sum + extra, 0);
  return intake.flatMap(({ slot, amounts }) => {
    const said = words.find((word) => word.slot === slot);
    const times = (said?.said === 'missed' ? 0 : 1) + (said?.extra ?? 0) + (slot === intake[0]?.slot ? between : 0);
    return amounts.map((amount) => ({ product: amount.product, units: multiply(unitsOf(amount), times) }));
  });
}

/** The amount in its product's own unit. */
export const unitsOf = (amount: Amount): number => ('quarters' in amount ? amount.quarters : 'ul' in amount ? amount.ul : amount.mg);

/** Days before the run-out from which each task is open, the tightest first. */
export const supplySteps = [3, 7, 14] as const;

/** Which of them it is: the tightest one that has come; `null` when there is enough, or nothing is known. */
export const supplyStepAt = (daysLeft: number | null): (typeof supplySteps)[number] | null =>
  daysLeft === null ? null : (supplySteps.find((days) => daysLeft <= days) ?? null);
