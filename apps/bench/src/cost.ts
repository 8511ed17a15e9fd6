import { readFileSync } from 'node:fs';
import { checkIn, crowd, type Person, Product, type Saved, seizureNow, type Size } from '@evenkeel/testing/product';
import { type Figure, figure, publish } from './figures.js';
import { familyOf, processorSeconds, residentMiB } from './processor.js';
import { inTurn, submit } from './quiet-day.js';
import { onEachSize } from './sizes.js';

const patients = 100;
/** Days of two check-ins each, and what comes before to be warm. */
const rounds = 20;
const flagged = 100;
const sockets = 200;

/** What a check-in costs, a flagged one, and an open page: processor time, rows, bytes. `limit` is the whole that a line is a part of. */
export async function cost(): Promise<void> {
  await publish('cost', await onEachSize(measured));
}

interface Spent { readonly api: number; readonly worker: number; readonly database: number; readonly bytes: ReadonlyMap<string, number>; readonly wal: number; readonly rows: number }

async function measured(size: Size, word: string): Promise<Figure[]> {
  const product = await Product.start({ startAt: null, size });
  try {
    const people = await crowd(product, patients);
    const someone = inTurn(people);
    await many(patients, () => submit(someone()));
    await product.settle(120_000);
    const before = await spent(product);
    await many(patients * rounds, () => submit(someone()));
    await product.settle(120_000);
    const after = await spent(product);
    const fresh = await crowd(product, flagged);
    await product.settle(60_000);
    const beforeAlerts = await spent(product);
    await many(flagged, () => flag(fresh.pop()));
    await product.settle(120_000);
    const afterAlerts = await spent(product);
    return [...lines(before, after, patients * rounds, `check-in, ${word}`), ...lines(beforeAlerts, afterAlerts, flagged, `flagged check-in, ${word}`), await perSocket(product, people, word)];
  } finally {
    await product.stop();
  }
}

async function many(count: number, once: () => Promise<void>): Promise<void> {
  let left = count;
  await Promise.all(Array.from({ length: 8 }, async () => { while ((left -= 1) >= 0) await once(); }));
}

async function flag(person: Person | undefined): Promise<void> {
  const answer = await person?.run<Saved>('SubmitCheckIn', { input: checkIn(new Date(), seizureNow) });
  if (answer?.submitCheckIn.alerts?.length !== 1) throw new Error('No alert came of it');
}

async function spent({ api, worker, t }: Product): Promise<Spent> {
  await t.owner.query('CHECKPOINT');
  const { rows: tables } = await t.owner.query<{ name: string; bytes: string }>(
    `SELECT n.nspname || '.' || c.relname AS name, pg_total_relation_size(c.oid) AS bytes FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND n.nspname !~ '^pg_|information_schema'`);
  const { rows: [other] } = await t.owner.query<{ pid: number; wal: string; rows: string }>(
    `SELECT pg_backend_pid() AS pid, pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') AS wal,
            (SELECT sum(n_tup_ins) FROM pg_stat_user_tables) AS rows`);
  const postmaster = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${other?.pid}/status`, 'utf8'))?.[1]);
  const sum = (pids: readonly number[]): number => pids.reduce((all, pid) => all + processorSeconds(pid), 0);
  return {
    api: sum(api.keepers.map(({ pid }) => pid)), worker: sum(worker.keepers.map(({ pid }) => pid)), database: sum(familyOf(postmaster)),
    bytes: new Map(tables.map(({ name, bytes }) => [name, Number(bytes)])), wal: Number(other?.wal), rows: Number(other?.rows),
  };
}

function lines(before: Spent, after: Spent, count: number, name: string): Figure[] {
  const ms = { api: ((after.api - before.api) * 1000) / count, worker: ((after.worker - before.worker) * 1000) / count, database: ((after.database - before.database) * 1000) / count };
  const whole = ms.api + ms.worker + ms.database;
  const grown = [...after.bytes].map(([table, bytes]) => ({ table, bytes: (bytes - (before.bytes.get(table) ?? 0)) / count })).filter(({ bytes }) => bytes > 0).sort((a, b) => b.bytes - a.bytes);
  const stored = grown.reduce((sum, { bytes }) => sum + bytes, 0);
  return [
    ...(['api', 'worker', 'database'] as const).map((part) => figure(`processor of ${part} for a ${name}`, 'ms', ms[part], whole)),
    ...grown.slice(0, 8).map(({ table, bytes }) => figure(`${table} with its indexes, for a ${name}`, 'bytes', bytes, stored)),
    figure(`write-ahead log for a ${name}; what is stored`, 'bytes', (after.wal - before.wal) / count, stored),
    figure(`rows written for a ${name}; itself`, 'rows', (after.rows - before.rows) / count, 1),
  ];
}

async function perSocket(product: Product, people: readonly Person[], word: string): Promise<Figure> {
  const mebibytes = (): number => product.api.keepers.reduce((sum, { pid }) => sum + residentMiB(pid), 0);
  const before = mebibytes();
  const open: Awaited<ReturnType<Person['listen']>>[] = [];
  for (let place = 0; place < sockets; place += 1) open.push(await (people[place % people.length] as Person).listen());
  const after = mebibytes();
  for (const { socket } of open) socket.close();
  return figure(`memory of the api for an open page, ${word}; bare socket.io at 5,000`, 'KiB', ((after - before) * 1024) / sockets, 18);
}
