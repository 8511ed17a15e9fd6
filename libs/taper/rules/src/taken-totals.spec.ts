import { describe, expect, it } from '@jest/globals';
import type { SlotWord } from './dose-record.js';
import type { DoseSlot } from './dose-step.js';
import { day } from './fixtures.js';
import { takenTotals } from './taken-totals.js';

const prescribed = [
  { startsOn: '2027-01-01', dose: day({ clonazepam: { morning: 500, night: 750 } }) },
  { startsOn: '2027-01-10', dose: day({ clonazepam: { morning: 500 }, diazepam: { night: 10_000 } }) },
];
const word = (on: string, slot: DoseSlot, said: SlotWord['said'], extra = 0): SlotWord => ({ on, slot, said, extra, vomited: false });
const totals = (...words: readonly SlotWord[]) => takenTotals(prescribed, words, '2027-01-02', '2027-01-12').map(({ startsOn, dose }) => [startsOn, dose.map(({ medicine, total }) => `${medicine} ${total}`).join()]);

describe('what was really taken', () => {
  it('is nothing that is known without a word', () => expect(totals()).toEqual([]));

  it.each<[string, readonly SlotWord[], string]>([
    ['as planned', [word('2027-01-03', 'morning', 'taken'), word('2027-01-03', 'night', 'taken')], 'clonazepam 1250'],
    ['without one that was missed', [word('2027-01-03', 'morning', 'missed'), word('2027-01-03', 'night', 'taken')], 'clonazepam 750'],
    ['without one that was declined', [word('2027-01-03', 'morning', 'taken'), word('2027-01-03', 'night', 'declined')], 'clonazepam 500'],
    ['with an extra one', [word('2027-01-03', 'morning', 'taken'), word('2027-01-03', 'night', 'taken', 1)], 'clonazepam 2000'],
    ['with an extra one in between, as large as the first', [word('2027-01-03', 'morning', 'taken'), word('2027-01-03', 'midday', null, 2), word('2027-01-03', 'night', 'taken')], 'clonazepam 2250'],
    ['nothing at all', [word('2027-01-03', 'morning', 'missed'), word('2027-01-03', 'night', 'missed')], ''],
  ])('%s', (_, words, expected) => expect(totals(...words)).toEqual([['2027-01-03', expected]]));

  it('leaves out a day of which something was not said', () => {
    expect(totals(word('2027-01-03', 'morning', 'taken'))).toEqual([]);
    expect(totals(word('2027-01-03', 'morning', 'taken'), word('2027-01-03', 'night', null, 1))).toEqual([]);
  });

  it('counts each medicine by itself, and both ends of the stretch', () => {
    const both = (on: string) => [word(on, 'morning', 'taken'), word(on, 'night', 'taken')];
    expect(totals(...both('2027-01-01'), ...both('2027-01-02'), ...both('2027-01-12'), ...both('2027-01-13'))).toEqual([['2027-01-02', 'clonazepam 1250'], ['2027-01-12', 'clonazepam 500,diazepam 10000']]);
  });
});

describe('days of which nothing is known', () => {
  const one = [{ startsOn: '2027-01-03', dose: day({ clonazepam: { night: 500 } }) }, { startsOn: '2027-01-10', dose: [] }];
  const known = (...words: readonly SlotWord[]) => takenTotals(one, words, '2027-01-02', '2027-01-12').map(({ startsOn }) => startsOn);
  it('a word on another time of the day is none on the dose', () => { expect(known(word('2027-01-04', 'morning', 'taken'))).toEqual([]); });
  it('a day without a dose, or before the first one, is none of them', () => {
    expect(known(word('2027-01-02', 'night', 'taken'), word('2027-01-11', 'night', 'taken'))).toEqual([]);
    expect(known(word('2027-01-03', 'night', 'taken'))).toEqual(['2027-01-03']);
  });
  it('the day on which another dose begins counts with that dose', () => {
    expect(totals(word('2027-01-10', 'morning', 'taken'), word('2027-01-10', 'night', 'taken'))).toEqual([['2027-01-10', 'clonazepam 500,diazepam 10000']]);
  });
});
