import type { AlertState } from './alert.js';
import {
  fallbackChannels,
  opsChannels,
  patientChannels,
  planChannels,
  type PlannedChannel,
} from './channels.js';
import type { NotificationIntent, OpsReason, Purpose } from './intent.js';
import type { ResponderRole, RosterEntry } from './roster.js';
import { isUrgent, type AlertTier } from './tier.js';

const staffChannels = (tier: AlertTier): readonly PlannedChannel[] =>
  isUrgent(tier) ? planChannels(tier) : planChannels(tier, false);

const distinct = (people: readonly RosterEntry[]): readonly ResponderRole[] => [...new Set(people.map(({ role }) => role))];

function intent(
  state: AlertState,
  purpose: Purpose,
  planned: readonly PlannedChannel[],
  people: readonly RosterEntry[] = [],
  reason: OpsReason | null = null,
): NotificationIntent {
  const { tier, level, cycle } = state;
  const recipients = people.map(({ accountId }) => accountId);
  return { purpose, tier, level, cycle, roles: distinct(people), recipients, channels: planned, reason };
}

/** Wants an answer from these people, as of the level given. */
export const page = (state: AlertState, level: number, people: readonly RosterEntry[]): NotificationIntent =>
  intent({ ...state, level }, 'page', staffChannels(state.tier), people);

export const reminder = (state: AlertState, people: readonly RosterEntry[]): NotificationIntent =>
  intent(state, 'reminder', staffChannels(state.tier), people);

export const fallback = (state: AlertState): NotificationIntent => intent(state, 'fallback', fallbackChannels);

export const tellPatient = (state: AlertState): NotificationIntent => intent(state, 'patient', patientChannels);

export const tellOps = (state: AlertState, reason: OpsReason): NotificationIntent =>
  intent(state, 'ops', opsChannels, [], reason);
