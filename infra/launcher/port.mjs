import { createServer } from 'node:net';
import { errorCode } from './error-code.mjs';
import { Refused } from './refuse.mjs';

/**
 * Makes sure that the product will be able to listen, before anything is built or started for it.
 * @param {number} port
 * @param {string} host
 * @throws {Refused} naming PORT (or HOST) and what to do
 */
export async function requireFreePort(port, host) {
  const code = await listening(port, host);
  if (code === 'free') return;
  if (code === 'EADDRINUSE') throw new Refused('PORT: another program listens there already. Stop it, or choose another port: PORT=4100 npm start');
  if (code === 'EACCES') throw new Refused('PORT: this user may not listen there. Choose one above 1023: PORT=4100 npm start');
  throw new Refused(`HOST: nothing can listen at that address (${String(code)}).`);
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<string>} `free`, or the code of what stands against listening there
 */
async function listening(port, host) {
  const server = createServer();
  const code = await new Promise((settle) => {
    server.once('error', (error) => settle(errorCode(error) ?? 'unknown'));
    server.listen(port, host, () => settle('free'));
  });
  if (code === 'free') await new Promise((settle) => server.close(settle));
  return code;
}

/**
 * Each process takes its ports from a row of its own, and neighbours in process number never share one: a port is free from
 * the moment it is chosen until its server listens, and again while that server restarts. All rows lie below what systems
 * give to outgoing connections (from 32768 on Linux), so that no connection sits on a port that is about to be listened on.
 */
const rows = { first: 10_000, ports: 22, count: 1_000 };
let taken = 0;

/**
 * @returns {Promise<number>} a port of the loopback that nobody listens on and that no other process chooses
 * @throws if every port of this process's row is in use
 */
export async function freePort() {
  const row = rows.first + (process.pid % rows.count) * rows.ports;
  for (let tried = 0; tried < rows.ports; tried += 1) {
    const port = row + (taken % rows.ports);
    taken += 1;
    if (await listening(port, '127.0.0.1') === 'free') return port;
  }
  throw new Error(`No port of the loopback between ${row} and ${row + rows.ports - 1} is free.`);
}
