import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './port.mjs';
import { stopWhenWeDie } from './postgres.mjs';
import { startProcess } from './processes.mjs';

/**
 * A private Redis that accepts connections.
 * @typedef {object} PrivateRedis
 * @property {number} pid
 * @property {number} port on 127.0.0.1
 * @property {string} url
 * @property {Promise<string>} exited settles with a few words on how it ended
 * @property {() => Promise<void>} stop writes what it has to and ends
 */

/** @returns {string | undefined} the redis-server (or valkey-server) of this machine */
export function redisProgram() {
  for (const folder of (process.env.PATH ?? '').split(':')) {
    for (const name of ['redis-server', 'valkey-server']) {
      const program = join(folder, name);
      try {
        accessSync(program, constants.X_OK);
        return program;
      } catch {
        // Not in this folder.
      }
    }
  }
  return undefined;
}

/** As `infra/redis.conf` has it: nothing is thrown away, everything is written down. */
const always = { bind: '127.0.0.1', save: '', 'maxmemory-policy': 'noeviction', appendonly: 'yes', appendfsync: 'everysec', daemonize: 'no', 'protected-mode': 'yes' };

/**
 * Starts a Redis on the loopback and waits until it accepts connections.
 * @param {object} order
 * @param {string} order.folder what it writes; made if it is not there
 * @param {number} [order.port] a free one if left out
 * @param {Record<string, string>} [order.settings] on top of ours, by their names in redis.conf
 * @returns {Promise<PrivateRedis>}
 */
export async function startRedis({ folder, port, settings = {} }) {
  const program = redisProgram();
  if (program === undefined) throw new Error('There is no redis-server on this machine.');
  mkdirSync(folder, { recursive: true });
  const at = port ?? (await freePort());
  const options = Object.entries({ ...always, ...settings, port: String(at), dir: folder }).flatMap(([name, value]) => [`--${name}`, ...value.split(' ')]);
  let isReady = () => {};
  const ready = new Promise((settle) => {
    isReady = () => settle('ready');
  });
  /** @type {string[]} */
  const said = [];
  const running = startProcess({
    command: program,
    args: options,
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    cwd: folder,
    log: (line) => {
      if (said.length < 40) said.push(line);
      if (/ready to accept connections/i.test(line)) isReady();
    },
  });
  const outcome = await Promise.race([ready, running.exited]);
  if (outcome !== 'ready') throw new Error(`Redis ${outcome}\n${said.join('\n')}`);
  const lifeline = stopWhenWeDie(running.pid, undefined);
  return { pid: running.pid, port: at, url: `redis://127.0.0.1:${at}`, exited: running.exited.finally(lifeline), stop: () => running.stop(3000) };
}
