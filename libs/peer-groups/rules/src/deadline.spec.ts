import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isModerated, minutesToLook, minutesUntilDue, type QueueClass } from './deadline.js';

const clock = fc.integer({ min: 0, max: 1439 }).map((minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`);

describe('until a moderator has looked', () => {
  const hours = { from: '08:00', to: '22:00' };

  it('takes ten minutes for a crisis post while somebody is there', () => {
    expect(minutesUntilDue(12 * 60, hours, 'crisis')).toBe(10);
  });

  it('begins when the hours do', () => {
    expect(minutesUntilDue(23 * 60, hours, 'crisis')).toBe(9 * 60 + 10);
  });

  it('pauses over the night', () => {
    expect(minutesUntilDue(21 * 60, hours, 'held')).toBe(60 + 10 * 60 + 180);
  });

  it('knows hours that go over midnight, and a whole day', () => {
    expect(isModerated(23 * 60, { from: '22:00', to: '06:00' })).toBe(true);
    expect(isModerated(12 * 60, { from: '22:00', to: '06:00' })).toBe(false);
    expect(minutesUntilDue(0, { from: '00:00', to: '00:00' }, 'join')).toBe(1440);
  });

  it('is exactly that many moderated minutes, whatever the hours', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1439 }), clock, clock, fc.constantFrom<QueueClass>('crisis', 'report', 'held', 'join'), (at, from, to, kind) => {
      // A community that is read for less than two hours a day is allowed; counting its minutes here would take weeks of them.
      fc.pre(from === to || (Number(to.slice(0, 2)) - Number(from.slice(0, 2)) + 24) % 24 >= 3);
      const due = minutesUntilDue(at, { from, to }, kind);
      let moderated = 0;
      for (let minute = 0; minute < due; minute += 1) if (isModerated((at + minute) % 1440, { from, to })) moderated += 1;
      expect(moderated).toBe(minutesToLook[kind]);
    }), { numRuns: 100 });
  });
});
