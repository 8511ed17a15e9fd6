import { connect } from 'node:net';

/** Says one command to a Redis, by its port on the loopback, and answers the first line of what it says. Throws if it says no. */
export function tellRedis(port: number, ...words: readonly string[]): Promise<string> {
  return new Promise((settle, fail) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.setEncoding('utf8').setTimeout(3000, () => { socket.destroy(new Error('Redis does not answer')); });
    socket.once('error', fail);
    socket.once('connect', () => socket.write(`*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`));
    socket.once('data', (text) => {
      socket.destroy();
      const [line = ''] = String(text).split('\r\n');
      if (line.startsWith('-')) fail(new Error(line.slice(1)));
      else settle(line);
    });
  });
}
