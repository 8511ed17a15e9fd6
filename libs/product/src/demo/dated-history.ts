import { localDateOf, nextOccurrence, type Schedule } from '@evenkeel/check-ins-rules';
import { Temporal } from 'temporal-polyfill';
import { type DemoCheckIn, historyDays } from './history.js';
import type { DemoPatient } from './people.js';
import type { SeededRandom } from './random.js';

/** A check-in of the demo on the calendar; moments in milliseconds since 1970. */
export interface DatedCheckIn {
  readonly id: string;
  readonly template: 'daily' | 'serious';
  readonly localDate: string;
  readonly opensAt: number;
  readonly closesAt: number | null;
  readonly deliveredAt: number | null;
  readonly openedAt: number | null;
  readonly answeredAt: number | null;
  readonly completedAt: number | null;
  readonly answers: readonly { readonly question: string; readonly value: number; readonly at: number }[];
  readonly texts: readonly { readonly question: string; readonly text: string; readonly at: number }[];
}

/** The daily schedule of the demo: nine o'clock on the patient's wall, open for twelve hours. */
export const scheduleOf = (patient: DemoPatient, today: string): Schedule => ({
  localTime: '09:00', zone: patient.zone, everyDays: 1, windowMinutes: 720, remindAfterMinutes: null,
  startsOn: dateOn(today, -historyDays), endsOn: patient.scheduled ? null : dateOn(today, -1),
});

/** The date so many days from a date. */
export const dateOn = (today: string, day: number): string => Temporal.PlainDate.from(today).add({ days: day }).toString();

/** Puts a history on the calendar that ends yesterday. The same rules place it that will place tomorrow's check-in. */
export function dateHistory(patient: DemoPatient, history: readonly DemoCheckIn[], today: string, random: SeededRandom): readonly DatedCheckIn[] {
  const schedule = { ...scheduleOf(patient, today), endsOn: null };
  return history.map((each) => {
    const localDate = dateOn(today, each.day);
    return each.kind === 'daily' ? dateDaily(each, schedule, localDate, random) : dateReport(each, schedule.zone, localDate, random);
  });
}

function dateDaily(checkIn: DemoCheckIn, schedule: Schedule, localDate: string, random: SeededRandom): DatedCheckIn {
  const midnight = startOf(localDate, schedule.zone);
  const planned = nextOccurrence(schedule, { instant: midnight });
  if (planned === null || planned.localDate !== localDate) throw new Error(`The demo schedule has no check-in on ${localDate}`);
  const { opensAt, closesAt } = planned;
  const openedAt = checkIn.openedAfter === null ? null : opensAt + checkIn.openedAfter * 1000;
  return { template: 'daily', id: random.idAt(opensAt), localDate, opensAt, closesAt, deliveredAt: opensAt + 1800, openedAt, ...tapsOf(checkIn, openedAt) };
}

function dateReport(checkIn: DemoCheckIn, zone: string, localDate: string, random: SeededRandom): DatedCheckIn {
  const opensAt = startOf(localDate, zone) + (checkIn.minute ?? 0) * 60_000;
  return { template: 'serious', id: random.idAt(opensAt), localDate, opensAt, closesAt: null, deliveredAt: null, openedAt: opensAt, ...tapsOf(checkIn, opensAt) };
}

function tapsOf(checkIn: DemoCheckIn, openedAt: number | null): Pick<DatedCheckIn, 'answeredAt' | 'completedAt' | 'answers' | 'texts'> {
  if (openedAt === null) return { answeredAt: null, completedAt: null, answers: [], texts: [] };
  const answers = checkIn.answers.map(({ question, value, after }) => ({ question, value, at: openedAt + after * 1000 }));
  const texts = checkIn.texts.map(({ question, text, after }) => ({ question, text, at: openedAt + after * 1000 }));
  const taps = [...answers, ...texts].map((each) => each.at);
  return { answers, texts, answeredAt: taps[0] ?? null, completedAt: taps.length === 0 ? null : Math.max(...taps) + 4000 };
}

const startOf = (localDate: string, zone: string): number => Temporal.PlainDate.from(localDate).toZonedDateTime({ timeZone: zone }).epochMilliseconds;

/** Today on the patient's wall. */
export const todayOf = (patient: DemoPatient, now: number): string => localDateOf(now, patient.zone);
