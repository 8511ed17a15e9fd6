import { describe, expect, it } from '@jest/globals';
import { planDate } from './moment.js';

describe('the date of a plan', () => {
  it('is that of the clinic’s calendar for the patient, not of the phone', () => {
    const at = new Date('2026-11-23T04:30:00Z');
    expect(planDate('America/New_York', at)).toBe('2026-11-22');
    expect(planDate('Pacific/Auckland', at)).toBe('2026-11-23');
    expect(planDate('Asia/Kolkata', at)).toBe('2026-11-23');
  });
});
