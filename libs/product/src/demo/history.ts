import { choices, symptomLevels } from '@evenkeel/symptoms-rules';
import type { DemoPatient } from './people.js';
import type { SeededRandom } from './random.js';

/** Days of check-ins before today. */
export const historyDays = 120;

/** One check-in of the past, without a date: `day` days before today, moments in seconds after it opened. */
export interface DemoCheckIn {
  readonly kind: 'daily' | 'serious';
  readonly day: number;
  /** Of a report: minutes after midnight. */
  readonly minute: number | null;
  /** `null`: nobody answered. */
  readonly openedAfter: number | null;
  readonly answers: readonly { readonly question: string; readonly value: number; readonly after: number }[];
  readonly texts: readonly { readonly question: string; readonly text: string; readonly after: number }[];
}

/** What a patient answered in 120 days: a usual level, waves after every cut that ebb within three weeks, days missed. */
export function historyOf(patient: DemoPatient, random: SeededRandom): readonly DemoCheckIn[] {
  const daily: DemoCheckIn[] = [];
  let flagsAskedOn = Number.NEGATIVE_INFINITY;
  for (let day = -historyDays; day < 0; day += 1) {
    const overall = levelOn(patient, day, random);
    if (random.chance(0.05 + overall * 0.008)) daily.push(missed(day));
    else {
      const asked = overall >= 8 || day - flagsAskedOn >= 7;
      if (asked) flagsAskedOn = day;
      daily.push(answered(patient, day, overall, asked, random));
    }
  }
  const reports = patient.reports.map((report): DemoCheckIn => ({
    kind: 'serious', day: report.day, minute: report.minute, openedAfter: 0, texts: [],
    answers: [
      ...report.events.map((event, at) => ({ question: `event.${event}`, value: choices.event.reported, after: 9 + at * 3 })),
      ...report.followUps.map(([question, value], at) => ({ question, value, after: 21 + at * 6 })),
    ],
  }));
  return [...daily, ...reports].sort((one, other) => one.day - other.day);
}

const missed = (day: number): DemoCheckIn => ({ kind: 'daily', day, minute: null, openedAfter: null, answers: [], texts: [] });

function levelOn(patient: DemoPatient, day: number, random: SeededRandom): number {
  const wave = patient.steps.filter((step) => step.kind === 'reduce' && step.day <= day).reduce((sum, step) => sum + swell(day - step.day), 0);
  return clamp(Math.round(patient.baseline + patient.amplitude * Math.min(wave, 1.15) + (random.next() - 0.5) * 2.2), 0, 10);
}

/** Felt from the second day on, strongest in the first week, gone after about three: 0 to 1. */
const swell = (days: number): number => (days < 2 ? 0.1 : days <= 7 ? 0.5 + days * 0.07 : Math.max(0, 1 - (days - 7) / 15));

function answered(patient: DemoPatient, day: number, overall: number, asked: boolean, random: SeededRandom): DemoCheckIn {
  const notes = patient.notes.filter((note) => note.day === day);
  const pace = (): number => random.between(3, 8);
  let after = 0;
  const answers: { question: string; value: number; after: number }[] = [];
  const tap = (question: string, value: number): void => void answers.push({ question, value, after: (after += pace()) });
  tap('overall', overall);
  if (asked) tap('red-flags-none', choices.noneOfThese.none);
  // One evening in ten somebody stops after the score.
  if (!random.chance(0.1)) {
    for (const symptom of patient.symptoms) tap(`symptom.${symptom}`, symptomLevel(overall, random));
    tap('sleep', overall >= 7 ? choices.sleep.badly : overall >= 4 ? random.pick([choices.sleep.badly, choices.sleep.soSo]) : random.pick([choices.sleep.soSo, choices.sleep.well]));
    tap('dose', notes.length > 0 ? choices.dose.notQuite : choices.dose.asPlanned);
  } else if (notes.length > 0) tap('dose', choices.dose.notQuite);
  return {
    kind: 'daily', day, minute: null, openedAfter: random.between(2, 200) * 60, answers,
    texts: notes.map(({ question, text }) => ({ question, text, after: (after += 25) })),
  };
}

const symptomLevel = (overall: number, random: SeededRandom): number =>
  clamp(Math.round(overall / 3.6 + (random.next() - 0.5)), symptomLevels.none, symptomLevels.moderate + (overall >= 8 ? 1 : 0));

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));

