import { accountWordsIn } from './account-words.js';
import type { MessageLink, Moment } from './facts.js';
import { write, type Message, type MessageLanguage } from './message.js';
import { sayMoment } from './say-moment.js';

/** Invites somebody. By whom, to what and for which work is told on the page behind the link. */
export function invitation(language: MessageLanguage, facts: { readonly until: Moment; readonly link: MessageLink }): Message {
  const { invitation: words } = accountWordsIn(language);
  return write({ language, subject: words.subject, paragraphs: words.body(sayMoment(language, facts.until)), action: { label: words.action, link: facts.link }, why: words.why });
}

/** Carries the link for a new password. It asks for the second factor as ever. */
export function passwordReset(language: MessageLanguage, facts: { readonly minutes: number; readonly link: MessageLink }): Message {
  const { reset } = accountWordsIn(language);
  return write({ language, subject: reset.subject, paragraphs: reset.body(facts.minutes), action: { label: reset.action, link: facts.link }, why: reset.why });
}

/** Tells the owner of an account that the way they sign in was changed, in case it was somebody else. */
export function signInChanged(language: MessageLanguage, facts: { readonly link: MessageLink }): Message {
  const { changed } = accountWordsIn(language);
  return write({ language, subject: changed.subject, paragraphs: changed.body, action: { label: changed.action, link: facts.link }, why: changed.why });
}
