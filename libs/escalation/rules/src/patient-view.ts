import type { AlertStatus, Engagement } from './alert.js';
import type { ResponderRole } from './roster.js';
import { isUrgent, type AlertTier } from './tier.js';
import type { EpochMs } from './time.js';

/** Whom the patient is told about: a role, never a name, or the organisation's own line. */
export type ToldParty = ResponderRole | 'fallback-line';

/** Rows about one alert, and nothing that is not a row. Times are those of the rows. */
export interface PatientFacts {
  /** The commit of the answer. */
  readonly savedAt: EpochMs;
  readonly tier: AlertTier;
  readonly status: AlertStatus;
  readonly level: number;
  readonly cycle: number;
  readonly nextActionAt: EpochMs | null;
  readonly ackExpiresAt: EpochMs | null;
  /** Pages and fallback messages that a provider accepted. */
  readonly accepted: readonly { readonly to: ToldParty; readonly at: EpochMs }[];
  /** A signed-in person looked at the alert. */
  readonly opened: readonly { readonly by: ResponderRole; readonly at: EpochMs }[];
  /** From the log, oldest first. */
  readonly acknowledged: readonly { readonly by: ResponderRole; readonly at: EpochMs }[];
  /** Somebody tried to reach the patient and did not. */
  readonly tried: readonly { readonly by: ResponderRole; readonly at: EpochMs }[];
  readonly engaged: readonly { readonly by: ResponderRole; readonly at: EpochMs; readonly how: Engagement }[];
  /** First time that the whole ladder went by without an answer. */
  readonly exhaustedAt: EpochMs | null;
  readonly resolvedAt: EpochMs | null;
}

/** Every sentence that the page may say about an alert. All are past facts; none is a plan, a promise or a guess. */
export const patientStatementCodes = [
  'saved',
  'not-sent-yet',
  'sent',
  'opened',
  'nobody-has-answered',
  'everyone-tried',
  'fallback-told',
  'acknowledged',
  'acknowledgement-lapsed',
  'tried-to-reach-you',
  'reached',
  'help-sent',
  'follow-up-lapsed',
  'resolved',
] as const;

export type PatientStatementCode = (typeof patientStatementCodes)[number];

export interface PatientStatement {
  readonly code: PatientStatementCode;
  /** When it happened; `null` for what has not happened. */
  readonly at: EpochMs | null;
  /** Who, by role; `null` when it is about nobody in particular. */
  readonly who: ToldParty | null;
}

export interface PatientView {
  /** What is true now, in one sentence: the heading of the page. */
  readonly headline: PatientStatement;
  /** What has happened, oldest first, each with its time. */
  readonly history: readonly PatientStatement[];
  /** The help card stands above everything else: it is urgent and nobody is known to be on it. */
  readonly helpFirst: boolean;
}

/**
 * What the patient's page says about an alert: the rows and nothing else. An acknowledgement counts only while its
 * lease runs by the clock of reading, so a late engine cannot keep an old comfort on the page.
 * @param now by the database's clock, from the same read as the facts
 */
export function patientStatement(facts: PatientFacts, now: EpochMs): PatientView {
  const headline = headlineOf(facts, now);
  return { headline, history: historyOf(facts), helpFirst: isUrgent(facts.tier) && unattended[headline.code] };
}

const say = (code: PatientStatementCode, at: EpochMs | null = null, who: ToldParty | null = null): PatientStatement => ({
  code,
  at,
  who,
});

/** Whether the sentence means that nobody is on it now. */
const unattended: Readonly<Record<PatientStatementCode, boolean>> = {
  saved: true,
  'not-sent-yet': true,
  sent: true,
  opened: true,
  'nobody-has-answered': true,
  'everyone-tried': true,
  'fallback-told': true,
  acknowledged: false,
  'acknowledgement-lapsed': true,
  'tried-to-reach-you': true,
  reached: false,
  'help-sent': false,
  'follow-up-lapsed': true,
  resolved: false,
};

function headlineOf(facts: PatientFacts, now: EpochMs): PatientStatement {
  switch (facts.status) {
    case 'resolved':
      return say('resolved', facts.resolvedAt);
    case 'engaged': {
      const last = facts.engaged.at(-1);
      return last === undefined ? unanswered(facts, now) : say(last.how === 'reached' ? 'reached' : 'help-sent', last.at, last.by);
    }
    case 'acknowledged':
      return held(facts, now);
    case 'exhausted':
      return facts.accepted.length === 0 ? say('not-sent-yet') : say('everyone-tried', facts.exhaustedAt);
    case 'triggered':
    case 'notified':
      return unanswered(facts, now);
  }
}

function held(facts: PatientFacts, now: EpochMs): PatientStatement {
  const ack = facts.acknowledged.at(-1);
  if (ack === undefined) return unanswered(facts, now);
  if (facts.ackExpiresAt === null || facts.ackExpiresAt <= now) return say('acknowledgement-lapsed', ack.at, ack.by);
  const attempt = facts.tried.at(-1);
  return attempt !== undefined && attempt.at >= ack.at
    ? say('tried-to-reach-you', attempt.at, attempt.by)
    : say('acknowledged', ack.at, ack.by);
}

/** Nobody holds it: was it held before, was it sent at all, has the first window gone by, has anybody looked? */
function unanswered(facts: PatientFacts, now: EpochMs): PatientStatement {
  const ack = facts.acknowledged.at(-1);
  const contact = facts.engaged.at(-1);
  if (contact !== undefined && contact.at >= (ack?.at ?? 0)) return say('follow-up-lapsed', contact.at, contact.by);
  if (ack !== undefined) return say('acknowledgement-lapsed', ack.at, ack.by);
  const first = earliest(facts.accepted);
  if (first === null) return say('not-sent-yet');
  const late = facts.nextActionAt !== null && facts.nextActionAt <= now && facts.status === 'notified';
  if (facts.level > 1 || facts.cycle > 0 || late) return say('nobody-has-answered', first.at);
  const look = facts.opened.at(0);
  return look === undefined ? say('sent', first.at, first.to) : say('opened', look.at, look.by);
}

const earliest = <T extends { readonly at: EpochMs }>(facts: readonly T[]): T | null =>
  facts.reduce<T | null>((best, fact) => (best === null || fact.at < best.at ? fact : best), null);

/** The first of each party or role only: a second message to the same role is no news to the patient. */
function firstOfEach<T extends { readonly at: EpochMs }>(facts: readonly T[], key: (fact: T) => string): readonly T[] {
  const seen = new Map<string, T>();
  for (const fact of [...facts].sort((a, b) => a.at - b.at)) if (!seen.has(key(fact))) seen.set(key(fact), fact);
  return [...seen.values()];
}

function historyOf(facts: PatientFacts): readonly PatientStatement[] {
  const told = firstOfEach(facts.accepted, ({ to }) => to);
  return [
    say('saved', facts.savedAt),
    ...told.map(({ to, at }) => say(to === 'fallback-line' ? 'fallback-told' : 'sent', at, to)),
    ...firstOfEach(facts.opened, ({ by }) => by).map(({ by, at }) => say('opened', at, by)),
    ...facts.acknowledged.map(({ by, at }) => say('acknowledged', at, by)),
    ...facts.tried.map(({ by, at }) => say('tried-to-reach-you', at, by)),
    ...facts.engaged.map(({ by, at, how }) => say(how === 'reached' ? 'reached' : 'help-sent', at, by)),
    ...(facts.exhaustedAt === null ? [] : [say('everyone-tried', facts.exhaustedAt)]),
    ...(facts.resolvedAt === null ? [] : [say('resolved', facts.resolvedAt)]),
  ].sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
}
