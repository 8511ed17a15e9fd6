import { isRefusal, type Refusal, refuse } from '@evenkeel/kernel';
import { interactantsIn, interactionsBetween, type Interaction, isMedicineCode, type MedicineCode } from '@evenkeel/medicines-rules';
import { addDays } from './calendar-days.js';
import { type DayDose, doseOf, inCodeOrder, type SlotAmounts } from './day-dose.js';
import { doseSlots, isLocalDate, type LocalDate } from './dose-step.js';
import { riskFactors, type RiskFactor } from './risk-factors.js';

/** How a medicine is really taken. Only what is taken daily counts as the dose that a plan begins from. */
export const takenPatterns = ['daily', 'irregular', 'as-needed'] as const;
export type TakenPattern = (typeof takenPatterns)[number];

/** What it was first prescribed for. Epilepsy is a risk factor of its own: a neurologist signs. */
export const indications = ['anxiety', 'panic', 'insomnia', 'epilepsy', 'muscle-spasm', 'restless-legs', 'alcohol-withdrawal', 'psychiatric-crisis', 'other', 'not-known'] as const;
export type Indication = (typeof indications)[number];

/** People outside who treat the patient too. */
export const outsideRoles = ['general-practitioner', 'psychiatrist', 'neurologist', 'obstetrician', 'pharmacist', 'pain-specialist', 'therapist', 'other'] as const;
export type OutsideRole = (typeof outsideRoles)[number];

export interface TakenMedicine {
  readonly medicine: MedicineCode;
  readonly slots: SlotAmounts;
  readonly pattern: TakenPattern;
  /** `null` where it is taken daily. */
  readonly daysAMonth: number | null;
}

export interface Intake {
  readonly taken: readonly TakenMedicine[];
  readonly indication: Indication;
  readonly monthsOfUse: number | null;
  readonly factors: readonly RiskFactor[];
  readonly riskReviewOn: LocalDate | null;
  /** Trimmed; `null` for no words. */
  readonly words: string | null;
}

/** The same as somebody enters it. */
export interface GivenIntake {
  readonly taken: readonly { readonly medicine: string; readonly slots: SlotAmounts; readonly pattern: string; readonly daysAMonth: number | null }[];
  readonly indication: string;
  readonly monthsOfUse: number | null;
  readonly factors: readonly string[];
  readonly riskReviewOn: string | null;
  readonly words: string | null;
}

/** No oral daily dose of these medicines comes near 300 mg; nobody has taken one for longer than eighty years. */
const most = { doseMg: 300, months: 960, words: 4000, name: 120, medicines: 10 } as const;

/** What a prescriber found, checked against the patient's today, or a refusal that names the field, such as `taken.1.slots`. */
export function checkIntake(given: GivenIntake, today: LocalDate): Intake | Refusal {
  const taken: TakenMedicine[] = [];
  if (given.taken.length > most.medicines) return refuse('too-large', 'taken', { atMost: most.medicines });
  for (const [place, each] of given.taken.entries()) {
    const checked = checkTaken(each, `taken.${place}`);
    if (isRefusal(checked)) return checked;
    if (taken.some(({ medicine, pattern }) => medicine === checked.medicine && pattern === checked.pattern)) return refuse('named-twice', `taken.${place}.medicine`);
    taken.push(checked);
  }
  const indication = indications.find((each) => each === given.indication);
  if (indication === undefined) return refuse('not-one-of', 'indication');
  const { monthsOfUse } = given;
  if (monthsOfUse !== null && !Number.isSafeInteger(monthsOfUse)) return refuse('not-whole', 'monthsOfUse');
  if (monthsOfUse !== null && monthsOfUse < 0) return refuse('too-small', 'monthsOfUse', { atLeast: 0 });
  if (monthsOfUse !== null && monthsOfUse > most.months) return refuse('too-large', 'monthsOfUse', { atMost: most.months });
  if (given.factors.some((each) => !riskFactors.some((known) => known === each))) return refuse('not-one-of', 'factors');
  const { riskReviewOn } = given;
  if (riskReviewOn !== null && !isLocalDate(riskReviewOn)) return refuse('not-a-date', 'riskReviewOn');
  if (riskReviewOn !== null && riskReviewOn > today) return refuse('in-the-future', 'riskReviewOn', { today });
  const words = given.words?.trim() ?? '';
  if (words.length > most.words) return refuse('text-too-long', 'words', { atMost: most.words });
  const factors = riskFactors.filter((each) => given.factors.includes(each) || (each === 'epilepsy-indication' && indication === 'epilepsy'));
  return { taken, indication, monthsOfUse, factors, riskReviewOn, words: words === '' ? null : words };
}

function checkTaken({ medicine, slots, pattern: given, daysAMonth }: GivenIntake['taken'][number], path: string): TakenMedicine | Refusal {
  if (!isMedicineCode(medicine)) return refuse('not-one-of', `${path}.medicine`);
  const pattern = takenPatterns.find((each) => each === given);
  if (pattern === undefined) return refuse('not-one-of', `${path}.pattern`);
  if (doseSlots.some((slot) => !Number.isSafeInteger(slots[slot]) || slots[slot] < 0)) return refuse('not-whole', `${path}.slots`);
  const { total } = doseOf(medicine, slots);
  if (total === 0) return refuse('too-small', `${path}.slots`, { atLeast: 1 });
  if (total > most.doseMg * 1000) return refuse('more-than-mg', `${path}.slots`, { atMostMg: most.doseMg });
  if (pattern === 'daily') return { medicine, slots, pattern, daysAMonth: null };
  if (daysAMonth === null) return refuse('missing', `${path}.daysAMonth`);
  if (!Number.isSafeInteger(daysAMonth)) return refuse('not-whole', `${path}.daysAMonth`);
  if (daysAMonth < 1) return refuse('too-small', `${path}.daysAMonth`, { atLeast: 1 });
  return daysAMonth > 31 ? refuse('too-large', `${path}.daysAMonth`, { atMost: 31 }) : { medicine, slots, pattern, daysAMonth };
}

/** The dose that is taken every day: what a first plan is held against. */
export const dailyDoseOf = (taken: readonly TakenMedicine[]): DayDose =>
  inCodeOrder(taken.filter(({ pattern }) => pattern === 'daily').map(({ medicine, slots }) => doseOf(medicine, slots)));

/**
 * An age from the year of birth alone, which leaves two: the one that asks for more care, younger for the young and older
 * for the old.
 */
export function cautiousAge(birthYear: number, today: LocalDate): number {
  const older = Number(today.slice(0, 4)) - birthYear;
  return older > 40 ? older : Math.max(0, older - 1);
}

export interface DatedMedicine {
  /** Trimmed. */
  readonly name: string;
  readonly startedOn: LocalDate | null;
  readonly stoppedOn: LocalDate | null;
}

/** Another medicine with its dates. Courses may be planned up to a year ahead. Refusals name `name`, `startedOn` or `stoppedOn`. */
export function checkOtherMedicine(given: { readonly name: string; readonly startedOn: string | null; readonly stoppedOn: string | null }, today: LocalDate): DatedMedicine | Refusal {
  const name = given.name.trim();
  if (name === '') return refuse('missing', 'name');
  if (name.length > most.name) return refuse('text-too-long', 'name', { atMost: most.name });
  for (const field of ['startedOn', 'stoppedOn'] as const) {
    const date = given[field];
    if (date !== null && !isLocalDate(date)) return refuse('not-a-date', field);
    if (date !== null && date > addDays(today, 366)) return refuse('too-far-ahead', field);
  }
  if (given.startedOn !== null && given.stoppedOn !== null && given.stoppedOn < given.startedOn) return refuse('before-the-start', 'stoppedOn');
  return { name, startedOn: given.startedOn, stoppedOn: given.stoppedOn };
}

export interface OutsideContact {
  readonly role: OutsideRole;
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
}

/** Somebody outside who treats the patient. Refusals name the field. */
export function checkOutsideClinician(given: { readonly role: string; readonly name: string; readonly phone: string | null; readonly email: string | null }): OutsideContact | Refusal {
  const role = outsideRoles.find((each) => each === given.role);
  if (role === undefined) return refuse('not-one-of', 'role');
  const [name, phone, email] = [given.name.trim(), given.phone?.trim() ?? '', given.email?.trim() ?? ''];
  if (name === '') return refuse('missing', 'name');
  if (name.length > most.name) return refuse('text-too-long', 'name', { atMost: most.name });
  if (phone !== '' && !/^\+?[\d ()./-]{5,30}$/.test(phone)) return refuse('not-a-telephone', 'phone');
  if (email !== '' && (email.length > most.name || !/^[^@\s]+@[^@\s]+$/.test(email))) return refuse('not-an-address', 'email');
  return { role, name, phone: phone === '' ? null : phone, email: email === '' ? null : email };
}

/** What another medicine, in whatever words, does beside the medicines of a dose. */
export const interactionsWith = (name: string, medicines: readonly MedicineCode[]): readonly Interaction[] =>
  interactantsIn(name).flatMap((other) => medicines.flatMap((medicine) => interactionsBetween(medicine, other)));
