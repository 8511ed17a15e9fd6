import { setTimeout as sleep } from 'node:timers/promises';
import { Product } from '@evenkeel/testing/product';
import pg from 'pg';
import { type Figure, figure, percentile, publish } from './figures.js';
import { fill, type Filled, range, startAt } from './timeline-fill.js';

const rounds = 3;
const perRound = 250;
const warmUp = 40;
/** Width of the chart on a desktop: two years come by week. */
const pixels = 945;

/** One installation, filled, with a connection past everything for the limit. */
interface Side {
  readonly size: number;
  readonly product: Product;
  readonly filled: Filled;
  readonly client: pg.Client;
}

async function open(size: number): Promise<Side> {
  const say = (line: string): boolean => process.stdout.write(`${line}\n`);
  const product = await Product.start({ startAt });
  const begun = performance.now();
  const filled = await fill(product, size);
  say(`${size} patients filled in ${Math.round((performance.now() - begun) / 1000)} s`);
  const folding = performance.now();
  for (;;) {
    const { rows: [left] } = await product.t.owner.query<{ n: string }>('SELECT count(*) AS n FROM clin.timeline_stale');
    if (Number(left?.n) === 0) break;
    await sleep(200);
  }
  say(`${size} months of the tail folded by the worker ${Math.round((performance.now() - folding) / 1000)} s later`);
  const client = new pg.Client({ connectionString: product.t.config.DATABASE_URL });
  await client.connect();
  return { size, product, filled, client };
}

/** Sequential, random patients. Milliseconds of each. */
async function timed(count: number, once: (place: number) => Promise<void>, size: number): Promise<number[]> {
  const taken: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const place = Math.floor(Math.random() * size);
    const start = performance.now();
    await once(place);
    taken.push(performance.now() - start);
  }
  return taken;
}

interface Answered { readonly timeline: { readonly resolution: string; readonly buckets: { readonly answered: readonly number[] }; readonly symptoms: readonly object[]; readonly withheld: readonly string[] } | null }

/** By the product: session, access, row-level security, audit, GraphQL, HTTP. */
const ours = ({ filled }: Side) => async (place: number): Promise<void> => {
  const patient = filled.patients[place];
  const { timeline } = await (patient as Filled['patients'][number]).therapist.run<Answered>('Timeline', { patientId: patient?.id, ...range, pixels });
  const answered = timeline?.buckets.answered.reduce((sum, days) => sum + days, 0) ?? 0;
  if (timeline?.resolution !== 'week' || answered < 720 || timeline.symptoms.length !== 12 || timeline.withheld.length > 0) throw new Error('Not the timeline that was filled');
};

/** The same rows as one JSON text, past row-level security and without anything around it. */
const limit = ({ filled, client }: Side) => async (place: number): Promise<void> => {
  const { rows } = await client.query<{ text: string }>({
    name: 'timeline', values: [filled.organisationId, filled.patients[place]?.id, range.from, range.to],
    text: `SELECT json_agg(row_to_json(m) ORDER BY m.month)::text AS text FROM clin.timeline_month m
            WHERE m.organisation_id = $1 AND m.patient_id = $2 AND m.month BETWEEN $3::date - 31 AND $4`,
  });
  if ((rows[0]?.text.length ?? 0) < 10_000) throw new Error('Not the rows that were filled');
};

/** Times the product with something on and off, alternated; after each change the first calls do not count. */
async function onAndOff(side: Side, name: string, set: (on: boolean) => Promise<void>): Promise<Figure[]> {
  const taken: Record<'on' | 'off', number[]> = { on: [], off: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const on of [true, false]) {
      await set(on);
      await timed(warmUp, ours(side), side.size);
      taken[on ? 'on' : 'off'].push(...await timed(perRound, ours(side), side.size));
    }
  }
  await set(true);
  return ([['p50', 0.5], ['p99', 0.99]] as const).map(([word, share]) => figure(`${name} on, off: ${word}`, 'ms', percentile(taken.on, share), percentile(taken.off, share)));
}

async function rowLevelSecurity({ product: { t } }: Side, on: boolean): Promise<void> {
  const { rows } = await t.owner.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND c.relforcerowsecurity AND n.nspname IN ('identity', 'clin', 'audit', 'outbox')`);
  for (const { name } of rows) await t.owner.query(`ALTER TABLE ${name} ${on ? 'ENABLE' : 'DISABLE'} ROW LEVEL SECURITY`);
}

/** Off: the statement still travels, and the database throws its rows away. */
async function audit({ product: { t } }: Side, on: boolean): Promise<void> {
  await t.owner.query(on ? 'DROP RULE IF EXISTS bench_off ON audit.entry' : 'CREATE OR REPLACE RULE bench_off AS ON INSERT TO audit.entry DO INSTEAD NOTHING');
}

/**
 * Two years of four check-ins a day with twelve symptoms, of random patients, through the product against the same rows as
 * JSON text by bare SQL; with few patients and with ten times as many; and what row-level security and the audit cost.
 */
export async function timeline(sizes: readonly number[] = [1000, 10_000]): Promise<void> {
  const sides: Side[] = [];
  try {
    for (const size of sizes) sides.push(await open(size));
    const taken = new Map(sides.map((side) => [side, { ours: [] as number[], limit: [] as number[] }]));
    for (const side of sides) await timed(warmUp, ours(side), side.size);
    for (let round = 0; round < rounds; round += 1) {
      for (const [side, lists] of taken) {
        lists.limit.push(...await timed(perRound, limit(side), side.size));
        lists.ours.push(...await timed(perRound, ours(side), side.size));
      }
    }
    const figures = [...taken].flatMap(([{ size }, lists]) => [
      figure(`two years, ${size} patients, p50`, 'ms', percentile(lists.ours, 0.5), percentile(lists.limit, 0.5)),
      figure(`two years, ${size} patients, p99`, 'ms', percentile(lists.ours, 0.99), percentile(lists.limit, 0.99)),
    ]);
    const [few, many] = [...taken.values()];
    if (few !== undefined && many !== undefined) {
      const name = `${sizes[1]} patients against ${sizes[0]}`;
      figures.push(figure(`p50, ${name}`, 'ms', percentile(many.ours, 0.5), percentile(few.ours, 0.5)), figure(`p50 of bare SQL, ${name}`, 'ms', percentile(many.limit, 0.5), percentile(few.limit, 0.5)));
    }
    const [first] = sides;
    if (first !== undefined) {
      figures.push(...await onAndOff(first, 'row-level security', (on) => rowLevelSecurity(first, on)), ...await onAndOff(first, 'audit', (on) => audit(first, on)));
    }
    await publish('timeline', figures);
    process.stdout.write('\nRows of the projection are those of the product\'s fold; of the answers behind them only the last day is stored.\n');
  } finally {
    for (const { client, product } of sides) {
      await client.end();
      await product.stop();
    }
  }
}
