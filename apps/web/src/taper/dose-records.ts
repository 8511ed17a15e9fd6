import { addDays } from '@evenkeel/taper-rules';
import type { DoseDeed } from '../offline/deeds.js';
import { newerDeeds, type OnDevice, type Where } from './shown-changes.js';

/** A word about a dose as the API tells it. */
export interface ToldRecord {
  readonly id: string;
  readonly localDate: string;
  readonly slot: string;
  readonly kind: string;
  readonly tappedAt: string;
  /** Taken back, counts no more. */
  readonly withdrawn: boolean;
}

export interface ShownRecord extends ToldRecord {
  readonly where: Where;
}

/** Everything that was said about doses, in the order of the taps: what the team has, and what is still on this device. */
export function shownRecords(records: readonly ToldRecord[], device: OnDevice, readAt: number): readonly ShownRecord[] {
  const later = newerDeeds(device, readAt);
  const withdrawn = new Set(later.flatMap(([deed, where]) => (deed.kind === 'withdraw' && where !== 'refused' ? [deed.of] : [])));
  const added = later.flatMap(([deed, where]) => (deed.kind === 'dose' ? [recordOf(deed, where)] : []));
  const kept = records.filter(({ id, withdrawn: isWithdrawn }) => !isWithdrawn && added.every((each) => each.id !== id)).map((record) => ({ ...record, where: 'team' as const }));
  return [...kept, ...added].filter(({ id }) => !withdrawn.has(id)).sort((left, right) => (left.tappedAt < right.tappedAt ? -1 : left.tappedAt > right.tappedAt ? 1 : 0));
}

const recordOf = ({ id, localDate, slot, word, tappedAt }: DoseDeed, where: Where): ShownRecord => ({ id, localDate, slot, kind: word, tappedAt, withdrawn: false, where });

/**
 * Days in a row that were reported as missed, up to today, or to yesterday while today is not missed as a whole. A day counts
 * when the last word on every dose of it is that it was missed; a day without a word is not missed.
 * @param slots times of the day at which something is taken
 */
export function missedDays(records: readonly ToldRecord[], slots: readonly string[], today: string): number {
  const last = (on: string, slot: string): string | undefined =>
    records.findLast((each) => each.localDate === on && each.slot === slot && ['taken', 'missed', 'declined'].includes(each.kind))?.kind;
  const isMissed = (on: string): boolean => slots.length > 0 && slots.every((slot) => last(on, slot) === 'missed');
  if (slots.some((slot) => last(today, slot) === 'taken')) return 0;
  let days = 0;
  for (let on = isMissed(today) ? today : addDays(today, -1); isMissed(on); on = addDays(on, -1)) days += 1;
  return days;
}
