import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nameKey, nameProblem, suggestNames } from './names.js';

describe('a made-up name', () => {
  it.each(['someone@example.org', 'www.me', 'call 415 555 0101', 'Miss Klonopin', 'K1onopin fan', 'Dr Lee', 'Moderator Ann', 'a/b', 'M0derat0r', 'Moderadora Ana', 'La doctora', 'Dra. Luz', 'Médica Sol'])('cannot be %s', (name) => {
    expect(nameProblem(name)).toBe('name-not-possible');
  });
  it.each([['', 'persona-name-too-short'], ['..', 'persona-name-too-short'], ['a'.repeat(41), 'persona-name-too-long'], ['Quiet Harbour 27', null], ['Zoë', null]])('%j: %s', (name, problem) => {
    expect(nameProblem(name)).toBe(problem);
  });
  it('is the same name however it is dressed up', () => {
    expect(nameKey('Quiet  HARBÓUR-27')).toBe(nameKey('quiet harbour 27'));
  });
  it('that is suggested can be had', () => {
    fc.assert(fc.property(fc.infiniteStream(fc.double({ min: 0, max: 0.999999, noNaN: true })), fc.constantFrom<'en' | 'es'>('en', 'es'), (stream, language) => {
      const suggested = suggestNames(language, () => stream.next().value);
      expect(suggested.length).toBeGreaterThan(0);
      for (const name of suggested) expect(nameProblem(name)).toBeNull();
    }));
  });
});
