import { isRefusal } from '@evenkeel/kernel';
import { isMedicineCode, products, type Product } from '@evenkeel/medicines-rules';
import { isSameDay, layOut, parsePlan, scheduleOf, stepOn, type DatedStep, type LaidPlan, type PlanChange, type Schedule, type TaperPlan } from '@evenkeel/taper-rules';
import type { ShownChange } from '../taper/shown-changes.js';

/** A plan on the patient's calendar. */
export interface OwnCalendar {
  readonly plan: TaperPlan;
  /** Of which products each dose is made. */
  readonly laid: Pick<LaidPlan, 'makers' | 'products'>;
  readonly schedule: Schedule;
}

/**
 * Reads a plan as the API tells it and puts it on the calendar, together with what was changed on this device and is not
 * in it yet. `null` for a plan that this version cannot read: then nothing of it is shown.
 * @param own products of the organisation, as JSON each
 */
export function calendarOf(text: string, own: readonly string[], changes: readonly ShownChange[] = []): OwnCalendar | null {
  const plan = parsePlan(text);
  if (isRefusal(plan)) return null;
  const known = new Map<string, Product>([...products, ...own.flatMap(readProduct)].map((product) => [product.code, product]));
  const laid = layOut(plan, known);
  if (isRefusal(laid)) return null;
  const added = changes.filter(({ where }) => where !== 'refused').map(({ kind, localDate }): PlanChange => {
    const on = localDate < plan.startsOn ? plan.startsOn : localDate;
    return kind === 'hold' ? { kind, on, days: null } : { kind, on };
  });
  return { plan, laid, schedule: scheduleOf(laid, [...plan.changes, ...added]) };
}

/** A product in the shape of the rules; nothing for text that is none. */
function readProduct(text: string): readonly Product[] {
  try {
    const value = JSON.parse(text) as Partial<Product> | null;
    return value !== null && typeof value.code === 'string' && typeof value.kind === 'string' && isMedicineCode(value.medicine ?? '') ? [value as Product] : [];
  } catch {
    return [];
  }
}

/** Steps at which the dose becomes another one: a step that repeats the dose before it is passed over. */
export const changingSteps = (steps: readonly DatedStep[]): readonly DatedStep[] =>
  steps.filter((step, place) => {
    const before = steps[place - 1];
    return before === undefined || !isSameDay(before.dose, step.dose);
  });

/** The dose now and the one that is planned next, with its date; `next` is `null` when there is none, or none with a date. */
export function nowAndNext(schedule: Schedule, on: string): { readonly now: DatedStep | null; readonly next: DatedStep | null } {
  const changing = { ...schedule, steps: changingSteps(schedule.steps) };
  return { now: stepOn(changing, on), next: changing.steps.find(({ startsOn }) => startsOn > on) ?? null };
}
