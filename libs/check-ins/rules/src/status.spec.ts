import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { believed, isLate, isPromptDue, mayAnswer, stageOf, statusOf, type CheckInTimes } from './status.js';

/** Opens at 100, reminds at 150, closes at 200. */
const checkIn = (more: Partial<CheckInTimes> = {}): CheckInTimes => ({
  opensAt: 100,
  remindAt: 150,
  closesAt: 200,
  deliveredAt: null,
  openedAt: null,
  answeredAt: null,
  receivedAt: null,
  ...more,
});

describe('the status of a check-in, read from its times', () => {
  it.each<[string, Partial<CheckInTimes>, number, string]>([
    ['before it opens', {}, 99, 'planned'],
    ['at the moment it opens', {}, 100, 'open'],
    ['opened by the patient', { openedAt: 110 }, 149, 'open'],
    ['at the reminder', {}, 150, 'overdue'],
    ['without a reminder', { remindAt: null }, 199, 'open'],
    ['one moment before it closes', {}, 199, 'overdue'],
    ['at the moment it closes', {}, 200, 'missed'],
    ['opened and left', { openedAt: 110 }, 500, 'missed'],
    ['answered', { answeredAt: 120, receivedAt: 121 }, 130, 'answered'],
    ['answered, looked at much later', { answeredAt: 120, receivedAt: 121 }, 9000, 'answered'],
    ['tapped in time, arrived late', { answeredAt: 199, receivedAt: 5000 }, 5001, 'answered'],
    ['tapped at the moment it closed', { answeredAt: 200, receivedAt: 201 }, 300, 'answered-late'],
    ['a report that never closes', { closesAt: null, remindAt: null }, 9000, 'open'],
    ['a report, answered', { closesAt: null, remindAt: null, answeredAt: 100, receivedAt: 9000 }, 9001, 'answered'],
  ])('%s', (_, times, now, status) => {
    expect(statusOf(checkIn(times), now)).toBe(status);
  });

  it('needs no worker: nobody has to write that a check-in was missed', () => {
    const stored = checkIn();
    expect([99, 100, 150, 200].map((now) => statusOf(stored, now))).toEqual(['planned', 'open', 'overdue', 'missed']);
    expect(stored).toEqual(checkIn());
  });

  it('does not believe a device clock that is ahead', () => {
    expect(believed(9000, 150)).toBe(150);
    expect(isLate(checkIn({ answeredAt: 9000, receivedAt: 150 }))).toBe(false);
    expect(isLate(checkIn({ answeredAt: 9000, receivedAt: null }))).toBe(true);
  });

  it.each<[Partial<CheckInTimes>, string]>([
    [{}, 'planned'],
    [{ deliveredAt: 101 }, 'delivered'],
    [{ openedAt: 102 }, 'opened'],
    [{ deliveredAt: 101, openedAt: 102, answeredAt: 103 }, 'answered'],
  ])('%j has come to %s', (times, stage) => {
    expect(stageOf(checkIn(times))).toBe(stage);
  });

  it('is prompted once, from its opening to its end, unless the patient was faster', () => {
    expect([99, 100, 199, 200].map((now) => isPromptDue(checkIn(), now))).toEqual([false, true, true, false]);
    expect(isPromptDue(checkIn({ deliveredAt: 100 }), 101)).toBe(false);
    expect(isPromptDue(checkIn({ openedAt: 100 }), 101)).toBe(false);
  });

  it('takes late answers and none before its time', () => {
    expect([99, 100, 10_000].map((now) => mayAnswer(checkIn(), now))).toEqual([false, true, true]);
  });

  it('never goes back as time goes on', () => {
    const order = ['planned', 'open', 'overdue', 'missed'];
    fc.assert(
      fc.property(fc.nat(400), fc.nat(400), (one, other) => {
        const [earlier, later] = [Math.min(one, other), Math.max(one, other)];
        expect(order.indexOf(statusOf(checkIn(), earlier))).toBeLessThanOrEqual(order.indexOf(statusOf(checkIn(), later)));
      }),
    );
  });
});
