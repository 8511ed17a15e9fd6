import { createServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { readConfig } from '@evenkeel/config';
import { HealthChecks } from '@evenkeel/http';
import { openProbe } from './probe.js';

async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((settle) => { server.listen(0, '127.0.0.1', settle); });
  const { port } = server.address() as AddressInfo;
  await new Promise((settle) => server.close(settle));
  return String(port);
}

const stops: (() => Promise<void>)[] = [];
afterEach(async () => { for (const stop of stops.splice(0)) await stop(); });

async function probed(silentMs: () => number | null): Promise<(path: string) => Promise<Response>> {
  const port = await freePort();
  const config = readConfig({ DATABASE_URL: 'postgres://h/d', EVENKEEL_SECRET: 'a'.repeat(64), EVENKEEL_PROBE_PORT: port });
  stops.push(await openProbe(config, new HealthChecks(), { silentMs }));
  return (path) => fetch(`http://127.0.0.1:${port}${path}`);
}

describe("the worker's probe", () => {
  it('is ready once a round was good, and no longer when rounds have failed for twenty seconds', async () => {
    let silent: number | null = null;
    const ask = await probed(() => silent);
    expect((await ask('/health/ready')).status).toBe(503);
    silent = 900;
    expect(await (await ask('/health/ready')).json()).toEqual({ status: 'ready', checks: { engine: { ok: true, detail: { ms: 900 } } } });
    silent = 20_000;
    expect((await ask('/health/ready')).status).toBe(503);
  });

  it('is alive whatever the database does, has figures, and knows nothing else', async () => {
    const ask = await probed(() => null);
    expect((await ask('/health/live')).status).toBe(200);
    expect(await (await ask('/metrics')).text()).toContain('process_start_time_seconds');
    expect((await ask('/')).status).toBe(404);
    expect((await ask('/health/ready?x')).status).toBe(404);
  });

  it('listens nowhere unless it is told a port', async () => {
    const stop = await openProbe(readConfig({ DATABASE_URL: 'postgres://h/d', EVENKEEL_SECRET: 'a'.repeat(64) }), new HealthChecks(), { silentMs: () => null });
    await expect(stop()).resolves.toBeUndefined();
  });
});
