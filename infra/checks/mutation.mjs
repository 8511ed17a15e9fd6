import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refused, runCommand } from '../launcher/refuse.mjs';
import { root } from '../launcher/root.mjs';
import { rowOf } from './mutation-report.mjs';

/** @typedef {import('./mutation-report.mjs').Row} Row */

/** Packages whose decisions a wrong sign must not survive. */
const scopes = ['medicines', 'taper'];
const leastScore = 90;
const reportPath = join(root, 'docs/reports/mutation.json');

/**
 * `npm run mutation`: Stryker puts small mistakes into the rules, one after the other, and expects their unit tests to
 * notice. Names after `--` pick the packages (`medicines`, `taper`); `--data` tries the mistakes in tables too, which
 * every test has to be run for (hours); `--workers=2` uses two processes. The last figures are docs/reports/mutation.json.
 * @returns {Promise<number>} 1 if a score is below 90
 */
async function mutation() {
  const args = process.argv.slice(2);
  const wanted = args.filter((word) => !word.startsWith('--'));
  const unknown = wanted.find((word) => !scopes.includes(word));
  if (unknown !== undefined) throw new Refused(`"${unknown}" is none of ${scopes.join(', ')}.`);
  const workers = /^--workers=(\d+)$/.exec(args.find((word) => word.startsWith('--workers')) ?? '')?.[1] ?? '1';
  const rows = scopes.filter((scope) => wanted.length === 0 || wanted.includes(scope)).map((scope) => judge(scope, args.includes('--data'), workers));
  write(rows);
  for (const row of rows) process.stdout.write(`${row.package}: ${row.score} % of ${row.killed + row.survivors.length}, ${row.survivors.length} survive\n`);
  return rows.every(({ score }) => score >= leastScore) ? 0 : 1;
}

/**
 * @param {string} scope
 * @param {boolean} data
 * @param {string} workers
 * @returns {Row}
 */
function judge(scope, data, workers) {
  const done = spawnSync(process.execPath, [join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js'), 'run', 'infra/mutation/stryker.config.mjs'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, EVENKEEL_MUTATION: scope, EVENKEEL_MUTATION_WORKERS: workers, EVENKEEL_MUTATION_DATA: data ? 'on' : 'off' },
  });
  if (done.status !== 0) throw new Refused(`Stryker could not try ${scope}: the tests have to be green first (npm test).`);
  const report = JSON.parse(readFileSync(join(root, `.evenkeel/mutation-${scope}.json`), 'utf8'));
  const reasons = JSON.parse(readFileSync(join(root, 'infra/mutation/reasons.json'), 'utf8'));
  return rowOf(`libs/${scope}/rules`, report, reasons);
}

/** @param {Row[]} rows the packages tried now; figures of the others stay */
function write(rows) {
  /** @type {Row[]} */
  const before = existsSync(reportPath) ? JSON.parse(readFileSync(reportPath, 'utf8')) : [];
  const kept = before.filter((row) => rows.every((other) => other.package !== row.package));
  mkdirSync(join(root, 'docs/reports'), { recursive: true });
  const all = [...kept, ...rows].sort((left, right) => (left.package < right.package ? -1 : 1));
  writeFileSync(reportPath, `${JSON.stringify(all, null, 2)}\n`);
}

await runCommand(mutation);
