import type { MessageLink, Moment } from './facts.js';
import { write, type Message, type MessageLanguage } from './message.js';
import { sayMoment } from './say-moment.js';
import { wordsIn } from './words.js';

/** Tells a patient plainly that nobody has answered yet, and where help that answers is found. */
export function nobodyAnsweredYet(language: MessageLanguage, facts: { readonly link: MessageLink }): Message {
  const { nobodyYet, own } = wordsIn(language);
  const action = { label: nobodyYet.action, link: facts.link };
  return write({ language, subject: nobodyYet.subject, paragraphs: nobodyYet.body, action, why: own });
}

/** Says that there is something to look at today. Not what. */
export function somethingToLookAt(language: MessageLanguage, facts: { readonly link: MessageLink }): Message {
  const { lookToday, own } = wordsIn(language);
  return write({ language, subject: lookToday.subject, paragraphs: lookToday.body, action: { label: lookToday.action, link: facts.link }, why: own });
}

export interface CheckInPromptFacts {
  readonly closes: Moment;
  /** Whether this is the reminder rather than the first message. */
  readonly again: boolean;
  readonly link: MessageLink;
}

/** Says that a check-in waits and until when. Not what it asks, nor why. */
export function checkInPrompt(language: MessageLanguage, facts: CheckInPromptFacts): Message {
  const { checkIn, own } = wordsIn(language);
  const closes = sayMoment(language, facts.closes);
  const { subject, body } = facts.again ? checkIn.again : checkIn;
  return write({
    language,
    subject,
    paragraphs: [`${subject}. ${body(closes)}`],
    action: { label: checkIn.action, link: facts.link },
    why: own,
  });
}
