import { readFileSync } from 'node:fs';
import path from 'node:path';

const sources = path.resolve(import.meta.dirname, '../../../../apps/web/src');

/** The words of the screens as their catalogues have them, so that a test names what it means and not how it is put. */
export type Words = (scope: string, key: string, values?: Record<string, string>) => string;

/** @param area `staff` reads the catalogues that only staff load */
export function wordsIn(language: 'en' | 'es', area: 'patient' | 'staff' = 'patient'): Words {
  const loaded = new Map<string, unknown>();
  return (scope, key, values = {}) => {
    const file = path.join(sources, scope, 'language', ...(area === 'staff' ? ['staff'] : []), `${language}.json`);
    if (!loaded.has(file)) loaded.set(file, JSON.parse(readFileSync(file, 'utf8')));
    const found = key.split('.').reduce<unknown>((here, part) => (typeof here === 'object' && here !== null ? (here as Record<string, unknown>)[part] : undefined), loaded.get(file));
    if (typeof found !== 'string') throw new Error(`The ${language} catalogue of ${scope} has no ${key}`);
    return found.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
  };
}
