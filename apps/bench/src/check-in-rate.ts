import { setTimeout as sleep } from 'node:timers/promises';
import { checkIn, crowd, Product, type Size, type SubmitCheckInInput } from '@evenkeel/testing/product';
import pg from 'pg';
import { type Figure, figure, median, percentile, publish } from './figures.js';
import { closedLoop, type Run } from './loops.js';
import { topFunctions } from './profile.js';
import { inTurn, quietDay, submit } from './quiet-day.js';
import { onEachSize } from './sizes.js';

const seconds = 4;
const rounds = 3;
const connections = [1, 16];

/** The same rows in the same tables in one durable transaction, with nothing decided, checked or answered. */
async function bareInsert(client: pg.Client, organisation: string, patient: string, input: SubmitCheckInInput): Promise<void> {
  const numbers = input.answers.filter((answer) => answer.value !== null);
  await client.query('BEGIN');
  await client.query(`INSERT INTO clin.check_in (organisation_id, patient_id, at, id, template_id, template_version, local_date, zone, opened_at, answered_at, completed_at, received_at, revision)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $3, $3, $3, clock.now(), 1)`,
    [organisation, patient, input.openedAt, input.id, input.templateId, input.templateVersion, numbers[0]?.localDate, numbers[0]?.zone]);
  await client.query(`INSERT INTO clin.check_in_answer (organisation_id, patient_id, check_in_id, question, value, answered_at, local_date, zone, revision, received_at)
    SELECT $1, $2, $3, q, v, $4, $5, $6, 1, clock.now() FROM unnest($7::text[], $8::smallint[]) AS a(q, v)`,
    [organisation, patient, input.id, input.openedAt, numbers[0]?.localDate, numbers[0]?.zone, numbers.map((a) => a.question), numbers.map((a) => a.value)]);
  await client.query(`INSERT INTO audit.entry (at, organisation_id, actor_kind, actor_id, acting_role, action, patient_id, category, object_kind, object_id, basis, request_id)
    VALUES (clock.now(), $1, 'person', $2::uuid::text, 'patient', 'check-in.submitted', $2, 'symptom_scores', 'check-in', $3::text, 'self', $3::text)`, [organisation, patient, input.id]);
  await client.query(`INSERT INTO outbox.message (topic, payload, request_id, created_at) VALUES ('changed', $1, $2, clock.now())`, [{ topic: 'today', subject: patient }, input.id]);
  await client.query('COMMIT');
}

/** Check-in submissions per second through the whole path against bare transactional inserts of the same rows. */
export async function checkInRate(): Promise<void> {
  await publish('check-in-rate', await onEachSize(rates));
}

async function rates(size: Size, word: string): Promise<Figure[]> {
  const product = await Product.start({ startAt: null, profiled: true, size });
  let clients: pg.Client[] = [];
  try {
    const people = await crowd(product, 64);
    clients = await Promise.all(Array.from({ length: Math.max(...connections) }, async () => {
      const client = new pg.Client({ connectionString: product.t.config.DATABASE_URL });
      await client.connect();
      return client;
    }));
    const { rows: [organisation] } = await product.t.owner.query<{ id: string }>('SELECT id FROM identity.organisation');
    const someone = inTurn(people);
    await closedLoop(4, seconds, () => submit(someone()));

    const figures = [];
    for (const parallel of connections) {
      const ours: Run[] = [];
      const bare: Run[] = [];
      for (let round = 0; round < rounds; round += 1) {
        bare.push(await closedLoop(parallel, seconds, async (connection) => {
          const person = someone();
          await bareInsert(clients[connection] as pg.Client, organisation?.id ?? '', person.patientId ?? '', checkIn(new Date(), quietDay));
        }));
        ours.push(await closedLoop(parallel, seconds, () => submit(someone())));
        await sleep(200);
      }
      const all = (runs: Run[]): number[] => runs.flatMap((run) => run.latencies);
      const connectionWord = `${parallel} connection${parallel === 1 ? '' : 's'}, ${word}`;
      figures.push(figure(`check-ins, ${connectionWord}`, 'per s', median(ours.map((r) => r.perSecond)), median(bare.map((r) => r.perSecond))));
      figures.push(figure(`check-in answered, ${connectionWord}, p50`, 'ms', percentile(all(ours), 0.5), percentile(all(bare), 0.5)));
      figures.push(figure(`check-in answered, ${connectionWord}, p99`, 'ms', percentile(all(ours), 0.99), percentile(all(bare), 0.99)));
    }
    await product.api.stop();
    process.stdout.write(`\nWhere an api process spent its time, ${word}\n${(await topFunctions(product.profiles)).join('\n')}\n`);
    return figures;
  } finally {
    for (const client of clients) await client.end();
    await product.stop();
  }
}
