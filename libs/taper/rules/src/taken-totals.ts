import { multiply } from '@evenkeel/kernel';
import { addDays } from './calendar-days.js';
import { type DayDose, doseOf, emptySlots, slotsOf } from './day-dose.js';
import type { SlotWord } from './dose-record.js';
import { doseSlots, type DoseSlot, type LocalDate } from './dose-step.js';
import type { DatedDose } from './dose-track.js';

/**
 * What was really taken, day by day, from one day to another, both counted: of those days only on which every dose was said to be
 * taken, missed or declined. Extra doses count as much again, at a time without a dose as much as the first of the day. Of a
 * day of which something was not said nothing is known: it is left out, and is no missed one.
 */
export function takenTotals(prescribed: readonly DatedDose[], words: readonly SlotWord[], from: LocalDate, until: LocalDate): readonly DatedDose[] {
  const days: DatedDose[] = [];
  for (let on = from; on <= until; on = addDays(on, 1)) {
    const dose = prescribed.findLast(({ startsOn }) => startsOn <= on)?.dose ?? [];
    const said = words.filter((word) => word.on === on);
    const slots = doseSlots.filter((slot) => dose.some(({ slots: of }) => of[slot] > 0));
    const isWhole = slots.every((slot) => said.some((word) => word.slot === slot && word.said !== null));
    if (slots.length > 0 && isWhole) days.push({ startsOn: on, dose: takenOf(dose, slots, said) });
  }
  return days;
}

function takenOf(dose: DayDose, slots: readonly DoseSlot[], said: readonly SlotWord[]): DayDose {
  const between = said.filter(({ slot }) => !slots.includes(slot)).reduce((sum, { extra }) => sum + extra, 0);
  const times = (slot: DoseSlot): number => {
    const word = said.find((each) => each.slot === slot);
    return (word?.said === 'taken' ? 1 : 0) + (word?.extra ?? 0) + (slot === slots[0] ? between : 0);
  };
  return dose.map(({ medicine }) => {
    const of = slotsOf(dose, medicine);
    return doseOf(medicine, slots.reduce((all, slot) => ({ ...all, [slot]: multiply(of[slot], times(slot)) }), emptySlots));
  }).filter(({ total }) => total > 0);
}
