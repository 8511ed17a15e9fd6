import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchBrowser } from '@evenkeel/infra/checks/browser';
import { checkIn, Product, seizureNow, type Size } from '@evenkeel/testing/product';
import pg from 'pg';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { type Figure, figure, percentile, publish } from './figures.js';
import { onEachSize } from './sizes.js';

const rounds = 60;

/** The least that could be done: one durable insert, one emit, one socket that hears it. */
async function bareInsertAndSocket(databaseUrl: string): Promise<{ once: () => Promise<number>; close: () => Promise<void> }> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('CREATE TABLE public.bare (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz NOT NULL, payload text NOT NULL)');
  const http = createServer();
  const server = new Server(http, { transports: ['websocket'] });
  await new Promise<void>((settle) => http.listen(0, '127.0.0.1', settle));
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('The bare server does not listen');
  const socket = io(`http://127.0.0.1:${address.port}`, { transports: ['websocket'] });
  await new Promise<void>((settle) => socket.once('connect', settle));
  return {
    once: async () => {
      const heard = new Promise<void>((settle) => socket.once('changed', () => settle()));
      const begin = performance.now();
      await client.query('INSERT INTO public.bare (at, payload) VALUES (now(), $1)', ['x'.repeat(200)]);
      server.emit('changed', { id: '1' });
      await heard;
      return performance.now() - begin;
    },
    close: async () => {
      socket.close();
      await server.close();
      await client.query('DROP TABLE public.bare');
      await client.end();
    },
  };
}

/** From the moment a phone sends a flagged answer to the prescriber's socket, and to the row on the open page. */
export async function escalationLatency(): Promise<void> {
  await publish('escalation-latency', await onEachSize(latencies));
}

async function latencies(size: Size, word: string): Promise<Figure[]> {
  const product = await Product.start({ startAt: null, size });
  const browser = await launchBrowser();
  try {
    const patient = await product.signIn('patient', 0);
    const prescriber = await product.signIn('prescriber', 0);
    const { socket, heard } = await prescriber.listen();
    const context = await browser.newContext();
    await context.addCookies(prescriber.cookies.map((cookie) => ({ ...cookie, url: product.url })));
    const page = await context.newPage();
    await page.goto(`${product.url}/alerts`);
    await page.locator('h1').first().waitFor();
    await sleep(1500);

    const bare = await bareInsertAndSocket(product.t.config.DATABASE_URL);
    const toSocket: number[] = [];
    const toPage: number[] = [];
    const limits: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      limits.push(await bare.once());
      const since = heard.length;
      const begin = performance.now();
      const { submitCheckIn } = await patient.run<{ submitCheckIn: { alerts: { id: string }[] } }>('SubmitCheckIn', { input: checkIn(new Date(), seizureNow) });
      const id = submitCheckIn.alerts[0]?.id ?? '';
      await until(() => heard.slice(since).some((news) => news.subject === id));
      toSocket.push((heard.slice(since).find((news) => news.subject === id)?.at ?? Infinity) - begin);
      await page.locator(`a[href$="/alerts/${id}"]`).first().waitFor({ timeout: 30_000 });
      toPage.push(performance.now() - begin);
      // Closed past the product's rules, so that the next answer opens a new alert instead of joining this one.
      await product.t.owner.query(`UPDATE clin.alert SET status = 'resolved', resolved_at = clock.now(), resolved_by = $2, outcome = 'no-action-needed', next_action_at = NULL WHERE id = $1`, [id, patient.patientId]);
    }
    socket.close();
    await bare.close();
    return [
      figure(`flagged answer sent to prescriber socket, p50, ${word}`, 'ms', percentile(toSocket, 0.5), percentile(limits, 0.5)),
      figure(`flagged answer sent to prescriber socket, p99, ${word}`, 'ms', percentile(toSocket, 0.99), percentile(limits, 0.99)),
      figure(`flagged answer sent to open page, p50, ${word}`, 'ms', percentile(toPage, 0.5), percentile(limits, 0.5)),
      figure(`flagged answer sent to open page, p99, ${word}`, 'ms', percentile(toPage, 0.99), percentile(limits, 0.99)),
    ];
  } finally {
    await browser.close();
    await product.stop();
  }
}

async function until(done: () => boolean): Promise<void> {
  const end = Date.now() + 20_000;
  while (!done()) {
    if (Date.now() > end) throw new Error('The socket heard nothing for 20 s');
    await sleep(1);
  }
}
