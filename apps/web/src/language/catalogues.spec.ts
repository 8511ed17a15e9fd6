import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const src = join(import.meta.dirname, '..');
const files = readdirSync(src, { recursive: true }).map(String);

type Tree = { readonly [key: string]: string | Tree };
const read = (path: string): Tree => JSON.parse(readFileSync(join(src, path), 'utf8')) as Tree;

const leaves = (tree: Tree, prefix = ''): readonly (readonly [string, string])[] =>
  Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[`${prefix}${key}`, value] as const] : leaves(value, `${prefix}${key}.`)));

/** Every English catalogue with its Spanish one. `<scope>/language/` is the patient's, `<scope>/language/staff/` is namespace `<scope>-staff`, that of a part `<scope>/<part>/language/` `<scope>-<part>`. */
const pairs = files.filter((path) => /\/language\/(staff\/)?en\.json$/.test(path)).map((path) => [path, path.replace(/en\.json$/, 'es.json')] as const);

/** A provider's receipt says nothing to a patient: it was handed to a relay, and that is all. */
const onlyForStaff = [/\bdelivered\b/i, /\bentregad/i];

/** Never on a screen: words that blame, and words that promise what nobody keeps. */
const forbidden: Readonly<Record<'en' | 'es', readonly RegExp[]>> = {
  en: [/\baddict/i, /\babus(e|ing)\b/i, /\brelaps/i, /non-?complian/i, /\bmonitor/i, /\bwatching\b/i, /24\/7/, /guarantee/i, /\bfailed taper/i, /\bstreak/i, /you should\b/i, /\bmcg\b/i, /µg/, /are you sure/i, /!/, /\p{Extended_Pictographic}/u],
  es: [/\badict/i, /\babus(o|ar|a)\b/i, /\breca[ií]da/i, /incumpl/i, /monitor/i, /vigila/i, /24\/7/, /garanti/i, /\bracha/i, /\bmcg\b/i, /µg/, /está segur/i, /[!¡]/, /\p{Extended_Pictographic}/u],
};

describe('the catalogues', () => {
  it('exist in pairs', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(7);
    expect(pairs.filter(([, es]) => !files.includes(es))).toEqual([]);
  });

  it.each(pairs)('%s and %s have the same keys and the same gaps to fill', (en, es) => {
    const shape = (tree: Tree): readonly string[] =>
      leaves(tree).map(([key, text]) => `${key.replace(/_many$/, '_other')} ${[...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => (match[1] ?? '').toLowerCase()))].sort().join(',')}`);
    expect([...new Set(shape(read(es)))].sort()).toEqual([...new Set(shape(read(en)))].sort());
  });

  it.each(pairs.flat())('%s has no empty text and no forbidden word', (path) => {
    const language = path.endsWith('es.json') ? 'es' : 'en';
    for (const [key, text] of leaves(read(path))) {
      expect([key, text.trim() !== '']).toEqual([key, true]);
      const never = path.includes('/staff/') ? forbidden[language] : [...forbidden[language], ...onlyForStaff];
      expect([key, never.filter((word) => word.test(text)).map(String)]).toEqual([key, []]);
    }
  });

  it('has every key that a screen names in full', () => {
    const known = new Map<string, Set<string>>();
    for (const [path] of pairs) {
      const scope = path.slice(0, path.indexOf('/language/')).replaceAll('/', '-');
      const keys = new Set(leaves(read(path)).map(([key]) => key.replace(/_(one|many|other)$/, '')));
      known.set(path.includes('/staff/') ? `${scope}-staff` : scope, keys);
    }
    const missing: string[] = [];
    for (const path of files.filter((each) => /\.tsx?$/.test(each) && !/\.spec\.ts$/.test(each))) {
      const source = readFileSync(join(src, path), 'utf8');
      const hooks = [...source.matchAll(/\{\s*t(?::\s*(\w+))?(?:,\s*\w+)*\s*\}\s*=\s*useTranslation\('([a-z-]+)'\)/g)];
      for (const name of new Set(hooks.map((hook) => hook[1] ?? 't'))) {
        const namespaces = [...new Set(hooks.filter((hook) => (hook[1] ?? 't') === name).map((hook) => hook[2] ?? ''))];
        for (const call of source.matchAll(new RegExp(`\\b${name}\\('([A-Za-z][\\w.-]*)'`, 'g'))) {
          const key = call[1] ?? '';
          if (!namespaces.some((namespace) => known.get(namespace)?.has(key))) missing.push(`${path}: ${namespaces.join('|')}:${key}`);
        }
      }
    }
    expect(missing).toEqual([]);
  });
});
