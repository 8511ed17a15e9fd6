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
  const server = createServer();
  const code = await new Promise((settle) => {
    server.once('error', (error) => settle(errorCode(error) ?? 'unknown'));
    server.listen(port, host, () => settle('free'));
  });
  if (code === 'free') {
    await new Promise((settle) => server.close(settle));
    return;
  }
  if (code === 'EADDRINUSE') throw new Refused('PORT: another program listens there already. Stop it, or choose another port: PORT=4100 npm start');
  if (code === 'EACCES') throw new Refused('PORT: this user may not listen there. Choose one above 1023: PORT=4100 npm start');
  throw new Refused(`HOST: nothing can listen at that address (${String(code)}).`);
}
