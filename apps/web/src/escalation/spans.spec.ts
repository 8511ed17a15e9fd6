import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { spanSince, spanUntil, type Span } from './spans.js';

const minute = 60_000;
const minutesIn = (span: Span): number => {
  switch (span.kind) {
    case 'now': return 0;
    case 'minutes': return span.minutes;
    case 'hours': return span.hours * 60 + span.minutes;
    case 'days': return span.days * 24 * 60;
  }
};

describe('spans of time', () => {
  it('never say that something has been open for longer than it has', () => {
    fc.assert(fc.property(fc.nat(), fc.nat(10 * 24 * 60 * minute), (from, passed) => {
      expect(minutesIn(spanSince(from, from + passed)) * minute).toBeLessThanOrEqual(passed);
    }));
  });

  it('never promise more than a minute less than there is, under a day', () => {
    fc.assert(fc.property(fc.nat(), fc.nat(23 * 60 * minute), (now, left) => {
      const words = minutesIn(spanUntil(now + left, now)) * minute;
      expect(words).toBeGreaterThanOrEqual(left);
      expect(words - left).toBeLessThan(minute);
    }));
  });

  it('call what is past due now', () => {
    expect(spanUntil(0, 5_000)).toEqual({ kind: 'now' });
    expect(spanSince(5_000, 0)).toEqual({ kind: 'now' });
  });

  it('change words at an hour and at a day', () => {
    expect(spanSince(0, 59 * minute)).toEqual({ kind: 'minutes', minutes: 59 });
    expect(spanSince(0, 125 * minute)).toEqual({ kind: 'hours', hours: 2, minutes: 5 });
    expect(spanSince(0, 49 * 60 * minute)).toEqual({ kind: 'days', days: 2 });
  });
});
