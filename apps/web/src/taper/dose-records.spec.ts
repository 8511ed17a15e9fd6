import { describe, expect, it } from '@jest/globals';
import { addDeed, takeBack, type Deed, type QueuedDeed } from '../offline/deeds.js';
import { missedDays, shownRecords, type ToldRecord } from './dose-records.js';

const at = '2026-03-04T08:00:00.000Z';
const record = (id: string, kind = 'taken', localDate = '2026-03-04'): ToldRecord => ({ id, kind, localDate, slot: 'morning', tappedAt: at, withdrawn: false });
const dose = (id: string, word: 'taken' | 'missed' = 'taken'): Deed => ({ kind: 'dose', id, word, slot: 'morning', localDate: '2026-03-04', tappedAt: at });
const queued = (...deeds: readonly Deed[]): readonly QueuedDeed[] => deeds.reduce<readonly QueuedDeed[]>((queue, deed) => addDeed(queue, deed, 'marta', 0), []);
const back = (of: string) => ({ kind: 'withdraw', id: `back-${of}`, of, tappedAt: at }) as const;

describe('what was said about doses', () => {
  it('is said once, and says where it is', () => {
    const device = { deeds: queued(dose('b')), told: [{ deed: dose('c'), toldAt: 10 }] };
    expect(shownRecords([record('a')], device, 5).map(({ id, where }) => [id, where])).toEqual([['a', 'team'], ['c', 'team'], ['b', 'phone']]);
    // The answer to sending it was lost: the server has it, and so has the device.
    expect(shownRecords([record('b')], { deeds: queued(dose('b')), told: [] }, 5)).toHaveLength(1);
    // Told this moment, and not yet taken out of the queue.
    expect(shownRecords([], { deeds: queued(dose('b')), told: [{ deed: dose('b'), toldAt: 10 }] }, 5).map(({ id, where }) => [id, where])).toEqual([['b', 'team']]);
  });

  it('is believed from the server as soon as it was read after the telling', () => {
    const device = { deeds: [], told: [{ deed: dose('c'), toldAt: 10 }] };
    expect(shownRecords([], device, 9)).toHaveLength(1);
    expect(shownRecords([], device, 11)).toHaveLength(0);
  });

  it('is gone when it was taken back, unless the server refused that', () => {
    const deeds = takeBack([], back('a'), 'marta', 0);
    expect(shownRecords([record('a')], { deeds, told: [] }, 0)).toEqual([]);
    expect(shownRecords([record('a')], { deeds: deeds.map((each) => ({ ...each, refused: 'too-late' })), told: [] }, 0)).toHaveLength(1);
  });

  it('leaves out what was taken back before', () => {
    expect(shownRecords([{ ...record('a'), withdrawn: true }], { deeds: [], told: [] }, 0)).toEqual([]);
  });

  it('shows what the server refused as refused', () => {
    const deeds = queued(dose('b')).map((each) => ({ ...each, refused: 'not-found' }));
    expect(shownRecords([], { deeds, told: [] }, 0)[0]?.where).toBe('refused');
  });
});

describe('missed days', () => {
  const missed = (localDate: string): ToldRecord => record(localDate, 'missed', localDate);
  it('are those in a row that were reported, up to today or yesterday', () => {
    expect(missedDays([], ['morning'], '2026-03-04')).toBe(0);
    expect(missedDays(['2026-03-02', '2026-03-03', '2026-03-04'].map(missed), ['morning'], '2026-03-04')).toBe(3);
    expect(missedDays(['2026-03-01', '2026-03-02', '2026-03-03'].map(missed), ['morning'], '2026-03-04')).toBe(3);
    expect(missedDays(['2026-03-01', '2026-03-03'].map(missed), ['morning'], '2026-03-04')).toBe(1);
  });

  it('do not count a day on which a dose was taken, nor a day without a word', () => {
    const three = ['2026-03-02', '2026-03-03', '2026-03-04'].map(missed);
    expect(missedDays([...three, record('t', 'taken', '2026-03-04')], ['morning'], '2026-03-04')).toBe(0);
    expect(missedDays(three.slice(0, 1), ['morning'], '2026-03-04')).toBe(0);
  });

  it('count only when every dose of the day was missed', () => {
    const three = ['2026-03-02', '2026-03-03', '2026-03-04'].map(missed);
    expect(missedDays(three, ['morning', 'night'], '2026-03-04')).toBe(0);
    expect(missedDays([...three, ...three.map((each) => ({ ...each, slot: 'night' }))], ['morning', 'night'], '2026-03-04')).toBe(3);
  });
});
