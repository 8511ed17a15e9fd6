import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { adviceIn, withoutDoses } from './dose-talk.js';

const kinds = (text: string): string[] => adviceIn(text).map(({ kind }) => kind);

describe('talk about doses', () => {
  it.each([
    ['I went from 0.5 mg to 0.25mg of clonazepam', ['dose', 'dose']],
    ['Drop your Klonopin by 10% every week', ['dose']],
    ['Bajé a 2,5 mg de diazepam', ['dose']],
    ['crush the tablet and dissolve it in water', ['recipe', 'recipe']],
    ['see www.example.com/plan', ['link']],
    ['write to me: someone@example.org', ['link']],
    ['call me on +1 415 555 0101', ['link']],
  ])('is found in: %s', (text, expected) => { expect(kinds(text)).toEqual(expected); });

  it.each([
    'I walked 10 km and slept 6 hours',
    'My battery is at 50%',
    'It took me 20 minutes to calm down',
    'Hoy he dormido cinco horas',
  ])('is not found in: %s', (text) => { expect(kinds(text)).toEqual([]); });

  it('hides the amount and leaves every other word', () => {
    expect(withoutDoses('From 0.5 mg to 0.25 mg clonazepam, slowly', '[…]')).toBe('From […] to […] clonazepam, slowly');
  });

  it('names places inside the text that do not overlap, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.,mg %taperlorazepam-@www\n ') , maxLength: 200 }), (text) => {
      let end = 0;
      for (const { from, to } of adviceIn(text)) {
        expect(from).toBeGreaterThanOrEqual(end);
        expect(to).toBeGreaterThan(from);
        expect(to).toBeLessThanOrEqual(text.length);
        end = to;
      }
    }));
  });

  it('reads a text that was made to hold it up', () => {
    // A pattern that looked again from every letter would need minutes.
    for (const text of ['0'.repeat(300_000), 'a-'.repeat(150_000), '1 '.repeat(150_000), 'a.'.repeat(150_000)]) expect(adviceIn(text).length).toBeLessThanOrEqual(1);
  });
});
