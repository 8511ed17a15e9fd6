import { Refused } from '../launcher/refuse.mjs';

/**
 * A mistake that a test must notice.
 * @typedef {object} Mutant
 * @property {string} name
 * @property {string} file of the test, from the root
 * @property {string | undefined} title part of the test's title; undefined: any test of the file
 * @property {'unit' | 'integration' | 'promises' | 'promises-several'} project of Jest
 */

/**
 * Reads the head of a patch: a line `# test: path/to/file.promise.ts -t "part of the title"` before the first file.
 * @param {string} name
 * @param {string} patch text
 * @returns {Mutant}
 */
export function parseMutant(name, patch) {
  const head = patch.split(/^(?:diff --git|--- )/m)[0] ?? '';
  const [, file, title] = /^# test: (\S+)(?: -t "([^"]+)")?\s*$/m.exec(head) ?? [];
  if (file === undefined) throw new Refused(`infra/mutants/${name}.patch: the head must name the test: # test: path -t "title"`);
  return { name, file, title, project: projectOf(file) };
}

/**
 * @param {string} file
 * @returns {Mutant['project']}
 */
function projectOf(file) {
  if (file.endsWith('.promise.ts')) return file.includes('/several-processes/') ? 'promises-several' : 'promises';
  return file.endsWith('.int-spec.ts') ? 'integration' : 'unit';
}
