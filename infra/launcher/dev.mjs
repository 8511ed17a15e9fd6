import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { requireFreePort } from './port.mjs';
import { startProcess } from './processes.mjs';
import { demoAccounts, readyLine, waitUntilReady } from './ready.mjs';
import { Refused, runCommand } from './refuse.mjs';
import { root } from './root.mjs';
import { claimProduct, dataDirectory, logAs, onStopWish, openProduct } from './session.mjs';
import { readSettings } from './settings.mjs';
import { keepRunning } from './supervise.mjs';

const webPort = 4200;
/** Sources as they are, with decorators; `evenkeel-source` makes every project be read from its sources. */
const fromSource = ['--conditions=evenkeel-source', '--enable-source-maps', '--no-warnings', '--import', '@swc-node/register/esm-register'];

/**
 * `npm run dev`: database, api, worker and web client from source, each started again when its sources change.
 * @returns {Promise<number>} the exit code
 */
async function develop() {
  const settings = readSettings(process.env);
  const data = dataDirectory(settings);
  const cancel = new AbortController();
  onStopWish(() => cancel.abort());
  const claim = await claimProduct(data, 'npm run dev', webPort);
  /** @type {(() => Promise<unknown>)[]} */
  const undo = [];
  try {
    await requireFreePort(settings.port, settings.host);
    await requireFreePort(webPort, '127.0.0.1');
    const product = await openProduct({ settings, data, started: (pid) => claim.record('postgres', pid) });
    undo.push(product.stop);
    const env = { ...product.env, NODE_ENV: 'development', TS_NODE_PROJECT: join(root, 'tsconfig.base.json') };

    /** @param {string} name @param {string[]} args @param {string} [cwd] @param {NodeJS.ProcessEnv} [more] */
    const run = (name, args, cwd = root, more = {}) => {
      const running = startProcess({ command: process.execPath, args, env: { ...env, ...more }, cwd, log: logAs(name) });
      if (running.pid > 0) claim.record(name, running.pid);
      return running;
    };
    for (const command of settings.demo ? ['migrate', 'seed'] : ['migrate']) {
      if (cancel.signal.aborted) return 0;
      const outcome = await run(command, [...fromSource, 'apps/cli/src/main.ts', command]).exited;
      if (outcome !== 'ended with code 0') throw new Refused(`${command} ${outcome} (see above).`);
    }

    const program = (/** @type {string} */ name) => () => run(name, ['--watch', ...fromSource, `apps/${name}/src/main.ts`], root, { EVENKEEL_SUPERVISED: '1' });
    const vite = ['../../node_modules/vite/bin/vite.js', '--host', '127.0.0.1', '--port', String(webPort), '--strictPort'];
    const kept = [
      keepRunning({ start: program('api'), log: logAs('api') }),
      keepRunning({ start: program('worker'), log: logAs('worker') }),
      keepRunning({ start: () => run('web', vite, join(root, 'apps/web'), { API_PORT: String(settings.port) }), log: logAs('web') }),
    ];
    undo.push(() => Promise.all(kept.map((one) => one.stop())));

    if ((await waitUntilReady(settings.port, logAs('dev'), cancel.signal)) && (await waitForPage(cancel.signal))) {
      process.stdout.write(`${readyLine(`http://localhost:${webPort}`, settings.demo ? demoAccounts(data) : undefined)}\n`);
      await new Promise((settle) => cancel.signal.addEventListener('abort', settle, { once: true }));
    }
    return 0;
  } finally {
    claim.stopping();
    for (const step of undo.reverse()) await step();
    claim.release();
  }
}

/**
 * @param {AbortSignal} cancel
 * @returns {Promise<boolean>} false when cancelled
 */
async function waitForPage(cancel) {
  while (!cancel.aborted) {
    const answer = await fetch(`http://127.0.0.1:${webPort}/`).catch(() => undefined);
    if (answer !== undefined) return true;
    await sleep(100);
  }
  return false;
}

await runCommand(develop);
