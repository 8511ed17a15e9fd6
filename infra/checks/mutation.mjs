import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refused, runCommand } from '../launcher/refuse.mjs';
import { root } from '../launcher/root.mjs';
import { merged, rowOf } from './mutation-report.mjs';

/** @typedef {import('./mutation-report.mjs').Row} Row */

/** Packages whose decisions a wrong sign must not survive. */
const scopes = ['medicines', 'taper'];
const leastScore = 90;
const reportPath = join(root, 'docs/reports/mutation.json');

/**
 * `npm run mutation`: Stryker puts small mistakes into the rules, one after the other, and expects their unit tests to
 * notice. Names after `--` pick the packages (`medicines`, `taper`); `--files=ceiling-line,run-out` tries only those files
 * of one package; `--data` tries the mistakes in tables too, for which every test has to be loaded again and run;
 * `--workers=2` uses two processes. The last figures of every file are docs/reports/mutation.json.
 * @returns {Promise<number>} 1 if a score is below 90, or if a file has not been tried
 */
async function mutation() {
  const args = process.argv.slice(2);
  const wanted = args.filter((word) => !word.startsWith('--'));
  const unknown = wanted.find((word) => !scopes.includes(word));
  if (unknown !== undefined) throw new Refused(`"${unknown}" is none of ${scopes.join(', ')}.`);
  const workers = /^--workers=(\d+)$/.exec(args.find((word) => word.startsWith('--workers')) ?? '')?.[1] ?? '1';
  const chosen = args.find((word) => word.startsWith('--files='))?.slice('--files='.length).split(',') ?? [];
  if (chosen.length > 0 && wanted.length !== 1) throw new Refused('--files is about the files of one package: name it.');
  const when = { commit: commitNow(), on: new Date().toISOString().slice(0, 10) };
  const rows = scopes.filter((scope) => wanted.length === 0 || wanted.includes(scope)).map((scope) => {
    const files = chosen.map((name) => fileNamed(scope, name));
    judge(scope, files, args.includes('--data'), workers);
    return keep(scope, files.length > 0 ? files : filesOf(scope), when);
  });
  for (const row of rows) {
    process.stdout.write(`${row.package}: ${row.score} % of ${row.killed + row.survivors.length}, ${row.survivors.length} survive, ${row.filesNotTried.length} files have not been tried\n`);
  }
  return rows.every(({ score, filesNotTried }) => score >= leastScore && filesNotTried.length === 0) ? 0 : 1;
}

/**
 * @param {string} scope
 * @param {readonly string[]} files none: all of the package
 * @param {boolean} data
 * @param {string} workers
 */
function judge(scope, files, data, workers) {
  const done = spawnSync(process.execPath, [join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js'), 'run', 'infra/mutation/stryker.config.mjs'], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env, EVENKEEL_MUTATION: scope, EVENKEEL_MUTATION_FILES: files.join(','),
      EVENKEEL_MUTATION_WORKERS: workers, EVENKEEL_MUTATION_DATA: data ? 'on' : 'off',
    },
  });
  if (done.status !== 0) throw new Refused(`Stryker could not try ${scope}: the tests have to be green first (npm test).`);
}

/**
 * Files the figures of a run; those of other files and packages stay.
 * @param {string} scope
 * @param {readonly string[]} files what the run was about; Stryker says nothing of one in which there is nothing to mistake
 * @param {{ commit: string, on: string }} when
 * @returns {Row}
 */
function keep(scope, files, when) {
  const report = JSON.parse(readFileSync(join(root, `.evenkeel/mutation-${scope}.json`), 'utf8'));
  const reasons = JSON.parse(readFileSync(join(root, 'infra/mutation/reasons.json'), 'utf8'));
  /** @type {Row[]} */
  const before = existsSync(reportPath) ? JSON.parse(readFileSync(reportPath, 'utf8')) : [];
  const name = `libs/${scope}/rules`;
  const all = { files: { ...Object.fromEntries(files.map((file) => [file, { source: '', mutants: [] }])), ...report.files } };
  const row = merged(before.find((each) => each.package === name), rowOf(name, all, reasons, when), filesOf(scope));
  mkdirSync(join(root, 'docs/reports'), { recursive: true });
  const rows = [...before.filter((each) => each.package !== name), row].sort((left, right) => (left.package < right.package ? -1 : 1));
  writeFileSync(reportPath, `${JSON.stringify(rows, null, 2)}\n`);
  return row;
}

/**
 * @param {string} scope
 * @returns {string[]} the files of the package that say something; the same that Stryker is given without `--files`
 */
function filesOf(scope) {
  const source = `libs/${scope}/rules/src`;
  const names = readdirSync(join(root, source)).filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts') && name !== 'index.ts' && name !== 'fixtures.ts');
  return names.map((name) => `${source}/${name}`);
}

/**
 * @param {string} scope
 * @param {string} name with or without `.ts`
 * @returns {string}
 */
function fileNamed(scope, name) {
  const file = `libs/${scope}/rules/src/${name.replace(/\.ts$/, '')}.ts`;
  if (!filesOf(scope).includes(file)) throw new Refused(`${file} is no file whose mistakes are tried.`);
  return file;
}

/** @returns {string} what is checked out; `+` after it if something in libs or infra is not committed */
function commitNow() {
  const git = (/** @type {string[]} */ ...words) => spawnSync('git', words, { cwd: root, encoding: 'utf8' }).stdout.trim();
  return `${git('rev-parse', '--short=8', 'HEAD')}${git('status', '--porcelain', '--', 'libs', 'infra') === '' ? '' : '+'}`;
}

await runCommand(mutation);
