import { join } from 'node:path';
import { buildProduct } from './build.mjs';
import { requireFreePort } from './port.mjs';
import { startProcess } from './processes.mjs';
import { demoAccounts, readyLine, waitUntilReady } from './ready.mjs';
import { Refused, runCommand } from './refuse.mjs';
import { root } from './root.mjs';
import { claimProduct, dataDirectory, logAs, onStopWish, openProduct } from './session.mjs';
import { readSettings } from './settings.mjs';
import { keepRunning } from './supervise.mjs';

/** @typedef {import('./run-file.mjs').Claim} Claim */

/**
 * `npm start`: builds what is not built, starts the database, migrates, seeds the demo, and keeps api and worker
 * running until somebody presses Ctrl-C.
 * @returns {Promise<number>} the exit code
 */
async function start() {
  const settings = readSettings(process.env);
  const data = dataDirectory(settings);
  const cancel = new AbortController();
  onStopWish(() => cancel.abort());
  const claim = await claimProduct(data, 'npm start', settings.port);
  /** @type {(() => Promise<unknown>)[]} */
  const undo = [];
  try {
    await requireFreePort(settings.port, settings.host);
    await buildProduct((line) => process.stdout.write(`${line}\n`)).catch((error) => {
      // Ctrl-C in the terminal ends the compiler too.
      if (!cancel.signal.aborted) throw error;
    });
    if (cancel.signal.aborted) return 0;
    const product = await openProduct({ settings, data, started: (pid) => claim.record('postgres', pid) });
    undo.push(product.stop);
    for (const command of settings.demo ? ['migrate', 'seed'] : ['migrate']) {
      if (!cancel.signal.aborted) await runOnce(command, product.env, claim, cancel.signal);
    }
    if (cancel.signal.aborted) return 0;
    const programs = ['api', 'worker'].map((name) => superviseProgram(name, product.env, claim));
    undo.push(() => Promise.all(programs.map((program) => program.stop())));
    if (await waitUntilReady(settings.port, logAs('start'), cancel.signal)) {
      process.stdout.write(`${readyLine(`http://localhost:${settings.port}`, settings.demo ? demoAccounts(data) : undefined)}\n`);
      await new Promise((settle) => cancel.signal.addEventListener('abort', settle, { once: true }));
    }
    process.stdout.write('Stopping ...\n');
    return 0;
  } finally {
    claim.stopping();
    for (const step of undo.reverse()) await step();
    claim.release();
  }
}

/**
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 * @param {Claim} claim
 */
function superviseProgram(name, env, claim) {
  return keepRunning({
    log: logAs(name),
    start: () => {
      const running = startProcess({
        command: process.execPath,
        args: ['--enable-source-maps', join(root, 'apps', name, 'bundle/main.js')],
        env: { ...env, EVENKEEL_SUPERVISED: '1' },
        cwd: root,
        log: logAs(name),
      });
      if (running.pid > 0) claim.record(name, running.pid);
      return running;
    },
  });
}

/**
 * @param {string} command of the cli
 * @param {NodeJS.ProcessEnv} env
 * @param {Claim} claim
 * @param {AbortSignal} cancel
 */
async function runOnce(command, env, claim, cancel) {
  const program = join(root, 'apps/cli/bundle/main.js');
  const running = startProcess({ command: process.execPath, args: [program, command], env, cwd: root, log: logAs(command) });
  if (running.pid > 0) claim.record(command, running.pid);
  const stop = () => void running.stop();
  cancel.addEventListener('abort', stop, { once: true });
  const outcome = await running.exited;
  cancel.removeEventListener('abort', stop);
  if (outcome !== 'ended with code 0' && !cancel.aborted) throw new Refused(`${command} ${outcome} (see above).`);
}

await runCommand(start);
