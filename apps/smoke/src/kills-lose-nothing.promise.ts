import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkIn, crowd, dice, PrivatePostgres, Product, type Saved, seizureNow } from '@evenkeel/testing/product';

const flagged = Number(process.env['EVENKEEL_FLAGGED'] ?? 1000);
const kills = Number(process.env['EVENKEEL_KILLS'] ?? 20);
const parallel = 16;

/**
 * Promise 1 under kills: every flagged answer that the api accepted is on disk and was handed to a mail server at least
 * once, whatever is killed meanwhile. Counted at the mail sink. The worst that a kill may do is a repeated mail.
 */
describe(`${flagged} flagged check-ins and ${kills} kills of api, worker and PostgreSQL`, () => {
  let postgres: PrivatePostgres;
  let product: Product;
  beforeAll(async () => {
    postgres = await PrivatePostgres.start();
    product = await Product.start({ startAt: null, server: postgres.url });
  }, 180_000);
  afterAll(async () => {
    try {
      await product.stop();
    } finally {
      await postgres.stop();
    }
  }, 60_000);

  it('lose none', async () => {
    const seed = Number(process.env['EVENKEEL_SEED'] ?? Date.now() % 1_000_000);
    const roll = dice(seed);
    const people = await crowd(product, flagged);
    const accepted: string[] = [];
    let next = 0;
    const client = async (): Promise<void> => {
      for (let person = people[next++]; person !== undefined; person = people[next++]) {
        const input = checkIn(new Date(), seizureNow);
        for (;;) {
          // As the phone does: the same answers under the same id, until the server says that it has them.
          const answer = await person.run<Saved>('SubmitCheckIn', { input }).catch(() => null);
          if (answer?.submitCheckIn.__typename === 'CheckInSaved') break;
          await sleep(200 + 300 * roll());
        }
        accepted.push(input.id);
      }
    };
    let done = false;
    const killer = async (): Promise<void> => {
      for (let kill = 0; kill < kills;) {
        await sleep(400 + 900 * roll());
        if (kill % 5 === 4) await postgres.kill();
        else if (!(roll() < 0.5 ? product.api : product.worker).killOne(roll())) continue;
        kill += 1;
        if (done) await sleep(500);
      }
    };
    await Promise.all([Promise.all(Array.from({ length: parallel }, client)).then(() => { done = true; }), killer()]);
    await product.ready(60_000);
    await product.settle(120_000);

    const { rows } = await product.t.owner.query<{ check_in: string; notification: string | null }>(`
      SELECT t.source_id AS check_in, n.id AS notification FROM clin.alert_trigger t
      LEFT JOIN clin.notification n ON n.alert_id = t.alert_id AND n.channel = 'email' WHERE t.source_id = ANY ($1::uuid[])`, [accepted]);
    const arrivals = new Map<string, number>();
    for (const mail of product.mailbox.mails) {
      const key = /[0-9a-f-]{36}/.exec(mail.messageId)?.[0] ?? mail.messageId;
      arrivals.set(key, (arrivals.get(key) ?? 0) + 1);
    }
    const told = new Set(rows.filter((row) => row.notification !== null && arrivals.has(row.notification)).map((row) => row.check_in));
    const lost = accepted.filter((id) => !told.has(id));
    const duplicates = [...arrivals.values()].reduce((sum, times) => sum + times - 1, 0);
    process.stdout.write(`kills-lose-nothing: seed ${seed}, ${accepted.length} accepted, kills api ${product.api.kills} worker ${product.worker.kills} postgres ${postgres.kills}, `
      + `lost ${lost.length}, duplicates ${duplicates} of ${product.mailbox.mails.length} mails\n`);

    expect(accepted.length).toBe(flagged);
    expect(product.api.kills + product.worker.kills + postgres.kills).toBe(kills);
    expect(postgres.kills).toBeGreaterThan(0);
    expect(lost).toEqual([]);
    const { rows: [doubled] } = await product.t.owner.query<{ alerts: string; check_ins: string }>(`
      SELECT (SELECT count(*) FROM clin.alert WHERE patient_id = ANY ($1::uuid[])) AS alerts,
             (SELECT count(*) FROM clin.check_in WHERE id = ANY ($2::uuid[])) AS check_ins`, [people.map((p) => p.patientId), accepted]);
    expect(doubled).toEqual({ alerts: String(flagged), check_ins: String(flagged) });
    // A kill repeats at most what was being sent at that moment; the senders work in batches of 50.
    expect(duplicates).toBeLessThanOrEqual(kills * 50);
  }, 540_000);
});
