import { choices, commonSymptoms, redFlagEvents, sedationEvents, seriousEvents, type EventCode } from '@evenkeel/symptoms-rules';
import type { FollowUp, Screen, Template, TemplateId } from './template.js';

const followUpsOf = (events: readonly EventCode[]): readonly FollowUp[] =>
  seriousEvents
    .filter((event) => events.includes(event.code))
    .flatMap(({ code, followUp }) => (followUp === null ? [] : [{ shows: followUp, after: `event.${code}` as const, is: [choices.event.reported] }]));

const screen = (it: Pick<Screen, 'code' | 'kind' | 'questions'> & Partial<Screen>): Screen => ({
  texts: [],
  followUps: [],
  condition: 'always',
  atMost: null,
  ...it,
});

/** The check-in of every morning: under a minute, complete after its first question. */
export const daily: Template = {
  id: 'daily',
  version: 1,
  screens: [
    screen({ code: 'overall', kind: 'scale', questions: ['overall'] }),
    // Right after the score, because whoever gives a high one may stop there.
    screen({
      code: 'red-flags',
      kind: 'events',
      questions: [...redFlagEvents.map((event) => `event.${event}` as const), 'red-flags-none'],
      followUps: followUpsOf(redFlagEvents),
      condition: 'red-flags-due',
    }),
    screen({
      code: 'sedation',
      kind: 'events',
      questions: [...sedationEvents.map((event) => `event.${event}` as const), 'sedation-none'],
      condition: 'sedation-due',
    }),
    screen({ code: 'symptoms', kind: 'picker', questions: commonSymptoms.map((symptom) => `symptom.${symptom}` as const), atMost: 3 }),
    screen({ code: 'sleep', kind: 'choice', questions: ['sleep'] }),
    screen({
      code: 'dose',
      kind: 'choice',
      questions: ['dose'],
      followUps: [{ shows: 'dose-note', after: 'dose', is: [choices.dose.notQuite] }],
    }),
  ],
  completeWith: ['overall'],
  offersSerious: true,
};

const allEvents = seriousEvents.map((event) => event.code);

/** "Something serious happened", from Today or from the end of a check-in, at any time and for no reason but its own. */
export const serious: Template = {
  id: 'serious',
  version: 1,
  screens: [
    screen({
      code: 'events',
      kind: 'events',
      questions: allEvents.map((event) => `event.${event}` as const),
      followUps: followUpsOf(allEvents),
    }),
    screen({ code: 'event-note', kind: 'words', questions: [], texts: ['event-note'] }),
  ],
  completeWith: allEvents.map((event) => `event.${event}` as const),
  offersSerious: false,
};

const shipped: readonly Template[] = [daily, serious];

/** The template of this id and version, or `null`: an offline phone may answer with one that has been superseded. */
export const templateOf = (id: string, version: number): Template | null =>
  shipped.find((template) => template.id === id && template.version === version) ?? null;

/** The version in which new check-ins are made. */
export const currentTemplate = (id: TemplateId): Template => (id === 'daily' ? daily : serious);

/** Everything that ships, of every version. */
export const templates: readonly Template[] = shipped;
