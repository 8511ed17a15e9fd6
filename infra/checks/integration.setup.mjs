import { redisProgram } from '../launcher/redis.mjs';
import startTestPostgres from './postgres.setup.mjs';

/**
 * What the integration tests need: the PostgreSQL of the run, and a redis-server on the machine. Each suite on the second
 * size starts a Redis of its own. Without the program those suites are shown as skipped; with CI=true the run is refused.
 */
export default async function prepare() {
  if (redisProgram() === undefined) {
    const missing = 'There is no redis-server or valkey-server on this machine (on Debian: apt-get install redis-server; no service has to run).';
    if (process.env.CI === 'true' || process.env.CI === '1') throw new Error(missing);
    process.stderr.write(`${missing} What needs it is SKIPPED.\n`);
  }
  await startTestPostgres();
}
