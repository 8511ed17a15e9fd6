import type { MessageLink, Moment } from './facts.js';
import { write, type Message, type MessageLanguage } from './message.js';
import { sayMoment } from './say-moment.js';
import { wordsIn } from './words.js';

export interface EmergencyMessageFacts {
  readonly at: Moment;
  readonly link: MessageLink;
}

/** Tells those who oversee it that emergency access was used. Neither who nor whose. */
export const emergencyAccessUsed = (language: MessageLanguage, facts: EmergencyMessageFacts): Message => {
  const { emergency } = wordsIn(language);
  return letter(language, emergency.used, facts, emergency.why);
};

/** Tells them that somebody asked for it too often and got nothing. */
export const emergencyAccessBlocked = (language: MessageLanguage, facts: EmergencyMessageFacts): Message => {
  const { emergency } = wordsIn(language);
  return letter(language, emergency.blocked, facts, emergency.why);
};

/** Tells the person whose record it is that somebody looked. */
export const yourRecordWasOpened = (language: MessageLanguage, facts: EmergencyMessageFacts): Message => {
  const { emergency, own } = wordsIn(language);
  return letter(language, emergency.own, facts, own);
};

type Texts = { readonly subject: string; readonly body: (at: string) => readonly string[]; readonly action: string };

const letter = (language: MessageLanguage, { subject, body, action }: Texts, { at, link }: EmergencyMessageFacts, why: string): Message =>
  write({ language, subject, paragraphs: body(sayMoment(language, at)), action: { label: action, link }, why });
