import type { EventCode } from './events.js';

/** How strong one symptom is. "Moderate" means 2 wherever a rule says it. */
export const symptomLevels = { none: 0, aLittle: 1, moderate: 2, aLot: 3 } as const;

export const bodySystems = [
  'general',
  'mood',
  'heart',
  'stomach',
  'nerves-and-senses',
  'muscles',
  'mind',
  'sleep',
] as const;

export type BodySystem = (typeof bodySystems)[number];

/**
 * Withdrawal symptoms by body system, after the list of the ASAM joint guideline 2025 (table 3, pocket guide p. 9).
 * These are stored codes: one is never renamed and never reused. Their plain names are in the language catalogue.
 */
export const levelSymptomCodes = [
  'headache',
  'sweating',
  'raised-blood-pressure',
  'anxiety',
  'low-mood',
  'irritability',
  'palpitations',
  'fast-heartbeat',
  'stomach-cramps',
  'diarrhoea',
  'nausea',
  'thinking',
  'perception',
  'sensory-sensitivity',
  'tingling',
  'tinnitus',
  'balance',
  'strange-sensations',
  'muscle-pain',
  'twitches',
  'tremor',
  'akathisia',
  'unreality',
  'insomnia',
  'oversleeping',
  'nightmares',
] as const;

export type LevelSymptomCode = (typeof levelSymptomCodes)[number];

/** On the guideline's list, but too grave to be given a level and left: these are reported as an event. */
export const eventSymptomCodes = ['chest-pain', 'confusion', 'seizure', 'psychosis', 'suicidality'] as const;

export type EventSymptomCode = (typeof eventSymptomCodes)[number];

export type SymptomCode = LevelSymptomCode | EventSymptomCode;

export type Symptom =
  | { readonly code: LevelSymptomCode; readonly system: BodySystem; readonly asked: 'level' }
  | { readonly code: EventSymptomCode; readonly system: BodySystem; readonly asked: 'event'; readonly event: EventCode };

const systems: Record<LevelSymptomCode, BodySystem> = {
  headache: 'general',
  sweating: 'general',
  'raised-blood-pressure': 'general',
  anxiety: 'mood',
  'low-mood': 'mood',
  irritability: 'mood',
  palpitations: 'heart',
  'fast-heartbeat': 'heart',
  'stomach-cramps': 'stomach',
  diarrhoea: 'stomach',
  nausea: 'stomach',
  thinking: 'nerves-and-senses',
  perception: 'nerves-and-senses',
  'sensory-sensitivity': 'nerves-and-senses',
  tingling: 'nerves-and-senses',
  tinnitus: 'nerves-and-senses',
  balance: 'muscles',
  'strange-sensations': 'muscles',
  'muscle-pain': 'muscles',
  twitches: 'muscles',
  tremor: 'muscles',
  akathisia: 'mind',
  unreality: 'mind',
  insomnia: 'sleep',
  oversleeping: 'sleep',
  nightmares: 'sleep',
};

/** The whole vocabulary, in the order in which it is shown to somebody who looks for a symptom. */
export const vocabulary: readonly Symptom[] = [
  ...levelSymptomCodes.map((code): Symptom => ({ code, system: systems[code], asked: 'level' })),
  { code: 'chest-pain', system: 'heart', asked: 'event', event: 'chest-pain' },
  { code: 'confusion', system: 'nerves-and-senses', asked: 'event', event: 'confused' },
  { code: 'seizure', system: 'nerves-and-senses', asked: 'event', event: 'seizure' },
  { code: 'psychosis', system: 'mind', asked: 'event', event: 'hallucinations' },
  { code: 'suicidality', system: 'mind', asked: 'event', event: 'suicidal-thoughts' },
];

/**
 * The eight that somebody is offered before they have chosen their own. Restlessness is among them because strong
 * akathisia is the one symptom of the list that a person may not know to name.
 */
export const commonSymptoms = [
  'anxiety',
  'irritability',
  'akathisia',
  'headache',
  'muscle-pain',
  'tremor',
  'palpitations',
  'sensory-sensitivity',
] as const satisfies readonly LevelSymptomCode[];

export const isLevelSymptomCode = (text: string): text is LevelSymptomCode =>
  (levelSymptomCodes as readonly string[]).includes(text);
