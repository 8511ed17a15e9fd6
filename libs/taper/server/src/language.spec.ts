import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { isSayable, languages, sayRefusal } from '@evenkeel/language';
import './language.js';

/** Refusals of single dose steps, which nobody types any more: they are imported and never reach a screen. */
const neverSaid = ['unknown-medicine', 'not-whole-micrograms', 'slots-do-not-add-up', 'dose-out-of-range', 'two-steps-on-one-day', 'tenfold-concentration'];

/** Every `refuse('code'` and `fail('code'` in the sources of this scope, rules and server. */
function codes(): readonly string[] {
  const folders = [path.join(import.meta.dirname), path.join(import.meta.dirname, 'use-cases'), path.join(import.meta.dirname, '../../rules/src')];
  const sources = folders.flatMap((folder) => readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.includes('spec')).map((file) => readFileSync(path.join(folder, file), 'utf8')));
  const all = sources.flatMap((source) => [...source.matchAll(/(?:refuse|fail)\('([a-z-]+)'/g)].map(([, code]) => code ?? ''));
  return [...new Set(all)].filter((code) => code !== 'not-found' && code !== 'stale' && !neverSaid.includes(code)).sort();
}

describe('refusals of plans', () => {
  it('have a sentence of their own in every language', () => {
    expect(codes().length).toBeGreaterThan(40);
    const facts = { atLeast: 1, atMost: 9, atMostMg: 300, today: '2027-01-04', belowUg: 125, doseUg: 500 };
    expect(codes().filter((code) => !isSayable(code) && sayRefusal('en', { code, facts }) === sayRefusal('en', { code: 'general', facts }))).toEqual([]);
  });

  it('never say the same in English and Spanish, and fill in every figure', () => {
    for (const code of codes()) {
      const [english, spanish] = languages.map((language) => sayRefusal(language, { code, facts: { atLeast: 1, atMost: 9, atMostMg: 300, today: '2027-01-04', belowUg: 125, doseUg: 500 } }));
      expect(english).not.toBe(spanish);
      expect(`${english} ${spanish}`).not.toMatch(/[{}]/);
    }
  });
});
