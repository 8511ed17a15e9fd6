import { describe, expect, it } from '@jest/globals';
import { holdingOf, noticedIn, type Writing } from './hold.js';

const writing = (facts: Partial<Writing>): Writing => ({ words: 'Thank you all.', released: 3, holdFirst: 3, holdAll: false, byModerator: false, ...facts });

describe('what is held', () => {
  it('is nothing of somebody who is known here and writes kindly', () => {
    expect(holdingOf(writing({}))).toEqual({ reasons: [], crisis: false });
  });
  it('are the first posts, until as many were let through as the group asks for', () => {
    expect(holdingOf(writing({ released: 2 })).reasons).toEqual(['first-post']);
    expect(holdingOf(writing({ released: 0, holdFirst: 0 })).reasons).toEqual([]);
  });
  it('is a crisis post, whoever wrote it', () => {
    expect(holdingOf(writing({ words: 'I want to die' }))).toEqual({ reasons: ['crisis'], crisis: true });
    expect(holdingOf(writing({ words: 'Quiero morirme, no puedo mas', byModerator: true })).crisis).toBe(true);
    expect(holdingOf(writing({ words: 'I do not want to die' })).crisis).toBe(false);
  });
  it('is dose advice and what leads out of the group', () => {
    expect(holdingOf(writing({ words: 'Go down 0.25 mg of Klonopin' })).reasons).toEqual(['dose']);
    expect(holdingOf(writing({ words: 'Dissolve the pill in vodka' })).reasons).toEqual(['dose']);
    expect(holdingOf(writing({ words: 'write to me@example.org' })).reasons).toEqual(['link']);
  });
  it('is everything of somebody whom a moderator wants to read first', () => {
    expect(holdingOf(writing({ holdAll: true })).reasons).toEqual(['hold-all']);
  });
});

describe('what a moderator is shown', () => {
  const shown = (words: string) => noticedIn(words).map(({ from, to, kind }) => `${kind}: ${words.slice(from, to)}`);
  it('is the phrase that made it a crisis, and what else was noticed', () => {
    expect(shown('Cut 0.5 mg of Klonopin. Now I want to die.')).toEqual(['crisis: want to die', 'dose: 0.5 mg']);
    expect(shown('Cut 0.5 mg of Klonopin.')).toEqual(['dose: 0.5 mg']);
    expect(shown('I do not want to die')).toEqual([]);
  });
});
