import { createServer, type Server } from 'node:http';
import type { Config } from '@evenkeel/config';
import type { Health, HealthChecks } from '@evenkeel/http';
import { collectDefaultMetrics, register } from 'prom-client';

/** The engine has this long for a round before it ends its process; silence beyond it means that rounds fail. */
const mostSilentMs = 20_000;

/** What the probe asks of the worker. */
export interface Subject {
  /** Milliseconds since the last good round of this very process, `null` before the first. */
  readonly silentMs: () => number | null;
}

/**
 * Answers a supervisor that can only ask by http. `/health/live`: the process turns; restart it when it does not.
 * `/health/ready`: its engine's rounds succeed, so an older worker may go. `/metrics`: figures of the process. Nothing
 * here says anything about a person. Resolves when it listens, rejects when the port is taken.
 * @returns how to stop, or nothing to stop when no port was wished for
 */
export async function openProbe(config: Config, checks: HealthChecks, { silentMs }: Subject): Promise<() => Promise<void>> {
  const port = config.EVENKEEL_PROBE_PORT;
  if (port === undefined) return () => Promise.resolve();
  checks.register('engine', () => Promise.resolve(healthOf(silentMs())));
  if (register.getSingleMetric('process_start_time_seconds') === undefined) collectDefaultMetrics();
  const server = createServer((request, response) => {
    void answer(request.url ?? '', checks).then(({ status, type, text }) => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text);
    }, () => response.writeHead(500).end());
  });
  await new Promise<void>((settle, fail) => { server.once('error', fail).listen(port, config.HOST, settle); });
  return () => shut(server);
}

const healthOf = (ms: number | null): Health => (ms === null ? { ok: false, detail: { problem: 'no round yet' } } : { ok: ms < mostSilentMs, detail: { ms } });

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

const json = (status: number, body: object): Answer => ({ status, type: 'application/json', text: JSON.stringify(body) });

async function answer(path: string, checks: HealthChecks): Promise<Answer> {
  if (path === '/health/live') return json(200, { status: 'ok' });
  if (path === '/metrics') return { status: 200, type: register.contentType, text: await register.metrics() };
  if (path !== '/health/ready') return json(404, { code: 'not-found' });
  const readiness = await checks.readiness();
  return json(readiness.status === 'ready' ? 200 : 503, readiness);
}

function shut(server: Server): Promise<void> {
  return new Promise((settle) => {
    server.close(() => settle());
    server.closeAllConnections();
  });
}
