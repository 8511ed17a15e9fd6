import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The unit tests of the package that is tried, the quick ones first: a law is only asked when no example has noticed.
 * @param {string} folder where the package was copied to
 * @returns {string[]}
 */
export function specsOf(folder) {
  const source = join(folder, 'libs', process.env.EVENKEEL_MUTATION ?? 'none', 'rules/src');
  const specs = readdirSync(source).filter((name) => name.endsWith('.spec.ts'));
  const isLaw = (/** @type {string} */ name) => name.includes('.properties.');
  return [...specs.filter((name) => !isLaw(name)), ...specs.filter(isLaw)].map((name) => join(source, name));
}
