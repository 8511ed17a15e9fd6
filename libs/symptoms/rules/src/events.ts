/**
 * "Something serious happened": everything that a patient can report at any time, whatever the score, and that a
 * human has to answer at once or by the morning (clinical decision 19). Stored codes: never renamed, never reused.
 */
export const eventCodes = [
  'seizure',
  'unresponsive',
  'suicidal-thoughts',
  'overdose',
  'chest-pain',
  'confused',
  'hallucinations',
  'fever-stiff',
  'head-injury',
  'akathisia',
  'too-sleepy',
  'unsteady',
  'alcohol-or-opioid',
  'stopped',
  'missed-doses',
  'ran-out',
  'running-out',
  'vomiting',
  'pregnant',
] as const;

export type EventCode = (typeof eventCodes)[number];

/** One further question on the same screen, below the help card. Leaving it out is an answer of its own: "unknown". */
export const followUpCodes = ['seizure-when', 'suicidal-acuity', 'hallucination-insight'] as const;

export type FollowUpCode = (typeof followUpCodes)[number];

export interface SeriousEvent {
  readonly code: EventCode;
  /** What happened to the body or mind now, what happened to the medicine, or what changes the plan. */
  readonly group: 'body-and-mind' | 'medicine' | 'life';
  readonly followUp: FollowUpCode | null;
}

/** In the order of the screen: what cannot wait first. `unresponsive` is reported by somebody else about the patient. */
export const seriousEvents: readonly SeriousEvent[] = [
  { code: 'seizure', group: 'body-and-mind', followUp: 'seizure-when' },
  { code: 'unresponsive', group: 'body-and-mind', followUp: null },
  { code: 'suicidal-thoughts', group: 'body-and-mind', followUp: 'suicidal-acuity' },
  { code: 'overdose', group: 'body-and-mind', followUp: null },
  { code: 'chest-pain', group: 'body-and-mind', followUp: null },
  { code: 'confused', group: 'body-and-mind', followUp: null },
  { code: 'hallucinations', group: 'body-and-mind', followUp: 'hallucination-insight' },
  { code: 'fever-stiff', group: 'body-and-mind', followUp: null },
  { code: 'head-injury', group: 'body-and-mind', followUp: null },
  { code: 'akathisia', group: 'body-and-mind', followUp: null },
  { code: 'too-sleepy', group: 'body-and-mind', followUp: null },
  { code: 'unsteady', group: 'body-and-mind', followUp: null },
  { code: 'alcohol-or-opioid', group: 'body-and-mind', followUp: null },
  { code: 'stopped', group: 'medicine', followUp: null },
  { code: 'missed-doses', group: 'medicine', followUp: null },
  { code: 'ran-out', group: 'medicine', followUp: null },
  { code: 'running-out', group: 'medicine', followUp: null },
  { code: 'vomiting', group: 'medicine', followUp: null },
  { code: 'pregnant', group: 'life', followUp: null },
];

/** Asked in a daily check-in when the overall score is 8 or more, or once a week. */
export const redFlagEvents = ['seizure', 'hallucinations', 'confused', 'suicidal-thoughts'] as const satisfies readonly EventCode[];

/**
 * Asked on days 2, 5 and 10 after a slot went over to another medicine, which adds up in the body for one to two weeks.
 * `unresponsive` is among them because its words name slowed breathing.
 */
export const sedationEvents = ['too-sleepy', 'unsteady', 'unresponsive'] as const satisfies readonly EventCode[];

export const isEventCode = (text: string): text is EventCode => (eventCodes as readonly string[]).includes(text);
