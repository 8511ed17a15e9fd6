import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** @typedef {{ accounts: { role: string, email: string }[], password: string }} DemoAccounts written by the seed */

/**
 * Waits until the product answers that it is ready. Does not give up: the supervisor does not either. Every half
 * minute it says what is still missing.
 * @param {number} port
 * @param {(line: string) => void} log
 * @param {AbortSignal} cancel
 * @returns {Promise<boolean>} false when cancelled
 */
export async function waitUntilReady(port, log, cancel) {
  let nextWords = performance.now() + 30_000;
  while (!cancel.aborted) {
    const missing = await whatIsMissing(port);
    if (missing === undefined) return true;
    if (performance.now() > nextWords) {
      log(`not ready yet: ${missing}`);
      nextWords += 30_000;
    }
    await sleep(100);
  }
  return false;
}

/** @param {number} port */
async function whatIsMissing(port) {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(3000) });
    const words = (await answer.text()).slice(0, 300);
    return answer.status === 200 ? undefined : `status ${answer.status} ${words}`;
  } catch {
    return 'no answer';
  }
}

/**
 * The one line that says where to go and as whom.
 * @param {string} url
 * @param {DemoAccounts | undefined} demo
 */
export function readyLine(url, demo) {
  if (demo === undefined) return `Evenkeel is ready at ${url}`;
  const accounts = demo.accounts.map(({ role, email }) => `${role} ${email}`).join(', ');
  return `Evenkeel is ready at ${url} - demo accounts, password "${demo.password}": ${accounts}`;
}

/**
 * @param {string} data the data folder
 * @returns {DemoAccounts | undefined} undefined if no demo was seeded
 */
export function demoAccounts(data) {
  const file = join(data, 'demo-accounts.json');
  return existsSync(file) ? /** @type {DemoAccounts} */ (JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}
