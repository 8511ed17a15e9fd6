import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isQuiet, within } from './quiet-hours.js';
import { minuteOfDay, nextWallTime, wallMinutes } from './wall-clock.js';

const at = (iso: string): number => Date.parse(iso);

describe('quiet hours', () => {
  const night = { from: '22:00', to: '07:00', zone: 'Europe/Madrid' };

  it.each([
    ['2026-01-10T20:59:00Z', false],
    ['2026-01-10T21:00:00Z', true],
    ['2026-01-11T05:59:00Z', true],
    ['2026-01-11T06:00:00Z', false],
    ['2026-07-10T20:00:00Z', true],
    ['2026-07-11T05:00:00Z', false],
  ])('at %s in Madrid: %s', (iso, quiet) => expect(isQuiet(night, at(iso))).toBe(quiet));

  it('nobody who set none has any, and equal ends mean none', () => {
    expect(isQuiet(null, 0)).toBe(false);
    expect(isQuiet({ ...night, to: '22:00' }, at('2026-01-10T21:00:00Z'))).toBe(false);
  });

  it('a span and its complement share no minute and leave none out', () => {
    const minute = fc.integer({ min: 0, max: 1_439 });
    fc.assert(
      fc.property(minute, minute, minute, (now, from, to) => {
        fc.pre(from !== to);
        expect(within(now, from, to)).toBe(!within(now, to, from));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the clock on the wall', () => {
  it.each(['24:00', '7:00', '07:60', '', '07:00:00'])('refuses %j', (text) => expect(() => minuteOfDay(text)).toThrow(RangeError));

  it('is the next 08:00 across a day of 23 and one of 25 hours', () => {
    const zone = 'America/New_York';
    expect(nextWallTime(at('2026-03-08T01:00:00Z'), zone, '08:00')).toBe(at('2026-03-08T12:00:00Z'));
    expect(nextWallTime(at('2026-11-01T01:00:00Z'), zone, '08:00')).toBe(at('2026-11-01T13:00:00Z'));
  });

  it('is strictly later, within a day and an hour, and shows the hour asked for', () => {
    const zone = fc.constantFrom('UTC', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Chatham');
    const moment = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z') });
    fc.assert(
      fc.property(moment, zone, (now, where) => {
        const next = nextWallTime(now, where, '08:00');
        expect(next).toBeGreaterThan(now);
        expect(next - now).toBeLessThanOrEqual(25 * 3_600_000);
        expect(wallMinutes(next, where)).toBe(480);
      }),
      { numRuns: 2_000 },
    );
  });
});
