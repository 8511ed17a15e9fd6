import type { MedicineCode, ProductCode } from '@evenkeel/medicines-rules';
import { byText } from './by-text.js';
import { daysBetween } from './calendar-days.js';
import type { LocalDate } from './dose-step.js';
import type { DoseMaker } from './make-dose.js';
import { intakeOf, type Schedule } from './schedule.js';

/** So much of one product, in its own unit: quarters of a tablet, microlitres, milligrams of powder. */
export interface AmountNeeded {
  readonly product: ProductCode;
  readonly quarters: number;
  readonly ul: number;
  readonly mg: number;
}

/**
 * What has to be dispensed for the days from `from` to `to`, both counted, by product in the order of the codes. Parts of
 * tablets are added up as parts: two halves are one tablet, as for somebody who keeps the other half.
 */
export function amountsNeeded(schedule: Schedule, makers: ReadonlyMap<MedicineCode, DoseMaker>, from: LocalDate, to: LocalDate): readonly AmountNeeded[] {
  const needed = new Map<ProductCode, { quarters: number; ul: number; mg: number }>();
  schedule.steps.forEach(({ startsOn, dose }, place) => {
    const next = schedule.steps[place + 1]?.startsOn;
    const begin = startsOn > from ? startsOn : from;
    const days = next === undefined || next > to ? daysBetween(begin, to) + 1 : daysBetween(begin, next);
    if (days <= 0) return;
    for (const amount of intakeOf(dose, makers).flatMap(({ amounts }) => amounts)) {
      const so = needed.get(amount.product) ?? { quarters: 0, ul: 0, mg: 0 };
      if ('quarters' in amount) so.quarters += amount.quarters * days;
      else if ('ul' in amount) so.ul += amount.ul * days;
      else so.mg += amount.mg * days;
      needed.set(amount.product, so);
    }
  });
  return [...needed].sort(([left], [right]) => byText(left, right)).map(([product, each]) => ({ product, ...each }));
}
