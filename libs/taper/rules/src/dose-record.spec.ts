import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from './calendar-days.js';
import { type DoseRecord, type DoseRecordKind, missedDays, silentSince, wordsOf } from './dose-record.js';
import type { DoseSlot } from './dose-step.js';
import { day } from './fixtures.js';

const night = [{ startsOn: '2027-01-01', dose: day({ clonazepam: { night: 1000 } }) }];
const twice = [{ startsOn: '2027-01-01', dose: day({ clonazepam: { morning: 500, night: 500 } }) }];
let count = 0;
const tap = (date: number, kind: DoseRecordKind, slot: DoseSlot = 'night', tappedAt = date): DoseRecord => ({ id: `id-${(count += 1)}`, on: addDays('2027-01-01', date - 1), slot, kind, tappedAt });
const missed = (taps: readonly DoseRecord[], until: number, of = night, dealtWithUntil: string | null = null) =>
  missedDays({ prescribed: of, words: wordsOf(taps), until: addDays('2027-01-01', until - 1), dealtWithUntil });

describe('what patients say about doses', () => {
  it('the last tap counts, in whatever order taps arrive; extra doses add up', () => {
    const taps = [tap(3, 'missed', 'night', 20), tap(3, 'taken', 'night', 30), tap(3, 'extra'), tap(3, 'extra'), tap(3, 'vomited')];
    const word = { on: '2027-01-03', slot: 'night', said: 'taken', extra: 2, vomited: true };
    expect(wordsOf(taps)).toEqual([word]);
    expect(wordsOf([...taps].reverse())).toEqual([word]);
  });

  it('does not depend on the order of arrival', () => {
    const some = fc.array(fc.record({ date: fc.integer({ min: 1, max: 4 }), kind: fc.constantFrom<DoseRecordKind>('taken', 'missed', 'extra', 'vomited', 'declined'), at: fc.integer({ min: 0, max: 5 }) }), { maxLength: 12 });
    fc.assert(fc.property(some, fc.infiniteStream(fc.nat()), (all, order) => {
      const taps = all.map(({ date, kind, at }) => tap(date, kind, 'night', at));
      const shuffled = taps.map((each) => ({ each, key: order.next().value })).sort((left, right) => left.key - right.key).map(({ each }) => each);
      expect(wordsOf(shuffled)).toEqual(wordsOf(taps));
    }));
  });
});

describe('missed days', () => {
  it('are counted in a row, up to today', () => {
    expect(missed([tap(1, 'missed')], 1)).toBe(1);
    expect(missed([tap(1, 'missed'), tap(2, 'missed')], 2)).toBe(2);
    expect(missed([tap(1, 'missed'), tap(2, 'missed'), tap(3, 'missed')], 3)).toBe(3);
  });

  it('a day without a word is not missed: it ends a row, but not while it lasts', () => {
    expect(missed([tap(1, 'missed'), tap(2, 'missed')], 3)).toBe(2);
    expect(missed([tap(1, 'missed'), tap(2, 'missed')], 4)).toBe(0);
    expect(missed([tap(1, 'missed'), tap(3, 'missed')], 3)).toBe(1);
    expect(missed([], 9)).toBe(0);
  });

  it('three stay three in silence, until a dose is taken or somebody who prescribes deals with it', () => {
    const three = [tap(1, 'missed'), tap(2, 'missed'), tap(3, 'missed')];
    expect(missed(three, 9)).toBe(3);
    expect(missed([...three, tap(6, 'taken')], 9)).toBe(0);
    expect(missed([...three, tap(6, 'declined')], 9)).toBe(3);
    expect(missed(three, 9, night, '2027-01-03')).toBe(0);
    expect(missed([...three, tap(4, 'missed')], 9, night, '2027-01-03')).toBe(0);
    expect(missed(three, 9, night, '2026-12-31')).toBe(3);
  });

  it('need every dose of the day, and days without a dose are passed over', () => {
    expect(missed([tap(1, 'missed', 'morning'), tap(2, 'missed', 'morning')], 2, twice)).toBe(0);
    const all = [1, 2].flatMap((date) => [tap(date, 'missed', 'morning'), tap(date, 'missed', 'night')]);
    expect(missed(all, 2, twice)).toBe(2);
    expect(missed([...all, tap(3, 'missed', 'morning')], 3, twice)).toBe(2);
    expect(missed([...all, tap(3, 'missed', 'morning'), tap(3, 'taken', 'night')], 3, twice)).toBe(0);
    const gone = [...night, { startsOn: '2027-01-03', dose: [] }];
    expect(missed([tap(1, 'missed'), tap(2, 'missed')], 9, gone)).toBe(2);
  });

  it('vomiting and an extra dose say that something was taken', () => {
    expect(missed([tap(1, 'missed'), tap(2, 'vomited')], 2)).toBe(0);
    expect(missed([tap(1, 'missed'), tap(2, 'extra')], 2)).toBe(0);
  });
});

describe('silence', () => {
  it('begins with the first day without a word, and no earlier than the plan', () => {
    const since = (taps: readonly DoseRecord[], until: number, of = night, from = '2027-01-01') => silentSince(of, wordsOf(taps), addDays('2027-01-01', until - 1), from);
    expect(since([tap(1, 'taken')], 1)).toBeNull();
    expect(since([tap(1, 'taken')], 3)).toBe('2027-01-02');
    expect(since([], 3)).toBe('2027-01-01');
    expect(since([], 3, night, '2027-01-03')).toBe('2027-01-03');
    expect(since([], 3, [{ startsOn: '2027-01-01', dose: [] }])).toBeNull();
    expect(since([tap(2, 'missed')], 3)).toBe('2027-01-03');
  });
});

describe('words on doses', () => {
  const record = (id: string, kind: DoseRecordKind, tappedAt: number, date = 1, slot: DoseSlot = 'night'): DoseRecord => ({ id, on: addDays('2027-01-01', date - 1), slot, kind, tappedAt });
  it('of two taps of one moment the one with the later name counts, whichever came first', () => {
    const [first, second] = [record('a', 'missed', 7), record('b', 'taken', 7)];
    expect(wordsOf([first, second])[0]?.said).toBe('taken');
    expect(wordsOf([second, first])[0]?.said).toBe('taken');
    expect(wordsOf([record('z', 'missed', 6), second])[0]?.said).toBe('taken');
  });
  it('are in the order of days, and of the times of a day', () => {
    const taps = [record('a', 'taken', 1, 2, 'morning'), record('b', 'taken', 2, 1, 'night'), record('c', 'taken', 3, 1, 'morning'), record('d', 'taken', 4, 1, 'evening'), record('e', 'taken', 5, 1, 'midday')];
    expect(wordsOf(taps).map(({ on, slot }) => `${on.slice(-2)} ${slot}`)).toEqual(['01 morning', '01 midday', '01 evening', '01 night', '02 morning']);
  });
  it('of a day that somebody who prescribes has dealt with are no missed day any more', () => {
    const three = [record('a', 'missed', 1, 1), record('b', 'missed', 2, 2), record('c', 'missed', 3, 3)];
    expect(missed(three, 3, night, '2027-01-03')).toBe(0);
    expect(missed(three, 3, night, '2027-01-02')).toBe(1);
  });
  it('before a plan began say nothing of a dose', () => {
    expect(missed([record('a', 'missed', 1, 1)], 2, [{ startsOn: '2027-01-02', dose: night[0]?.dose ?? [] }])).toBe(0);
  });
});
