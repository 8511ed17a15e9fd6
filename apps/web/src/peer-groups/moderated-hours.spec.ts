import { describe, expect, it } from '@jest/globals';
import { hoursAt, minuteOfDay } from './moderated-hours.js';

const hours = { from: '08:00', to: '22:00' };

describe('when a moderator reads along', () => {
  it('goes by the clock of the group, not of the reader', () => {
    const at = new Date('2026-03-02T13:30:00Z');
    expect(minuteOfDay(at, 'America/New_York')).toBe(8 * 60 + 30);
    expect([hoursAt(at, 'America/New_York', hours), hoursAt(at, 'America/Los_Angeles', hours), hoursAt(at, 'Europe/Madrid', hours)]).toEqual(['now', 'later', 'now']);
  });
  it('is over at the hour itself', () => {
    expect(hoursAt(new Date('2026-03-02T21:59:59Z'), 'UTC', hours)).toBe('now');
    expect(hoursAt(new Date('2026-03-02T22:00:00Z'), 'UTC', hours)).toBe('later');
    expect(hoursAt(new Date('2026-03-02T00:30:00Z'), 'UTC', hours)).toBe('later');
  });
  it('is always, where the two hours are one', () => {
    expect(hoursAt(new Date('2026-03-02T03:00:00Z'), 'UTC', { from: '00:00', to: '00:00' })).toBe('always');
  });
});
