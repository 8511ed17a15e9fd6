import { describe, expect, it } from '@jest/globals';
import { defineCatalogue, preferredLanguage, translate } from './catalogue.js';
import { defineRefusals, isSayable, sayRefusal } from './refusals.js';

const say = defineCatalogue('weather', {
  en: { sun: 'Sun over {{place}}', drops_one: '{{count}} drop', drops_other: '{{count}} drops' },
  es: { sun: 'Sol sobre {{place}}', drops_one: '{{count}} gota', drops_other: '{{count}} gotas' },
});

describe('a catalogue', () => {
  it('says the sentence of the language with its facts, unescaped', () => {
    expect(say('en', 'sun', { place: 'O’Hare & Sons <b>' })).toBe('Sun over O’Hare & Sons <b>');
    expect(say('es', 'sun', { place: 'Soria' })).toBe('Sol sobre Soria');
  });

  it('chooses plurals, also the Spanish one for millions', () => {
    expect([1, 2, 1_000_000].map((count) => say('es', 'drops', { count }))).toEqual(['1 gota', '2 gotas', '1000000 gotas']);
    expect([0, 1, 2].map((count) => say('en', 'drops', { count }))).toEqual(['0 drops', '1 drop', '2 drops']);
  });

  it('throws on an unknown sentence instead of showing its key', () => {
    expect(() => translate('en', 'weather:hail')).toThrow('No sentence weather:hail in en');
    expect(() => translate('en', 'nowhere:sun')).toThrow('No sentence');
  });

  it.each([
    ['a missing sentence', { en: { a: 'A', b: 'B' }, es: { a: 'A' } }, /odd1:b is not in every language/],
    ['a sentence that only the second has', { en: { a: 'A' }, es: { a: 'A', b: 'B' } }, /odd2:b is not in every language/],
    ['different facts', { en: { a: 'A {{x}}' }, es: { a: 'A {{y}}' } }, /odd3:a does not mention the same facts/],
    ['an empty sentence', { en: { a: 'A' }, es: { a: '' } }, /odd4:a is not in every language/],
  ])('refuses %s', (_what, texts, problem) => {
    const scope = /odd\d/.exec(String(problem))?.[0] ?? 'odd';
    expect(() => defineCatalogue(scope, texts as { en: Record<string, string>; es: Record<string, string> })).toThrow(problem);
  });

  it('refuses a second catalogue under the same name, and allows the same one twice', () => {
    const texts = { en: { a: 'A' }, es: { a: 'Á' } };
    defineCatalogue('twice', texts);
    expect(() => defineCatalogue('twice', { ...texts })).not.toThrow();
    expect(() => defineCatalogue('twice', { en: { a: 'B' }, es: { a: 'B' } })).toThrow(/two catalogues/);
  });
});

describe('sayRefusal', () => {
  it('says the sentence of the code', () => {
    defineRefusals({ en: { 'window-short': 'At least {{atLeast}} minutes' }, es: { 'window-short': 'Al menos {{atLeast}} minutos' } });
    expect(sayRefusal('es', { code: 'window-short', facts: { atLeast: 30 } })).toBe('Al menos 30 minutos');
    expect(isSayable('window-short')).toBe(true);
  });

  it('says something general about a code that has no sentence', () => {
    expect(sayRefusal('en', { code: 'never-heard', facts: {} })).toMatch(/^That could not be saved/);
    expect(isSayable('never-heard')).toBe(false);
  });
});

describe('preferredLanguage', () => {
  it.each([
    [undefined, 'en'], ['', 'en'], ['es', 'es'], ['es-MX,es;q=0.9', 'es'], ['de-DE,de;q=0.9,es;q=0.5,en;q=0.3', 'es'], ['fr', 'en'],
    ['en;q=0.2, es;q=0.8', 'es'], ['es;q=0, en', 'en'], ['*', 'en'],
  ])('%s is %s', (header, language) => expect(preferredLanguage(header)).toBe(language));
});
