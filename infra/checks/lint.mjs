import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { runCommand } from '../launcher/refuse.mjs';
import { root } from '../launcher/root.mjs';

const fixtures = join(import.meta.dirname, 'walls');
const parts = ['apps', 'libs', 'infra', '*.mjs'];

/**
 * `npm run lint`: the whole tree without one finding, and every wall still standing: each fixture below
 * infra/checks/walls has to break the rule that its second line names.
 * @returns {Promise<number>} the exit code
 */
async function lint() {
  process.env.NX_DAEMON = 'false';
  const graph = drawProjectGraph();
  if (graph !== undefined) return fail(graph);
  const skipped = listenForSkippedRule();

  const results = await new ESLint({ cwd: root }).lintFiles(parts);
  const formatter = await new ESLint({ cwd: root }).loadFormatter('stylish');
  process.stdout.write(await formatter.format(results));
  const findings = results.reduce((sum, { errorCount, warningCount, fatalErrorCount }) => sum + errorCount + warningCount + fatalErrorCount, 0);

  const fallen = await fallenWalls();
  for (const words of fallen) process.stdout.write(`${words}\n`);
  if (skipped()) return fail('The boundaries between projects were not checked: the project graph is missing.');
  const walls = readdirSync(fixtures).length;
  process.stdout.write(`lint: ${results.length} files, ${findings} findings; ${walls - fallen.length} of ${walls} walls stand\n`);
  return findings === 0 && fallen.length === 0 ? 0 : 1;
}

/**
 * Nx skips its rule, and passes, when nobody has drawn the graph of projects before.
 * @returns {string | undefined} what went wrong
 */
function drawProjectGraph() {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-graph-'));
  const nx = join(root, 'node_modules/nx/dist/bin/nx.js');
  const args = [nx, 'graph', `--file=${join(folder, 'graph.json')}`];
  const done = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env: { ...process.env, NX_DAEMON: 'false' } });
  rmSync(folder, { recursive: true, force: true });
  return done.status === 0 ? undefined : `The graph of projects cannot be drawn.\n${done.stdout}\n${done.stderr}`;
}

/** @returns {() => boolean} whether the boundaries rule has said that it skips itself */
function listenForSkippedRule() {
  let skipped = false;
  for (const name of /** @type {const} */ (['log', 'warn', 'error'])) {
    const write = console[name].bind(console);
    console[name] = (...words) => {
      if (words.join(' ').includes('rule will be skipped')) skipped = true;
      write(...words);
    };
  }
  return () => skipped;
}

/** @returns {Promise<string[]>} one line for every fixture that did not break its rule */
async function fallenWalls() {
  // A fixture pretends to lie somewhere else in the tree, where the compiler does not know it.
  const untyped = {
    files: ['**/*.{ts,tsx,mjs}'],
    languageOptions: { parserOptions: { projectService: false } },
    rules: { '@typescript-eslint/no-floating-promises': 'off', '@typescript-eslint/switch-exhaustiveness-check': 'off' },
  };
  const eslint = new ESLint({ cwd: root, overrideConfig: /** @type {import('eslint').Linter.Config[]} */ ([untyped]) });
  /** @type {string[]} */
  const fallen = [];
  for (const name of readdirSync(fixtures)) {
    const [file = ''] = readdirSync(join(fixtures, name));
    const text = readFileSync(join(fixtures, name, file), 'utf8');
    const [, path, rule, words] = /^\/\/ as: (\S+)\n\/\/ breaks: (\S+) \| (.+)\n/.exec(text) ?? [];
    if (path === undefined || rule === undefined || words === undefined) {
      fallen.push(`walls/${name}: the first two lines must say "// as: path" and "// breaks: rule | words".`);
      continue;
    }
    const [result] = await eslint.lintText(text, { filePath: join(root, path) });
    const messages = result?.messages ?? [];
    if (messages.some(({ ruleId, message }) => ruleId === rule && message.includes(words))) continue;
    const heard = messages.map(({ ruleId, message }) => `    ${ruleId ?? 'parser'}: ${message}`).join('\n');
    fallen.push(`walls/${name}: expected ${rule} to say "${words}" about ${path}, heard${heard === '' ? ' nothing' : `\n${heard}`}`);
  }
  return fallen;
}

/** @param {string} words */
function fail(words) {
  process.stdout.write(`${words}\n`);
  return 1;
}

await runCommand(lint);
