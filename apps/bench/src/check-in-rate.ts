import { setTimeout as sleep } from 'node:timers/promises';
import { checkIn, crowd, type Person, Product, type SubmitCheckInInput } from '@evenkeel/testing/product';
import pg from 'pg';
import { figure, median, percentile, publish } from './figures.js';
import { topFunctions } from './profile.js';

const seconds = 4;
const rounds = 3;
const connections = [1, 16];

const quietDay = { overall: 4, sleep: 1, dose: 1, 'symptom.anxiety': 2, 'symptom.tremor': 1, 'symptom.headache': 1 };

interface Run { perSecond: number; latencies: number[] }

/** Closed loop: each connection sends the next one when the last was answered. */
async function loop(parallel: number, once: (connection: number) => Promise<void>): Promise<Run> {
  const latencies: number[] = [];
  const begin = performance.now();
  const end = begin + seconds * 1000;
  await Promise.all(Array.from({ length: parallel }, async (_, connection) => {
    while (performance.now() < end) {
      const start = performance.now();
      await once(connection);
      latencies.push(performance.now() - start);
    }
  }));
  return { perSecond: latencies.length / ((performance.now() - begin) / 1000), latencies };
}

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

async function submit(person: Person): Promise<void> {
  const answer = await person.run<{ submitCheckIn: { __typename: string } }>('SubmitCheckIn', { input: checkIn(new Date(), quietDay) });
  if (answer.submitCheckIn.__typename !== 'CheckInSaved') throw new Error(`Answered ${answer.submitCheckIn.__typename}`);
}

/** Check-in submissions per second through the whole path against bare transactional inserts of the same rows. */
export async function checkInRate(): Promise<void> {
  const product = await Product.start({ startAt: null, profiled: true });
  let clients: pg.Client[] = [];
  try {
    const people = await crowd(product, 64);
    clients = await Promise.all(Array.from({ length: Math.max(...connections) }, async () => {
      const client = new pg.Client({ connectionString: product.t.config.DATABASE_URL });
      await client.connect();
      return client;
    }));
    const { rows: [organisation] } = await product.t.owner.query<{ id: string }>('SELECT id FROM identity.organisation');
    const who = (n: number): Person => people[n % people.length] as Person;
    let turn = 0;
    await loop(4, () => submit(who((turn += 1))));

    const figures = [];
    for (const parallel of connections) {
      const ours: Run[] = [];
      const bare: Run[] = [];
      for (let round = 0; round < rounds; round += 1) {
        bare.push(await loop(parallel, async (connection) => {
          const person = who((turn += 1));
          await bareInsert(clients[connection] as pg.Client, organisation?.id ?? '', person.patientId ?? '', checkIn(new Date(), quietDay));
        }));
        ours.push(await loop(parallel, () => submit(who((turn += 1)))));
        await sleep(200);
      }
      const all = (runs: Run[]): number[] => runs.flatMap((run) => run.latencies);
      const connectionWord = `${parallel} connection${parallel === 1 ? '' : 's'}`;
      figures.push(figure(`check-ins, ${connectionWord}`, 'per s', median(ours.map((r) => r.perSecond)), median(bare.map((r) => r.perSecond))));
      figures.push(figure(`check-in answered, ${connectionWord}, p50`, 'ms', percentile(all(ours), 0.5), percentile(all(bare), 0.5)));
      figures.push(figure(`check-in answered, ${connectionWord}, p99`, 'ms', percentile(all(ours), 0.99), percentile(all(bare), 0.99)));
    }
    await product.api.stop();
    await publish('check-in-rate', figures);
    process.stdout.write(`\nWhere the api spent its time\n${(await topFunctions(product.profiles)).join('\n')}\n`);
  } finally {
    for (const client of clients) await client.end();
    await product.stop();
  }
}
