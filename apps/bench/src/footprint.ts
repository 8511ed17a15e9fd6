import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freshDatabase } from '@evenkeel/testing';
import { crowd, Product, type Size, until } from '@evenkeel/testing/product';
import pg from 'pg';
import { type Figure, figure, median, publish } from './figures.js';
import { closedLoop } from './loops.js';
import { residentMiB } from './processor.js';
import { inTurn, submit } from './quiet-day.js';
import { onEachSize } from './sizes.js';

const starts = 3;
const loadSeconds = 30;

/** The least that Node can be: a server that answers with a text. */
const bareServer = `require('node:http').createServer((request, response) => response.end('{}')).listen(Number(process.argv[1]), '127.0.0.1')`;

/** Memory of an api process and of a worker, at the start and under check-ins; and how long a start and an installation take. */
export async function footprint(): Promise<void> {
  await publish('footprint', await onEachSize(measured));
}

async function measured(size: Size, word: string): Promise<Figure[]> {
  const began = performance.now();
  const product = await Product.start({ startAt: null, size });
  const whole = (performance.now() - began) / 1000;
  try {
    const [api] = product.api.keepers;
    const [worker] = product.worker.keepers;
    if (api === undefined || worker === undefined) throw new Error('The product runs without processes');
    const ours: number[] = [];
    const bare: Awaited<ReturnType<typeof bareStart>>[] = [];
    for (let round = 0; round < starts; round += 1) {
      bare.push(await bareStart());
      const before = api.pid;
      api.kill();
      await until('the next life', () => api.pid > 0 && api.pid !== before);
      const start = performance.now();
      await product.ready();
      ours.push(performance.now() - start);
    }
    const idle = residentMiB(api.pid);
    const idleWorker = residentMiB(worker.pid);
    const someone = inTurn(await crowd(product, 200));
    const seen: number[] = [];
    for (let part = 0; part < 6; part += 1) {
      await closedLoop(16, loadSeconds / 6, () => submit(someone()));
      seen.push(residentMiB(api.pid));
    }
    const bareMiB = median(bare.map(({ mebibytes }) => mebibytes));
    return [
      figure(`memory of an api process, started, ${word}; a bare server`, 'MiB', idle, bareMiB),
      figure(`memory of a worker process, started, ${word}; a bare server`, 'MiB', idleWorker, bareMiB),
      figure(`memory of an api process under check-ins, most, ${word}; a bare server`, 'MiB', Math.max(...seen), bareMiB),
      figure(`memory of an api process after ${loadSeconds} s of check-ins, after ${loadSeconds / 6} s, ${word}`, 'MiB', seen.at(-1) ?? 0, seen[0] ?? 0),
      figure(`from start to ready, ${word}; a bare server`, 'ms', median(ours), median(bare.map(({ ms }) => ms))),
      figure(`database, migration, demo clinic and first start, ${word}; the migrations by bare SQL`, 's', whole, await schemaSeconds()),
    ];
  } finally {
    await product.stop();
  }
}

async function bareStart(): Promise<{ ms: number; mebibytes: number }> {
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const begin = performance.now();
  const child = spawn(process.execPath, ['-e', bareServer, String(port)], { stdio: 'ignore' });
  try {
    while ((await fetch(`http://127.0.0.1:${port}`).catch(() => null)) === null) await sleep(5);
    return { ms: performance.now() - begin, mebibytes: residentMiB(child.pid ?? 0) };
  } finally {
    child.kill('SIGKILL');
  }
}

/** The migrations alone, one after the other in one transaction of an empty database of the same server. */
async function schemaSeconds(): Promise<number> {
  const folder = path.resolve(import.meta.dirname, '../../../libs/platform/database/migrations');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.up.sql')).sort();
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  const t = await freshDatabase();
  const url = new URL(t.config.DATABASE_URL);
  url.pathname = '/bench_schema';
  await t.owner.query('CREATE DATABASE bench_schema');
  const client = new pg.Client({ connectionString: url.href });
  try {
    await client.connect();
    const begin = performance.now();
    await client.query('BEGIN');
    // The ledger, which a right is given on.
    await client.query('CREATE TABLE public.migration (id serial PRIMARY KEY, timestamp bigint NOT NULL, name varchar NOT NULL)');
    for (const text of texts) await client.query(text);
    await client.query('COMMIT');
    return (performance.now() - begin) / 1000;
  } finally {
    await client.end();
    await t.owner.query('DROP DATABASE bench_schema WITH (FORCE)');
    await t.close();
  }
}
