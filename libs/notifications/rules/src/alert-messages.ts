import type { AlertReference, FollowUp, MessageLink, Moment, OpsReason } from './facts.js';
import { write, type Message, type MessageLanguage } from './message.js';
import { sayMoment } from './say-moment.js';
import { wordsIn } from './words.js';

/** Where a message stands in its alert, so that two copies of it can be recognised as one. */
interface Place {
  readonly reference: AlertReference;
  /** Shown from 1: the cycle of the alert plus one. */
  readonly lap: number;
  readonly level: number;
  readonly link: MessageLink;
}

export interface PageFacts extends Place {
  readonly raised: Moment;
  /** When the next people are told as well. */
  readonly handOver: Moment;
}

/** Asks a person on call to answer. Says when it was raised and when it goes on, with one link and nothing else. */
export function alertPage(language: MessageLanguage, facts: PageFacts): Message {
  const { page } = wordsIn(language);
  const { reference, lap, level, link } = facts;
  const raised = sayMoment(language, facts.raised);
  const handOver = sayMoment(language, facts.handOver);
  const paragraphs = [page.body({ reference, raised, handOver }), page.copy({ lap, level })];
  return write({ language, subject: page.subject(reference), paragraphs, action: { label: page.action, link }, why: page.why });
}

/** The page when nothing about the alert can be written, for instance because its row is damaged. */
export function plainAlertPage(language: MessageLanguage, facts: { readonly link: MessageLink }): Message {
  const { page, plainPage } = wordsIn(language);
  const action = { label: page.action, link: facts.link };
  return write({ language, subject: plainPage.subject, paragraphs: [plainPage.body], action, why: page.why });
}

export interface ReminderFacts extends Place {
  readonly about: FollowUp;
  /** When the alert pages again. */
  readonly due: Moment;
}

/** Reminds the one who reached the patient, or asks a second person to agree with closing. */
export function alertReminder(language: MessageLanguage, facts: ReminderFacts): Message {
  const { page, reminder } = wordsIn(language);
  const { reference, lap, level, link, about } = facts;
  const paragraphs = [reminder.body[about]({ reference, due: sayMoment(language, facts.due) }), page.copy({ lap, level })];
  return write({ language, subject: reminder.subject(reference), paragraphs, action: { label: page.action, link }, why: page.why });
}

/** The link is left out: the line of last resort has no account. */
export type FallbackFacts = Omit<Place, 'link'> & {
  readonly raised: Moment;
  /** When the next message to this line is due. */
  readonly again: Moment;
};

/** Tells the organisation's own line that nobody has answered. */
export function alertFallback(language: MessageLanguage, facts: FallbackFacts): Message {
  const { fallback, page } = wordsIn(language);
  const { reference, lap, level } = facts;
  const raised = sayMoment(language, facts.raised);
  const again = sayMoment(language, facts.again);
  const paragraphs = [fallback.body({ reference, raised, again }), fallback.ask, page.copy({ lap, level })];
  return write({ language, subject: fallback.subject(reference), paragraphs, action: null, why: fallback.why });
}

export interface OpsFacts {
  readonly reason: OpsReason;
  /** `null` when it is about no single alert. */
  readonly reference: AlertReference | null;
  readonly noticed: Moment;
  readonly link: MessageLink;
}

/** Tells those who run the installation what it cannot do by itself. */
export function opsPage(language: MessageLanguage, facts: OpsFacts): Message {
  const { ops } = wordsIn(language);
  const reason = ops.reason[facts.reason];
  const paragraphs = [
    `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`,
    ...(facts.reference === null ? [] : [ops.about(facts.reference)]),
    ops.at(sayMoment(language, facts.noticed)),
  ];
  return write({ language, subject: ops.subject(reason), paragraphs, action: { label: ops.action, link: facts.link }, why: ops.why });
}
