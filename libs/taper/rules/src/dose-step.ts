import { isRefusal, refuse, type Refusal } from '@evenkeel/kernel';
import { isMedicineCode, type MedicineCode } from '@evenkeel/medicines-rules';
import { byText } from './by-text.js';

/** When in the day a dose is taken. The order is that of the day. */
export const doseSlots = ['morning', 'midday', 'evening', 'night'] as const;

export type DoseSlot = (typeof doseSlots)[number];

/** Whole micrograms, zero or more. Doses are never fractions: 0.1 + 0.2 has no place in a prescription. */
export type Micrograms = number;

/** A date on the patient's calendar, `YYYY-MM-DD`. Text of this shape sorts in the order of time. */
export type LocalDate = string;

/** Ten-thousandths: 2500 is 25 %. */
export type BasisPoints = number;

/**
 * One step of a plan: from this date on, this much a day, until the next step starts. A step of zero is the end of
 * the taper or a pause that the prescriber entered, not a missing figure.
 */
export interface DoseStep {
  readonly startsOn: LocalDate;
  readonly medicine: MedicineCode;
  /** The whole day; always the sum of the slots. */
  readonly total: Micrograms;
  readonly slots: Readonly<Record<DoseSlot, Micrograms>>;
}

export type DoseStepRefusal =
  | 'unknown-medicine'
  | 'not-a-date'
  | 'not-whole-micrograms'
  | 'slots-do-not-add-up'
  | 'dose-out-of-range'
  | 'two-steps-on-one-day';

/** A slip of the decimal point must not pass: no oral daily dose of this list of medicines comes near 300 mg. */
const largestTotal: Micrograms = 300_000;

/**
 * Checks what came from outside and gives it back as a step, or refuses with the field that is wrong.
 * Says nothing about whether the step is wise: that is the prescriber's and, later, the guardrails'.
 */
export function checkDoseStep(step: {
  readonly startsOn: string;
  readonly medicine: string;
  readonly total: number;
  readonly slots: Readonly<Record<DoseSlot, number>>;
}): DoseStep | Refusal<DoseStepRefusal> {
  if (!isLocalDate(step.startsOn)) return refuse('not-a-date', 'startsOn');
  if (!isMedicineCode(step.medicine)) return refuse('unknown-medicine', 'medicine');
  for (const slot of doseSlots) {
    if (!isWhole(step.slots[slot])) return refuse('not-whole-micrograms', slot);
  }
  if (!isWhole(step.total)) return refuse('not-whole-micrograms', 'total');
  if (step.total > largestTotal) return refuse('dose-out-of-range', 'total', { atMost: largestTotal });
  const sum = doseSlots.reduce((so, slot) => so + step.slots[slot], 0);
  if (sum !== step.total) return refuse('slots-do-not-add-up', 'total', { sum });
  const { morning, midday, evening, night } = step.slots;
  return { startsOn: step.startsOn, medicine: step.medicine, total: step.total, slots: { morning, midday, evening, night } };
}

/** Checks a whole plan: every step alone, and no two on the same day. Gives the steps back in the order of time. */
export function checkDoseSteps(
  steps: readonly Parameters<typeof checkDoseStep>[0][],
): readonly DoseStep[] | Refusal<DoseStepRefusal> {
  const checked: DoseStep[] = [];
  for (const step of steps) {
    const each = checkDoseStep(step);
    if (isRefusal(each)) return each;
    checked.push(each);
  }
  const ordered = inOrder(checked);
  const twin = ordered.find((step, place) => step.startsOn === ordered[place - 1]?.startsOn);
  return twin === undefined ? ordered : refuse('two-steps-on-one-day', 'startsOn', { startsOn: twin.startsOn });
}

/** The steps in the order in which they start. The argument is left as it was. */
export const inOrder = (steps: readonly DoseStep[]): readonly DoseStep[] =>
  [...steps].sort((left, right) => byText(left.startsOn, right.startsOn));

const dayNumbers = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether text is a date that exists, written `YYYY-MM-DD`. */
export function isLocalDate(text: string): text is LocalDate {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (parts === null) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const last = month === 2 && !leap ? 28 : (dayNumbers[month - 1] ?? 0);
  return day >= 1 && day <= last;
}

const isWhole = (amount: number): boolean => Number.isSafeInteger(amount) && amount >= 0;
