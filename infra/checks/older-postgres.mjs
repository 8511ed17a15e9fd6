import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where Debian's packages put each version. */
const packages = '/usr/lib/postgresql';
/** The oldest version that Evenkeel runs on. */
const oldest = 15;

/**
 * The oldest PostgreSQL of the machine's own packages that Evenkeel has to run on, if there is one: what `npm ci` brings is
 * the newest, and what an installation has is somewhere between.
 * @param {string} [folder]
 * @returns {{ installation: string, version: number } | undefined}
 */
export function olderPostgres(folder = packages) {
  const versions = (existsSync(folder) ? readdirSync(folder) : []).map(Number).filter((version) => Number.isInteger(version) && version >= oldest).sort((one, other) => one - other);
  const found = versions.find((version) => existsSync(join(folder, String(version), 'bin/postgres')) && existsSync(join(folder, String(version), 'bin/initdb')));
  return found === undefined ? undefined : { installation: join(folder, String(found)), version: found };
}
