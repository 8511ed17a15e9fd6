import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fingerprint } from './fingerprint.mjs';
import { eachLine } from './processes.mjs';
import { Refused, runCommand } from './refuse.mjs';
import { root } from './root.mjs';

/** @typedef {(line: string) => void} Log */

const programs = ['apps/api', 'apps/worker', 'apps/cli'];
const web = 'apps/web';
/** What the browser's bundle is made of: the client itself and the projects it may import. */
const webSources = /^(apps\/web|libs\/kernel|libs\/phrases|libs\/api-client|libs\/[^/]+\/(rules|scene))\//;
const serverSources = /^(apps\/(api|worker|cli)|libs)\//;

/**
 * Builds whatever is not built or has changed since: the processes with `tsc -b` and a bundler, the client with Vite, side by side.
 * Costs a few milliseconds when nothing changed.
 * @param {Log} log
 * @throws {Refused} if the sources do not compile
 */
export async function buildProduct(log) {
  await Promise.all([
    buildUnlessFresh('server', (path) => serverSources.test(path), [...entriesOf(programs), ...programs.map((program) => `${program}/bundle/main.js`)], () => server(log)),
    buildUnlessFresh('web', (path) => webSources.test(path), [`${web}/dist/index.html`], () => bundle(log)),
  ]);
}

/**
 * Compiles programs that the product itself does not need, with everything they import.
 * @param {string[]} projects folders from the root
 * @param {Log} log
 */
export async function compile(projects, log) {
  // The compiler trusts its notes: with the notes there and the output removed it would do nothing.
  const force = entriesOf(projects).every((path) => existsSync(join(root, path))) ? [] : ['--force'];
  log('[types] compiling ...');
  await tool('node_modules/typescript/bin/tsc', ['-b', ...force, ...projects], root, (line) => log(`[types] ${line}`));
}

/** @param {Log} log */
async function server(log) {
  await compile(programs, log);
  log('[server] bundling ...');
  // A bundler is a tool of development: who only runs what is built does not have it.
  const { bundleServers } = await import('./bundle-servers.mjs');
  await bundleServers(programs);
}

/**
 * Quiet unless it fails: the bundler's report on sizes is for developers, who run it themselves.
 * @param {Log} log
 */
async function bundle(log) {
  /** @type {string[]} */
  const said = [];
  log('[web] building the web client ...');
  try {
    await tool('node_modules/vite/bin/vite.js', ['build'], join(root, web), (line) => said.push(line));
  } catch (error) {
    for (const line of said) log(`[web] ${line}`);
    throw error;
  }
}

/**
 * @param {string} name
 * @param {(path: string) => boolean} counts
 * @param {string[]} outputs
 * @param {() => Promise<void>} build
 */
async function buildUnlessFresh(name, counts, outputs, build) {
  const stamp = join(root, 'dist/build', name);
  const now = fingerprint(root, counts);
  const complete = outputs.every((path) => existsSync(join(root, path)));
  if (complete && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return;
  // An interrupted build must not look like a finished one.
  rmSync(stamp, { force: true });
  await build();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
}

/**
 * The entry of every project that has to be compiled for these projects to run, their own included.
 * @param {string[]} projects folders from the root
 * @returns {string[]} paths from the root
 */
function entriesOf(projects) {
  const reached = new Set(projects);
  // A set that grows is iterated to its end.
  for (const project of reached) {
    const { references = [] } = /** @type {{ references?: { path: string }[] }} */ (JSON.parse(readFileSync(join(root, project, 'tsconfig.json'), 'utf8')));
    for (const { path } of references) reached.add(posix.join(project, path));
  }
  return [...reached].filter((project) => project !== 'infra').map((project) => `${project}/dist/${project.startsWith('apps/') ? 'main' : 'index'}.js`);
}

/**
 * Runs a tool of node_modules under this very Node.
 * @param {string} script path from the root
 * @param {string[]} args
 * @param {string} cwd
 * @param {Log} log
 */
async function tool(script, args, cwd, log) {
  const file = join(root, script);
  if (!existsSync(file)) throw new Refused('The tools to build with are not installed. Run `npm ci` first (without --omit=dev).');
  const env = { ...process.env, NODE_ENV: 'production' };
  const child = spawn(process.execPath, [file, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) eachLine(stream, log);
  const code = await new Promise((settle, fail) => child.once('error', fail).once('close', settle));
  if (code === null) throw new Refused('The build was interrupted.');
  if (code !== 0) throw new Refused(`${args.includes('-b') ? 'The sources do not compile' : 'The web client does not build'} (see above).`);
}

if (process.argv[1] === import.meta.filename) {
  await runCommand(async () => {
    await buildProduct((line) => process.stdout.write(`${line}\n`));
    return 0;
  });
}
