export const channels = ['in-app', 'email', 'push', 'sms', 'voice', 'webhook'] as const;

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
