import type { Deed, PlanDeed, QueuedDeed } from '../offline/deeds.js';
import type { ToldDeed } from '../offline/outbox-state.js';

/** Where a deed is: the team's record has it, only this device has it, or the server did not take it. */
export type Where = 'team' | 'phone' | 'refused';

export interface ShownChange {
  readonly id: string;
  readonly kind: PlanDeed['kind'];
  readonly localDate: string;
  readonly tappedAt: string;
  readonly where: Where;
}

/** What is on this device and not yet in what was read. */
export interface OnDevice {
  readonly deeds: readonly QueuedDeed[];
  readonly told: readonly ToldDeed[];
}

/**
 * Deeds that what was read at `readAt` (milliseconds, 0 for an old copy) cannot contain, with where they are. One that was told
 * a moment ago may still stand in the queue: it is with the team.
 */
export const newerDeeds = ({ deeds, told }: OnDevice, readAt: number): readonly (readonly [Deed, Where])[] => [
  ...told.filter(({ toldAt }) => toldAt >= readAt).map(({ deed }) => [deed, 'team'] as const),
  ...deeds.filter(({ deed }) => told.every((each) => each.deed.id !== deed.id)).map(({ deed, refused }) => [deed, refused === null ? 'phone' as const : 'refused' as const] as const),
];

/** Holds and slow-downs that what was read does not show yet, those that were taken back left out. */
export function shownChanges(device: OnDevice, readAt: number): readonly ShownChange[] {
  const later = newerDeeds(device, readAt);
  const undone = new Set(later.flatMap(([deed, where]) => (deed.kind === 'undo' && where !== 'refused' ? [deed.of] : [])));
  return later.flatMap(([deed, where]) => ((deed.kind === 'hold' || deed.kind === 'slow-down') && !undone.has(deed.id)
    ? [{ id: deed.id, kind: deed.kind, localDate: deed.localDate, tappedAt: deed.tappedAt, where }] : []));
}

/** Whether a change of the plan that the server told of is being taken back from this device. */
export const isTakenBack = (device: OnDevice, readAt: number, id: string): boolean =>
  newerDeeds(device, readAt).some(([deed, where]) => deed.kind === 'undo' && deed.of === id && where !== 'refused');

/** Versions that were marked as read on this device. */
export const readVersions = (device: OnDevice): readonly number[] =>
  [...device.told.map(({ deed }) => deed), ...device.deeds.map(({ deed }) => deed)].flatMap((deed) => (deed.kind === 'read' ? [deed.number] : []));
