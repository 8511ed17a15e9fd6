import { medicineCodes, type MedicineCode } from '@evenkeel/medicines-rules';
import { doseSlots, type DoseSlot, type Micrograms } from './dose-step.js';

export type SlotAmounts = Readonly<Record<DoseSlot, Micrograms>>;

/** One medicine on one day. `total` is always the sum of the slots. */
export interface MedicineDose {
  readonly medicine: MedicineCode;
  readonly slots: SlotAmounts;
  readonly total: Micrograms;
}

/** All medicines of one day in the order of their codes, those of zero left out. Empty when nothing is taken. */
export type DayDose = readonly MedicineDose[];

export const emptySlots: SlotAmounts = { morning: 0, midday: 0, evening: 0, night: 0 };

export const totalOf = (slots: SlotAmounts): Micrograms => slots.morning + slots.midday + slots.evening + slots.night;

/** The dose of one medicine from its slots. */
export const doseOf = (medicine: MedicineCode, slots: SlotAmounts): MedicineDose => ({ medicine, slots, total: totalOf(slots) });

/** The slots of one medicine on a day; all zero when it is not taken. */
export const slotsOf = (day: DayDose, medicine: MedicineCode): SlotAmounts => day.find((dose) => dose.medicine === medicine)?.slots ?? emptySlots;

/** Micrograms of one medicine on a day. */
export const totalOfMedicine = (day: DayDose, medicine: MedicineCode): Micrograms => day.find((dose) => dose.medicine === medicine)?.total ?? 0;

/** The day with the slots of one medicine replaced. */
export function withSlots(day: DayDose, medicine: MedicineCode, slots: SlotAmounts): DayDose {
  const others = day.filter((dose) => dose.medicine !== medicine);
  const dose = doseOf(medicine, slots);
  return inCodeOrder(dose.total === 0 ? others : [...others, dose]);
}

const place = new Map<MedicineCode, number>(medicineCodes.map((code, index) => [code, index]));

/** The same doses in the order of the medicines' codes. */
export const inCodeOrder = (day: readonly MedicineDose[]): DayDose =>
  day.length < 2 ? day : [...day].sort((left, right) => (place.get(left.medicine) ?? 0) - (place.get(right.medicine) ?? 0));

export const isSameDay = (left: DayDose, right: DayDose): boolean =>
  left.length === right.length &&
  left.every((dose, index) => {
    const other = right[index];
    return other !== undefined && dose.medicine === other.medicine && doseSlots.every((slot) => dose.slots[slot] === other.slots[slot]);
  });

/** Slots in which more than one medicine is taken. */
export const sharedSlots = (day: DayDose): readonly DoseSlot[] =>
  day.length < 2 ? [] : doseSlots.filter((slot) => day.filter((dose) => dose.slots[slot] > 0).length > 1);
