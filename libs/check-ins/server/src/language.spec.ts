import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { isSayable, languages, sayRefusal } from '@evenkeel/language';
import './language.js';

/** Every `refuse('code'` in the sources of this scope, rules and server. */
function codes(): readonly string[] {
  const folders = [path.join(import.meta.dirname), path.join(import.meta.dirname, 'use-cases'), path.join(import.meta.dirname, '../../rules/src')];
  const sources = folders.flatMap((folder) => readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.includes('spec')).map((file) => readFileSync(path.join(folder, file), 'utf8')));
  return [...new Set(sources.flatMap((source) => [...source.matchAll(/refuse\('([a-z-]+)'/g)].map(([, code]) => code ?? '')))].sort();
}

describe('refusals of check-ins', () => {
  it('have a sentence of their own in every language', () => {
    expect(codes().length).toBeGreaterThan(20);
    expect(codes().filter((code) => !isSayable(code))).toEqual([]);
  });

  it('never say the same in English and Spanish, and fill in every figure', () => {
    for (const code of codes()) {
      const [english, spanish] = languages.map((language) => sayRefusal(language, { code, facts: { atLeast: 1, atMost: 9 } }));
      expect(english).not.toBe(spanish);
      expect(`${english} ${spanish}`).not.toMatch(/[{}]/);
    }
  });
});
