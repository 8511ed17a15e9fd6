import type { MessageLink, Moment } from './facts.js';
import { write, type Message, type MessageLanguage } from './message.js';
import { sayMoment } from './say-moment.js';
import { wordsIn } from './words.js';

/** Tells somebody of a team that a plan changed. Neither whose nor how. */
export function planChangedForTeam(language: MessageLanguage, facts: { readonly at: Moment; readonly link: MessageLink }): Message {
  const { subject, body, action, why } = wordsIn(language).planChanged;
  return write({ language, subject, paragraphs: body(sayMoment(language, facts.at)), action: { label: action, link: facts.link }, why });
}
