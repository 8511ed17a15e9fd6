import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = path.join(import.meta.dirname, '../../..');
/** Every way PostgreSQL has of telling the time, unless it is ours. `clock.now()`, `tx.now()` and `performance.now()` have a dot before them. */
const words = ['now\\s*\\(', 'clock_timestamp\\s*\\(', 'statement_timestamp\\s*\\(', 'transaction_timestamp\\s*\\(', 'timeofday\\s*\\(', 'current_timestamp\\b', 'current_date\\b', 'current_time\\b', 'localtimestamp\\b', 'localtime\\b'];
const sayings = [...words, ...words.map((word) => word.replace(/^\w+/, (name) => name.toUpperCase()))].join('|');
const clocks = new RegExp(`(?<![\\w.]|async )(?:${sayings})|'(?:now|today|yesterday|tomorrow)'\\s*::`);

const filesBelow = (folder: string): string[] => readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));

const isChecked = (file: string): boolean =>
  !/[/\\](node_modules|dist|coverage)[/\\]/.test(file)
  && (/[/\\]migrations[/\\][^/\\]+\.sql$/.test(file) || /[/\\](store|platform[/\\](database|queue|realtime|encryption)[/\\]src)[/\\][^/\\]+(?<!spec)\.ts$/.test(file));

const withoutComments = (text: string): string => text.replace(/--.*$/gm, '').replace(/\/\*[\s\S]*?\*\//g, '').replace(/(?<![:'"`])\/\/.*$/gm, '');

/** Lines that ask another clock than the database's own function, which tests can stop. */
const offences = (text: string): string[] => withoutComments(text).split('\n').filter((line) => clocks.test(line)).map((line) => line.trim());

describe('SQL tells the time by clock.now() alone', () => {
  it('in every migration and every store', () => {
    const files = [...filesBelow('libs'), ...filesBelow('apps')].filter(isChecked);
    expect(files.length).toBeGreaterThan(30);
    const found = files.flatMap((file) => offences(readFileSync(file, 'utf8')).map((line) => `${path.relative(root, file)}: ${line}`));
    expect(found).toEqual([]);
  });

  it.each([
    'SELECT now()', 'at timestamptz DEFAULT now ()', 'CURRENT_TIMESTAMP', "created_at > 'now'::timestamptz", 'x < clock_timestamp()', 'current_date + 1', 'AND NOW() > x',
  ])('finds %s', (sql) => { expect(offences(sql)).toHaveLength(1); });

  it.each(['SELECT clock.now()', 'await tx.now()', 'performance.now()', '-- never now()', 'known(x)', 'const { now } = row', 'localTime', 'async now() {', 'pg_catalog.transaction_timestamp()'])(
    'allows %s', (sql) => { expect(offences(sql)).toEqual([]); });
});
