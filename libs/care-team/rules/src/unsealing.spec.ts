import { describe, expect, it } from '@jest/globals';
import { isDanger, unsealingState } from './unsealing.js';

describe('the state of a request to lead a persona back', () => {
  const at = (minutes: number): string => new Date(minutes * 60_000).toISOString();
  const asked = { askedAt: at(0), grantedAt: null, until: null, declinedAt: null, endedAt: null };
  const granted = { ...asked, grantedAt: at(10), until: at(70) };
  const state = (request: typeof asked | typeof granted, minutes: number) => unsealingState(request, minutes * 60_000);

  it('waits for a day, then it has lapsed', () => {
    expect([state(asked, 0), state(asked, 24 * 60 - 1), state(asked, 24 * 60)]).toEqual(['waiting', 'waiting', 'lapsed']);
  });

  it('is open for the hour, not a minute more, and not after somebody ended it', () => {
    expect([state(granted, 10), state(granted, 69), state(granted, 70)]).toEqual(['open', 'open', 'over']);
    expect(unsealingState({ ...granted, endedAt: at(20) }, 21 * 60_000)).toBe('over');
  });

  it('is declined for good', () => {
    expect(unsealingState({ ...asked, declinedAt: at(5) }, 6 * 60_000)).toBe('declined');
  });

  it('knows four dangers and no other', () => {
    expect(['suicide', 'harm-begun', 'sudden-stop', 'other-life', 'curious', ''].map(isDanger)).toEqual([true, true, true, true, false, false]);
  });
});
