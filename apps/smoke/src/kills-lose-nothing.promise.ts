import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkIn, crowd, dice, type HandOffs, handOffs, type Person, PrivatePostgres, Product, rank, reliabilityFile, reliabilityRow, report, type Saved, seizureNow } from '@evenkeel/testing/product';

const flagged = Number(process.env['EVENKEEL_FLAGGED'] ?? 500);
/** Of api and worker processes, in turn by chance. */
const kills = Number(process.env['EVENKEEL_KILLS'] ?? 8);
const databaseKills = Number(process.env['EVENKEEL_DATABASE_KILLS'] ?? 2);
/** Of messages: refused for now, and taken with the connection dropped instead of a reply. */
const [refused, cut] = [0.1, 0.03];
const parallel = 16;
/** What a run that is judged by the clock allows: seconds from receipt to the first message. */
const limits = { p99: 15, max: 60 };
/** Of messages, those that may arrive once more in a run of full size. */
const doubled = 0.1;
/** What a sender has in hand at most: a kill repeats no more, and one of PostgreSQL no more of each sender. */
const inHand = 50;

/** After the last answer; then whatever has not arrived counts as lost (ms). */
const patienceMs = 240_000;

type Victim = 'process' | 'database';

/** Kills of the database spread evenly among the others. */
const victims = (): Victim[] => {
  const all: Victim[] = Array.from({ length: kills + databaseKills }, () => 'process');
  for (let n = 0; n < databaseKills; n += 1) all[Math.floor(((n + 0.5) * all.length) / databaseKills)] = 'database';
  return all;
};

/**
 * Promise 1 under kills (A1 and A2 together): every flagged answer that the api accepted is on disk and was handed to a mail
 * server at least once, whatever is killed meanwhile and while the provider refuses and drops. Counted at the mail sink.
 * Each kill comes while answers arrive. The worst that it may do is a repeated mail.
 */
describe(`${flagged} flagged check-ins, ${kills} kills of api and worker, ${databaseKills} of PostgreSQL, a provider that fails`, () => {
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
    product.mailbox.faults = { later: refused, cut, roll: dice(seed + 1) };
    const accepted: string[] = [];
    await Promise.all([sendAll(people, accepted, roll), killAll(accepted, roll)]);
    await product.ready(60_000);
    const found = await allHandedOff(accepted);
    process.stdout.write(`kills-lose-nothing: seed ${seed}, ${accepted.length} accepted, kills api ${product.api.kills} worker ${product.worker.kills} postgres ${postgres.kills}, `
      + `lost ${found.lost.length}, duplicates ${found.duplicates} of ${found.messages} messages, p99 ${rank(found.seconds, 0.99)} s, max ${rank(found.seconds, 1)} s\n`);
    await report(reliabilityRow({
      case: 'A1, A2: kills', size: product.size, flagged, kills: product.api.kills + product.worker.kills,
      faults: { 'kills of api': product.api.kills, 'kills of worker': product.worker.kills, 'kills of PostgreSQL': postgres.kills, 'messages refused': product.mailbox.failed.later, 'replies cut': product.mailbox.failed.cut, seed },
    }, found));

    expect(accepted.length).toBe(flagged);
    expect([product.api.kills + product.worker.kills, postgres.kills]).toEqual([kills, databaseKills]);
    expect(Math.min(product.mailbox.failed.later, product.mailbox.failed.cut)).toBeGreaterThan(0);
    expect(found.lost).toEqual([]);
    const { rows: [counted] } = await product.t.owner.query<{ alerts: string; check_ins: string; silent: string }>(`
      SELECT (SELECT count(*) FROM clin.alert WHERE patient_id = ANY ($1::uuid[])) AS alerts,
             (SELECT count(*) FROM clin.check_in WHERE id = ANY ($2::uuid[])) AS check_ins,
             (SELECT count(*) FROM clin.alert a WHERE NOT EXISTS (SELECT 1 FROM clin.alert_event e WHERE e.alert_id = a.id AND e.kind = 'notified')) AS silent`, [people.map((p) => p.patientId), accepted]);
    expect(counted).toEqual({ alerts: String(flagged), check_ins: String(flagged), silent: '0' });
    const senders = product.worker.keepers.length;
    expect(found.duplicates).toBeLessThanOrEqual(product.mailbox.failed.cut + (kills + databaseKills * senders) * inHand);
    // How many and how fast is a question for a run of full size that has the machine to itself: here there is a kill for each hundred messages.
    if (reliabilityFile() !== null) {
      expect(found.duplicates).toBeLessThanOrEqual(found.messages * doubled);
      expect(rank(found.seconds, 0.99)).toBeLessThanOrEqual(limits.p99);
      expect(rank(found.seconds, 1)).toBeLessThanOrEqual(limits.max);
    }
  }, 1_500_000);

  /** Nobody acknowledges, so alerts go on climbing: what is waited for is the first message of each, and that what was cut has come again. */
  async function allHandedOff(accepted: readonly string[]): Promise<HandOffs> {
    const end = Date.now() + patienceMs;
    for (;;) {
      const found = await handOffs(product, accepted);
      if (Date.now() > end) return found;
      const { rows: [open] } = await product.t.owner.query<{ count: string }>(`SELECT count(*) FROM clin.notification WHERE channel = 'email' AND level = 1 AND cycle = 0 AND status IN ('pending', 'leased')`);
      if (found.lost.length === 0 && Number(open?.count) === 0) return found;
      await sleep(2000);
    }
  }

  /** As the phone does: the same answers under the same id, until the server says that it has them. */
  async function sendAll(people: readonly Person[], accepted: string[], roll: () => number): Promise<void> {
    let next = 0;
    await Promise.all(Array.from({ length: parallel }, async () => {
      for (let person = people[next++]; person !== undefined; person = people[next++]) {
        const input = checkIn(new Date(), seizureNow);
        for (;;) {
          const answer = await person.run<Saved>('SubmitCheckIn', { input }).catch(() => null);
          if (answer?.submitCheckIn.__typename === 'CheckInSaved') break;
          await sleep(200 + 300 * roll());
        }
        accepted.push(input.id);
      }
    }));
  }

  /** One after so many accepted answers, and a moment later by chance: all of them while answers arrive. */
  async function killAll(accepted: readonly string[], roll: () => number): Promise<void> {
    const order = victims();
    for (const [place, victim] of order.entries()) {
      while (accepted.length < (place * flagged) / order.length) await sleep(20);
      await sleep(400 * roll());
      if (victim === 'database') await postgres.kill();
      // Between two lives there is nothing to kill.
      else while (!(roll() < 0.5 ? product.api : product.worker).killOne(roll())) await sleep(50);
    }
  }
});
