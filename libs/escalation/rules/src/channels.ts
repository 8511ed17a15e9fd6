import { assertNever } from '@evenkeel/kernel';
import type { AlertTier, UrgentTier } from './tier.js';

export const channels = ['inapp', 'email', 'push', 'sms', 'voice', 'webhook'] as const;

export type Channel = (typeof channels)[number];

/** One way to reach a person, and when. */
export interface PlannedChannel {
  readonly channel: Channel;
  readonly afterSeconds: number;
  /** Leave it out if the person has opened the alert by then. */
  readonly unlessOpened: boolean;
  /** Hold it back until the person's quiet hours end. Never true for E0 and E1. */
  readonly afterQuietHours: boolean;
}

const atOnce = (channel: Channel): PlannedChannel => ({
  channel,
  afterSeconds: 0,
  unlessOpened: false,
  afterQuietHours: false,
});

const ifNotOpened = (channel: Channel): PlannedChannel => ({ ...atOnce(channel), afterSeconds: 180, unlessOpened: true });

const emergency: readonly PlannedChannel[] = channels.map(atOnce);

const urgent: readonly PlannedChannel[] = [
  atOnce('inapp'),
  atOnce('email'),
  atOnce('push'),
  ifNotOpened('sms'),
  ifNotOpened('voice'),
  ifNotOpened('webhook'),
];

/**
 * How to reach a person about an alert. E0 and E1 have no quiet hours: the parameter does not exist, so nobody
 * can pass one by mistake. E0 uses every channel at once; E1 adds the loud ones after three minutes unless opened.
 * @param quiet whether the person's quiet hours hold at this moment
 */
export function planChannels(tier: UrgentTier): readonly PlannedChannel[];
export function planChannels(tier: Exclude<AlertTier, UrgentTier>, quiet: boolean): readonly PlannedChannel[];
export function planChannels(tier: AlertTier, quiet?: boolean): readonly PlannedChannel[] {
  switch (tier) {
    case 'E0':
      return emergency;
    case 'E1':
      return urgent;
    case 'E2':
      return [atOnce('inapp'), { ...atOnce('email'), afterQuietHours: quiet === true }];
    case 'E3':
      return [atOnce('inapp')];
    default:
      return assertNever(tier);
  }
}

/** The organisation's own line: every loud way at once. */
export const fallbackChannels: readonly PlannedChannel[] = [
  atOnce('webhook'),
  atOnce('voice'),
  atOnce('sms'),
  atOnce('email'),
];

/** Telling the patient that nobody has answered. */
export const patientChannels: readonly PlannedChannel[] = [atOnce('inapp'), atOnce('push'), atOnce('email')];

/** Telling those who run the installation. */
export const opsChannels: readonly PlannedChannel[] = [atOnce('email'), atOnce('webhook')];
