import type { Flag } from './assess.js';

/**
 * Whether the words behind this flag go where another flag goes: they are nothing but the note to an event of the same check-in,
 * and say nothing that has to be read sooner. The alert of the event shows them to the same people, no later, so that a second
 * alert would only ask for a second acknowledgement of one report (clinical decision 27: words route to a person).
 * Words with a high-risk phrase, and words about anything else, are never among these.
 */
export const isNoteOfEvent = (flag: Flag, event: Flag): boolean =>
  flag.family === 'free-text' && flag.tier === 'E2' && flag.questions.every((question) => question === 'event-note') &&
  event.family !== flag.family && event.tier <= flag.tier && event.questions.some((question) => question.startsWith('event.'));
