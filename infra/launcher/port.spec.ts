import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { freePort } from './port.mjs';

describe('a free port', () => {
  it('is never one that was chosen just before, though nobody listens there yet', async () => {
    const chosen = await Promise.all(Array.from({ length: 8 }, freePort));
    expect(new Set(chosen).size).toBe(8);
  });

  it('lies below what the system gives to outgoing connections, in the row of this process', async () => {
    const port = await freePort();
    const row = 10_000 + (process.pid % 1_000) * 22;
    expect(port).toBeGreaterThanOrEqual(row);
    expect(port).toBeLessThan(row + 22);
    expect(row + 22).toBeLessThan(32_768);
  });

  it('is not one where somebody listens', async () => {
    const chosen = await freePort();
    const others = await Promise.all(Array.from({ length: 3 }, async () => {
      const server = createServer();
      const port = await freePort();
      await new Promise<void>((settle) => { server.listen(port, '127.0.0.1', settle); });
      return server;
    }));
    const used = others.map((server) => (server.address() as AddressInfo).port);
    // Twice round the row: each time it comes to one of those, it goes on to the next.
    const round = await Promise.all(Array.from({ length: 30 }, freePort));
    for (const server of others) await new Promise((settle) => server.close(settle));
    expect(round.filter((port) => used.includes(port))).toEqual([]);
    expect(round).toContain(chosen);
  });
});
