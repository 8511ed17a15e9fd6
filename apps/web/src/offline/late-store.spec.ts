import { describe, expect, it } from '@jest/globals';
import { addDeed } from './deeds.js';
import { finished, openDraft, withAnswer, type Draft } from './draft.js';
import { withinLimit } from './late-store.js';
import { inMemory } from './memory-store.js';
import { enqueue } from './queue.js';
import type { DeviceStore } from './store.js';

const opened = (id: string): Draft => openDraft({ id, owner: 'marta', templateId: 'daily', templateVersion: 1, checkInId: null, openedAt: '2026-03-01T10:00:00Z' });
const tap = (draft: Draft, value: number): Draft => withAnswer(draft, { question: 'overall', value, text: null, moment: { at: '2026-03-01T10:00:01Z', localDate: '2026-03-01', zone: 'UTC' } });
const keep = (store: DeviceStore, draft: Draft): Promise<Draft | null> =>
  store.change({ id: draft.id, draft: () => draft, queue: (queue) => enqueue(queue, draft, 0).queue });

/** A device that answers when `come` is called, and not before. */
function lateDevice(): { device: DeviceStore; opening: Promise<DeviceStore>; come: () => void; fail: () => void } {
  const device: DeviceStore = { ...inMemory(), kind: 'device' };
  let come = (): void => undefined;
  let fail = (): void => undefined;
  const opening = new Promise<DeviceStore>((settle, refuse) => {
    come = () => settle(device);
    fail = () => refuse(new Error('not today'));
  });
  return { device, opening, come, fail };
}

describe('a store that has to open', () => {
  it('is the device when it answers, and memory when it refuses', async () => {
    const quick = lateDevice();
    quick.come();
    expect(await withinLimit(quick.opening, 5_000)).toBe(quick.device);
    const refusing = lateDevice();
    refusing.fail();
    expect((await withinLimit(refusing.opening, 5_000)).kind).toBe('memory');
  });

  it('is there within the limit when the device never answers, and keeps taps as long as the page is open', async () => {
    const store = await withinLimit(new Promise<DeviceStore>(() => undefined), 20);
    expect(store.kind).toBe('memory');
    await keep(store, tap(opened('a'), 7));
    expect((await store.read()).drafts.map((each) => each.answers['overall']?.value)).toEqual([7]);
    expect(await store.copy('marta/today')).toBeUndefined();
  });

  it('goes over to a device that was late, with everything tapped meanwhile and everything kept before', async () => {
    const { device, opening, come } = lateDevice();
    await keep(device, finished(tap(opened('yesterday'), 3), '2026-02-28T10:00:00Z'));
    const store = await withinLimit(opening, 20);
    await keep(store, tap(opened('a'), 7));
    come();
    // Whoever comes while it moves waits, so that no tap falls between the two.
    const during = keep(store, tap(opened('b'), 5));
    await Promise.all([store.handedOver, during]);
    expect(store.kind).toBe('device');
    const { drafts, queue } = await device.read();
    expect(drafts.map((each) => each.id).sort()).toEqual(['a', 'b', 'yesterday']);
    expect(queue.map((each) => each.submission.id).sort()).toEqual(['a', 'b', 'yesterday']);
    expect(new Set(queue.map((each) => each.turn)).size).toBe(3);
    await keep(store, tap(opened('c'), 1));
    expect((await device.read()).drafts).toHaveLength(4);
  });

  it('takes along what was done about the plan', async () => {
    const { device, opening, come } = lateDevice();
    const hold = (id: string) => ({ kind: 'hold', id, localDate: '2026-03-01', tappedAt: '2026-03-01T10:00:01Z' }) as const;
    await device.changeDeeds((deeds) => addDeed(deeds, hold('before'), 'marta', 0));
    const store = await withinLimit(opening, 20);
    await store.changeDeeds((deeds) => addDeed(deeds, hold('meanwhile'), 'marta', 0));
    come();
    await store.handedOver;
    expect((await device.read()).deeds.map(({ deed }) => deed.id)).toEqual(['before', 'meanwhile']);
  });

  it('never puts an older state of a check-in over a newer one', async () => {
    const { device, opening, come } = lateDevice();
    await keep(device, tap(tap(opened('a'), 3), 9));
    const store = await withinLimit(opening, 20);
    await keep(store, tap(opened('a'), 4));
    come();
    await store.handedOver;
    const { drafts, queue } = await device.read();
    expect(drafts.map((each) => each.answers['overall']?.value)).toEqual([9]);
    expect(queue.map((each) => each.submission.revision)).toEqual([2]);
  });

  it('forgets copies on the device that came after somebody signed out', async () => {
    const { device, opening, come } = lateDevice();
    await device.keepCopy('marta/today', 'a day');
    const store = await withinLimit(opening, 20);
    await store.forgetCopies();
    come();
    await store.handedOver;
    expect(await device.copy('marta/today')).toBeUndefined();
  });

  it('stays with memory when a late device fails', async () => {
    const { opening, fail } = lateDevice();
    const store = await withinLimit(opening, 20);
    await keep(store, tap(opened('a'), 7));
    fail();
    await expect(store.handedOver).rejects.toThrow('not today');
    expect((await store.read()).drafts).toHaveLength(1);
    expect(store.kind).toBe('memory');
  });
});
