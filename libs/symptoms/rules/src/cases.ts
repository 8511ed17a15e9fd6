import type { EventCode } from './events.js';
import { choices } from './questions.js';
import type { HelpCard, RuleCase, Trigger } from './rule.js';

/** The patient has reported this event. */
export const reported = (event: EventCode): Trigger => ({ kind: 'answer', question: `event.${event}`, is: [choices.event.reported] });
/** Every one of these holds. */
export const all = (...of: readonly Trigger[]): Trigger => ({ kind: 'all', of });
/** At least one of these holds. */
export const any = (...of: readonly Trigger[]): Trigger => ({ kind: 'any', of });
/** The patient has had a seizure before. */
export const knownSeizures: Trigger = { kind: 'risk', factor: 'seizure-history', holds: true };

/** Somebody is told at once and everybody soon after. */
export const e0 = (when: Trigger, help: HelpCard = 'emergency'): RuleCase => ({ tier: 'E0', ackBy: 'now', help, when });
/** Within the hour, by night as by day. */
export const e1Now = (when: Trigger, help: HelpCard = 'urgent'): RuleCase => ({ tier: 'E1', ackBy: 'now', help, when });
/** Within the hour by day, in the morning when it comes at night. */
export const e1ByMorning = (when: Trigger): RuleCase => ({ tier: 'E1', ackBy: 'by-0800', help: 'urgent', when });
/** Within a day. */
export const e2 = (when: Trigger): RuleCase => ({ tier: 'E2', ackBy: 'within-24h', help: null, when });
