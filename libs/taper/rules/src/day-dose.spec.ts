import { describe, expect, it } from '@jest/globals';
import { isSameDay, sharedSlots, withSlots, type DayDose } from './day-dose.js';
import { day } from './fixtures.js';

const both = day({ clonazepam: { night: 500 }, diazepam: { morning: 5000 } });

describe('the same day', () => {
  it.each<[string, DayDose, boolean]>([
    ['itself', day({ clonazepam: { night: 500 }, diazepam: { morning: 5000 } }), true],
    ['another amount of the first', day({ clonazepam: { night: 375 }, diazepam: { morning: 5000 } }), false],
    ['another amount of the second', day({ clonazepam: { night: 500 }, diazepam: { morning: 4000 } }), false],
    ['the same amount at another time', day({ clonazepam: { night: 500 }, diazepam: { night: 5000 } }), false],
    ['one medicine less', day({ clonazepam: { night: 500 } }), false],
    ['one medicine more', day({ clonazepam: { night: 500 }, diazepam: { morning: 5000 }, lorazepam: { night: 500 } }), false],
    ['another medicine in the same amounts', day({ clonazepam: { night: 500 }, lorazepam: { morning: 5000 } }), false],
    ['nothing', [], false],
  ])('%s', (_, other, same) => { expect([isSameDay(both, other), isSameDay(other, both)]).toEqual([same, same]); });
});

describe('a day with other slots', () => {
  it('leaves out a medicine of which nothing is left, and adds one in the order of the codes', () => {
    expect(withSlots(both, 'clonazepam', { morning: 0, midday: 0, evening: 0, night: 0 })).toEqual(day({ diazepam: { morning: 5000 } }));
    expect(withSlots(day({ diazepam: { morning: 5000 } }), 'clonazepam', { morning: 0, midday: 0, evening: 0, night: 500 }).map(({ medicine }) => medicine)).toEqual(['clonazepam', 'diazepam']);
  });
});

describe('slots of two medicines', () => {
  it('are those in which both are taken', () => {
    expect(sharedSlots(both)).toEqual([]);
    expect(sharedSlots(day({ clonazepam: { morning: 250, night: 500 }, diazepam: { morning: 5000, midday: 1000 } }))).toEqual(['morning']);
    expect(sharedSlots(day({ clonazepam: { morning: 250, night: 500 } }))).toEqual([]);
  });
});
