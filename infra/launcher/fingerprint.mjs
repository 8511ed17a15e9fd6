import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const skipped = new Set(['node_modules', 'dist', 'dist-types', 'bundle', 'coverage', '.nx', '.evenkeel']);

/**
 * A short text that changes when any of the files changes, appears or goes. Contents count, times do not: a fresh
 * clone of what was built answers the same.
 * @param {string} root folder of the repository
 * @param {(path: string) => boolean} counts decides by the path from the root, with slashes
 * @returns {string}
 */
export function fingerprint(root, counts) {
  const hash = createHash('sha256');
  const top = ['apps', 'libs'].flatMap((folder) => filesBelow(join(root, folder)));
  const shared = ['package-lock.json', 'tsconfig.base.json', 'tsconfig.json'].map((name) => join(root, name)).filter((file) => existsSync(file));
  for (const file of [...top, ...shared].sort()) {
    const path = relative(root, file).split(sep).join('/');
    if (path.endsWith('.tsbuildinfo') || /\.(spec|int-spec|promise)\.tsx?$/.test(path)) continue;
    if (path.includes('/') && !counts(path)) continue;
    hash.update(`${path}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}
