import { isRefusal } from '@evenkeel/kernel';
import { doseSlots, riskFactors, takenPatterns } from '@evenkeel/taper-rules';
import { type DecimalRefusal, type DecimalSign, parseDecimal, parseMg, writeMg } from '../editor/decimal.js';
import type { FoundIntake } from './use-intake.js';

export type TakenSlot = (typeof doseSlots)[number];

/** One medicine as it stands in the form: text as it was typed. An empty slot is none. */
export interface TakenRow {
  /** Stays with the row when others go. */
  readonly key: number;
  readonly medicine: string;
  readonly slots: Readonly<Record<TakenSlot, string>>;
  readonly pattern: string;
  readonly daysAMonth: string;
}

export interface IntakeForm {
  readonly taken: readonly TakenRow[];
  readonly indication: string;
  readonly monthsOfUse: string;
  readonly factors: readonly string[];
  readonly riskReviewOn: string;
  readonly words: string;
}

export interface IntakeFault {
  /** As the server names fields, such as `taken.1.medicine`; slots by their own name, such as `taken.1.night`. */
  readonly field: string;
  readonly reason: DecimalRefusal;
}

export interface IntakeInput {
  readonly taken: {
    readonly medicine: string;
    readonly morningMicrograms: number;
    readonly middayMicrograms: number;
    readonly eveningMicrograms: number;
    readonly nightMicrograms: number;
    readonly pattern: string;
    readonly daysAMonth: number | null;
  }[];
  readonly indication: string;
  readonly monthsOfUse: number | null;
  readonly factors: string[];
  readonly riskReviewOn: string | null;
  readonly words: string | null;
}

export const emptyRow = (key: number): TakenRow => ({ key, medicine: '', slots: { morning: '', midday: '', evening: '', night: '' }, pattern: 'daily', daysAMonth: '' });

/** Epilepsy as the reason is no box of its own: the server adds it with the indication, and it goes when the indication does. */
export const tickedFactors = riskFactors.filter((each) => each !== 'epilepsy-indication');

/** The form as it begins: what the intake before says, so that only what changed is typed; one empty medicine where there is none. */
export function formOf(intake: FoundIntake | null, sign: DecimalSign): IntakeForm {
  if (intake === null) return { taken: [emptyRow(0)], indication: '', monthsOfUse: '', factors: [], riskReviewOn: '', words: '' };
  const text = (micrograms: number): string => (micrograms === 0 ? '' : writeMg(micrograms, sign));
  return {
    taken: intake.taken.map(({ dose, pattern, daysAMonth }, key) => ({
      key, medicine: dose.medicine, pattern: takenPatterns.find((each) => each === pattern) ?? 'daily', daysAMonth: daysAMonth === null ? '' : String(daysAMonth),
      slots: { morning: text(dose.morningMicrograms), midday: text(dose.middayMicrograms), evening: text(dose.eveningMicrograms), night: text(dose.nightMicrograms) },
    })),
    indication: intake.indication, monthsOfUse: intake.monthsOfUse === null ? '' : String(intake.monthsOfUse), factors: tickedFactors.filter((each) => intake.factors.includes(each)),
    riskReviewOn: intake.riskReviewOn ?? '', words: intake.words ?? '',
  };
}

/** The form as it is sent, or everything that keeps it from being sent, in the order of the form. Bounds are the server's. */
export function inputOf(form: IntakeForm, sign: DecimalSign): IntakeInput | readonly IntakeFault[] {
  const faults: IntakeFault[] = [];
  const missing = (field: string): void => void faults.push({ field, reason: 'missing' });
  const whole = (text: string, field: string): number => {
    const read = parseDecimal(text, 0, sign);
    if (!isRefusal(read)) return read;
    faults.push({ field, reason: read.code });
    return 0;
  };
  const taken = form.taken.map(({ medicine, slots, pattern, daysAMonth }, place) => {
    const path = `taken.${place}`;
    if (medicine === '') missing(`${path}.medicine`);
    const amount = (slot: TakenSlot): number => {
      if (slots[slot].trim() === '') return 0;
      const read = parseMg(slots[slot], sign);
      if (!isRefusal(read)) return read;
      faults.push({ field: `${path}.${slot}`, reason: read.code });
      return 0;
    };
    const before = faults.length;
    const [morningMicrograms, middayMicrograms, eveningMicrograms, nightMicrograms] = [amount('morning'), amount('midday'), amount('evening'), amount('night')];
    if (faults.length === before && morningMicrograms + middayMicrograms + eveningMicrograms + nightMicrograms === 0) missing(`${path}.morning`);
    return {
      medicine, pattern, morningMicrograms, middayMicrograms, eveningMicrograms, nightMicrograms,
      daysAMonth: pattern === 'daily' ? null : whole(daysAMonth, `${path}.daysAMonth`),
    };
  });
  if (form.indication === '') missing('indication');
  const monthsOfUse = form.monthsOfUse.trim() === '' ? null : whole(form.monthsOfUse, 'monthsOfUse');
  if (faults.length > 0) return faults;
  return { taken, indication: form.indication, monthsOfUse, factors: [...form.factors], riskReviewOn: form.riskReviewOn === '' ? null : form.riskReviewOn, words: form.words.trim() === '' ? null : form.words };
}

/** The field on the screen that a refusal names; `null` for one that stands above all. */
export function fieldNamed(name: string | null, form: IntakeForm): string | null {
  if (name === null) return null;
  const [, place, part] = /^taken\.(\d+)\.(medicine|pattern|slots|daysAMonth)$/.exec(name) ?? [];
  if (place !== undefined) return Number(place) < form.taken.length ? `taken.${place}.${part === 'slots' ? 'morning' : part}` : null;
  return ['indication', 'monthsOfUse', 'riskReviewOn', 'words'].includes(name) ? name : null;
}
