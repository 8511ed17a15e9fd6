import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatsFor } from './formats.js';

const now = () => new Date('2026-08-19T20:00:00Z');
const us = formatsFor('en', 'US', 'America/New_York', now);
const spain = formatsFor('es', 'ES', 'Europe/Madrid', now);

describe('formats', () => {
  it('writes times as people of the country say them', () => {
    expect(us.time('2026-08-19T18:02:00Z')).toBe('2:02\u00a0pm');
    expect(us.time('2026-08-19T04:05:00Z')).toBe('12:05\u00a0am');
    expect(spain.time('2026-08-19T18:02:00Z')).toBe('20:02');
  });

  it('names the day in words and leaves the year out when it is this one', () => {
    expect(us.date('2026-08-18')).toBe('Tue 18 August');
    expect(us.date('2025-08-18')).toBe('Mon 18 August 2025');
    expect(spain.date('2026-08-18')).toBe('mar 18 de agosto');
    expect(us.day('2026-08-19T01:00:00Z')).toBe('Tue 18 August');
  });

  it('leaves the day out today and never tomorrow or yesterday', () => {
    expect(us.dayTime('2026-08-19T18:02:00Z')).toBe('2:02\u00a0pm');
    expect(us.dayTime('2026-08-18T18:02:00Z')).toBe('Tue 18 August, 2:02\u00a0pm');
  });

  it('writes doses with a leading zero, never a trailing one, and a space that does not break', () => {
    expect(us.dose(500)).toBe('0.5\u00a0mg');
    expect(us.dose(1000)).toBe('1\u00a0mg');
    expect(us.dose(125)).toBe('0.125\u00a0mg');
    expect(spain.dose(500)).toBe('0,5\u00a0mg');
    fc.assert(fc.property(fc.integer({ min: 100, max: 40_000 }), (micrograms) => {
      const text = us.dose(micrograms);
      expect(text).toMatch(/^\d+(\.\d*[1-9])?\u00a0mg$/);
      expect(Math.round(Number.parseFloat(text) * 1000)).toBe(micrograms);
    }));
  });
});
