import type { Timeline } from '@evenkeel/timeline-rules';
import fc from 'fast-check';
import { addDays } from './calendar.js';
import type { SceneWords } from './words.js';

/** Words that say what they were asked for. */
export const plainWords: SceneWords = {
  lane: (lane) => lane, laneNote: (lane) => (lane === 'overall' ? '0 none, 10 worst' : null), tick: (date, style) => (style.startsWith('month') ? date.slice(0, 7) : date.slice(5)),
  dose: (micrograms) => `${micrograms / 1000} mg`, hold: 'hold', drug: (code) => code, percent: (value) => `${value}%`, symptom: (code) => code,
  symptoms: (codes) => codes.join(', then '), number: String,
};

type Column = readonly (number | null)[];

/** A timeline by day whose scores are given; `null` is a day without an answer. Everything else is empty unless said. */
export function byDay(scores: Column, parts: Partial<Timeline> = {}): Timeline {
  const days = scores.flatMap((score, day) => (score === null ? [] : [day]));
  const values = days.map((day) => scores[day] ?? null);
  return {
    patientId: 'p', zone: 'America/New_York', from: '2026-01-05', to: addDays('2026-01-05', scores.length - 1), recordFrom: '2026-01-05', resolution: 'day', generatedAt: '2026-06-01T12:00:00Z',
    shared: ['dose', 'overall', 'symptoms', 'alerts', 'notes', 'check-ins'], withheld: [],
    doses: { day: [], drug: [], micrograms: [], previousMicrograms: [], kind: [], planned: [] },
    buckets: { day: days, days: days.map(() => 1), answered: days.map(() => 1), min: values, p25: values, median: values, p75: values, max: values },
    symptoms: [], alerts: { id: [], day: [], tier: [], family: [], status: [] }, notes: { id: [], day: [], kind: [], visibility: [], authorRole: [] },
    ...parts,
  };
}

/** Dose steps of one medicine: `[day, micrograms]`, the first without one before it. */
export function dosesOf(steps: readonly (readonly [day: number, micrograms: number])[], planned: (day: number) => boolean = () => false): Timeline['doses'] {
  return {
    day: steps.map(([day]) => day), drug: steps.map(() => 'clonazepam'), micrograms: steps.map(([, micrograms]) => micrograms),
    previousMicrograms: steps.map((_, place) => steps[place - 1]?.[1] ?? null),
    kind: steps.map(([, micrograms], place) => (place === 0 ? 'start' : micrograms === steps[place - 1]?.[1] ? 'hold' : 'reduce')), planned: steps.map(([day]) => planned(day)),
  };
}

/** Timelines of any length and density that a server could send: up to six years, by day, week or month. */
export const anyTimeline: fc.Arbitrary<Timeline> = fc.record({
  days: fc.oneof(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 1, max: 2200 })),
  resolution: fc.constantFrom('day', 'week', 'month' as const),
  answered: fc.double({ min: 0, max: 1, noNaN: true }),
  events: fc.array(fc.nat(2200), { maxLength: 400 }),
  steps: fc.uniqueArray(fc.integer({ min: -40, max: 2200 }), { maxLength: 150 }),
  symptoms: fc.integer({ min: 0, max: 26 }),
  seed: fc.nat(),
}).map(({ days, resolution, answered, events, steps, symptoms, seed }): Timeline => {
  const chance = dice(seed);
  const length = { day: 1, week: 7, month: 30 }[resolution];
  // By day the server could send a year or so, never the whole of six.
  const total = resolution === 'day' ? Math.min(days, 400) : days;
  const starts = Array.from({ length: Math.ceil(total / length) }, (_, place) => place * length).filter(() => chance() < answered);
  const value = (most: number): number => Math.floor(chance() * (most + 1));
  const inside = events.filter((day) => day < total);
  const alerts = inside.filter((_, place) => place % 2 === 0);
  const notes = inside.filter((_, place) => place % 2 === 1);
  const medians = starts.map(() => value(10));
  return {
    ...byDay([]), from: '2024-02-10', to: addDays('2024-02-10', total - 1), resolution: resolution === 'month' ? 'month' : resolution,
    doses: dosesOf([...steps].sort((left, right) => left - right).map((day) => [day, value(4000)] as const), (day) => day > total - 5),
    buckets: {
      day: starts, days: starts.map((start) => Math.min(length, total - start)), answered: starts.map((start) => 1 + value(Math.min(length, total - start) - 1)),
      min: medians.map((each) => Math.max(0, each - 1)), p25: medians, median: medians, p75: medians, max: medians.map((each) => Math.min(10, each + 1)),
    },
    symptoms: Array.from({ length: symptoms }, (_, place) => ({ code: `symptom-${place}`, median: starts.map(() => (chance() < 0.1 ? null : value(3))), max: starts.map(() => value(3)) })),
    alerts: { id: alerts.map(String), day: alerts, tier: alerts.map(() => 'E2'), family: alerts.map(() => 'high-score'), status: alerts.map(() => 'resolved') },
    notes: { id: notes.map(String), day: notes, kind: notes.map(() => 'annotation'), visibility: notes.map(() => 'whole-team'), authorRole: notes.map(() => 'therapist') },
  };
});

/** Numbers from 0 to 1 that only depend on the seed. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
