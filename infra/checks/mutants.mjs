import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Refused, runCommand } from '../launcher/refuse.mjs';
import { root } from '../launcher/root.mjs';
import { parseMutant } from './mutant.mjs';

/** @typedef {import('./mutant.mjs').Mutant} Mutant */
/** @typedef {'killed' | 'SURVIVED' | 'DOES NOT APPLY' | 'DOES NOT BUILD' | 'TEST DOES NOT RUN'} Verdict */

const folder = join(root, 'infra/mutants');

/**
 * `npm run mutants`: puts one committed mistake after the other into a copy of the tree and expects the test that its
 * head names to turn red. Words after `--` pick the mutants whose names contain one of them.
 * @returns {Promise<number>} 1 if a mutant survives, does not apply, or its test is red without it
 */
async function mutants() {
  const wanted = process.argv.slice(2);
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.patch')).sort() : [];
  const chosen = names.filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
  if (chosen.length === 0) throw new Refused('No mutant of that name in infra/mutants.');
  const copy = copyTree();
  for (const name of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM'])) {
    process.once(name, () => {
      rmSync(copy, { recursive: true, force: true });
      process.exit(130);
    });
  }
  try {
    /** @type {{ name: string, test: string, verdict: Verdict }[]} */
    const table = [];
    const healthy = new Set();
    for (const name of chosen) {
      const mutant = parseMutant(basename(name, '.patch'), readFileSync(join(folder, name), 'utf8'));
      const verdict = await judge(mutant, join(folder, name), copy, healthy);
      process.stdout.write(`${verdict.padEnd(18)} ${mutant.name}\n`);
      table.push({ name: mutant.name, test: [mutant.file, mutant.title].filter(Boolean).join(' > '), verdict });
    }
    console.table(table);
    const killed = table.filter(({ verdict }) => verdict === 'killed').length;
    process.stdout.write(`${killed} of ${table.length} mutants killed\n`);
    return killed === table.length ? 0 : 1;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/**
 * @param {Mutant} mutant
 * @param {string} patch
 * @param {string} copy
 * @param {Set<string>} healthy tests that were seen green without a mutant
 * @returns {Promise<Verdict>}
 */
async function judge(mutant, patch, copy, healthy) {
  const key = `${mutant.file}\0${mutant.title ?? ''}`;
  // Red means nothing if the test is red, or does not exist, without the mistake.
  if (!healthy.has(key)) {
    if ((await runTest(mutant, copy)) !== 'green') return 'TEST DOES NOT RUN';
    healthy.add(key);
  }
  if (git(copy, 'apply', patch).status !== 0) return 'DOES NOT APPLY';
  const outcome = await runTest(mutant, copy);
  git(copy, 'apply', '--reverse', patch);
  if (outcome === 'nothing ran') return 'TEST DOES NOT RUN';
  // The compiler would have caught it: no proof of the test.
  if (outcome === 'not built') return 'DOES NOT BUILD';
  return outcome === 'red' ? 'killed' : 'SURVIVED';
}

/** The tree as it lies here, uncommitted changes included, in a folder of its own with the same node_modules. */
function copyTree() {
  const copy = mkdtempSync(join(tmpdir(), 'evenkeel-mutants-'));
  chmodSync(copy, 0o755);
  const files = git(root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard').stdout.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
  const tar = spawnSync('sh', ['-c', 'tar --null -T - -cf - | tar -C "$1" -xf -', 'sh', copy], { cwd: root, input: files.join('\0') });
  if (tar.status !== 0) throw new Error('The tree cannot be copied.');
  copyModules(copy);
  // A repository of its own, so that patches apply to the copy and never to the tree around it.
  git(copy, 'init', '--quiet');
  return copy;
}

/**
 * The packages are shared; the links between the projects must lead into the copy.
 * @param {string} copy
 */
function copyModules(copy) {
  const done = spawnSync('sh', ['-c', 'mkdir node_modules && cd node_modules && ln -s "$1"/node_modules/* "$1"/node_modules/.bin . && rm -f @evenkeel && cp -a "$1"/node_modules/@evenkeel .', 'sh', root], { cwd: copy });
  if (done.status !== 0) throw new Error('The packages cannot be linked.');
  for (const hidden of ['.package-lock.json']) if (existsSync(join(root, 'node_modules', hidden))) symlinkSync(join(root, 'node_modules', hidden), join(copy, 'node_modules', hidden));
}

/**
 * @param {Mutant} mutant
 * @param {string} copy
 * @returns {Promise<'green' | 'red' | 'nothing ran' | 'not built'>}
 */
async function runTest({ file, title, project }, copy) {
  const output = join(copy, 'mutant-result.json');
  rmSync(output, { force: true });
  if (project.startsWith('promises') && (await node(copy, ['infra/launcher/build.mjs'])) !== 0) return 'not built';
  const script = join(root, 'node_modules/jest/bin/jest.js');
  const named = title === undefined ? [] : ['-t', title];
  await node(copy, [script, '-c', 'jest.config.mjs', '--selectProjects', project, '--json', `--outputFile=${output}`, '--runInBand', '--forceExit', ...named, '--runTestsByPath', file], {
    NODE_OPTIONS: '--experimental-vm-modules --no-warnings',
  });
  if (!existsSync(output)) return 'nothing ran';
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(output, 'utf8'));
  if (numFailedTests + numRuntimeErrorTestSuites > 0) return 'red';
  return numPassedTests > 0 ? 'green' : 'nothing ran';
}

/**
 * @param {string} cwd
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [more]
 * @returns {Promise<number | null>}
 */
function node(cwd, args, more = {}) {
  const stdio = process.env.EVENKEEL_MUTANTS_VERBOSE === '1' ? 'inherit' : 'ignore';
  const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...more }, stdio: ['ignore', stdio, stdio], timeout: 10 * 60_000, killSignal: 'SIGKILL' });
  return new Promise((settle) => {
    child.once('error', () => settle(null));
    child.once('exit', settle);
  });
}

/**
 * @param {string} cwd
 * @param {...string} args
 */
function git(cwd, ...args) {
  return spawnSync('git', args, { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
}

await runCommand(mutants);
