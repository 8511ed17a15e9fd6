import type { HoldReason } from './hold.js';

export type ReportReason = 'worried' | 'dose-advice' | 'unkind' | 'contact-details' | 'spam' | 'other';
export const reportReasons = ['worried', 'dose-advice', 'unkind', 'contact-details', 'spam', 'other'] as const satisfies readonly ReportReason[];

/** Hours of the community's own clock in which a moderator reads along, `HH:MM`, the second one not included. */
export interface ModeratedHours {
  readonly from: string;
  readonly to: string;
}

/** Minutes within which a moderator looks, on shift. Crisis: ten minutes; "worried about this person" is in the same class. */
export const minutesToLook = { crisis: 10, report: 240, held: 240, join: 1440 } as const;

export type QueueClass = keyof typeof minutesToLook;

export const classOfHold = (reasons: readonly HoldReason[]): QueueClass => (reasons.includes('crisis') ? 'crisis' : 'held');
export const classOfReport = (reason: ReportReason): QueueClass => (reason === 'worried' ? 'crisis' : 'report');

/**
 * When a moderator has to have looked: that many minutes of moderated time after `at`. Outside the hours the time begins
 * when they do, so that nobody is promised a reader who is not there. Hours over midnight (`22:00` to `06:00`) are one
 * stretch; equal hours mean around the clock.
 * @param minuteOfDay minute of the community's day at `at`, 0 to 1439
 * @returns minutes from `at`, on the clock's face; a change of the clock in between moves it by that hour
 */
export function minutesUntilDue(minuteOfDay: number, hours: ModeratedHours, kind: QueueClass): number {
  const from = minutesOf(hours.from);
  const length = (minutesOf(hours.to) - from + day) % day || day;
  let left: number = minutesToLook[kind];
  let waited = 0;
  let into = (minuteOfDay - from + day) % day;
  for (;;) {
    if (into >= length) {
      waited += day - into;
      into = 0;
    }
    const here = Math.min(left, length - into);
    waited += here;
    left -= here;
    if (left === 0) return waited;
    into += here;
  }
}

/** Whether a moderator reads along at this minute of the community's day. */
export const isModerated = (minuteOfDay: number, { from, to }: ModeratedHours): boolean =>
  (minuteOfDay - minutesOf(from) + day) % day < ((minutesOf(to) - minutesOf(from) + day) % day || day);

const day = 1440;
const minutesOf = (clock: string): number => {
  const [hours = '0', minutes = '0'] = clock.split(':');
  return Number(hours) * 60 + Number(minutes);
};
