import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { checkIn, crowd, dice, handOffs, type Person, Product, reliabilityRow, report, type Saved, seizureNow } from '@evenkeel/testing/product';

const size = Number(process.env['EVENKEEL_RESTARTED'] ?? 120);
const rounds = 2;
const parallel = 8;
/** A phone goes on for days; whoever waits for the screen does not. */
const patienceMs = 20_000;
const calm = { overall: 3 };

interface Sent { readonly id: string; readonly attempts: number; readonly saved: boolean }

/** A new version is rolled out in the middle of the day, process after process, and nobody notices. */
describe('a rolling restart of every process under load', () => {
  let product: Product;
  beforeAll(async () => { product = await Product.start({ startAt: null }); }, 120_000);
  afterEach(() => { expect(product.complaints()).toEqual([]); });
  afterAll(() => product.stop(), 60_000);

  it('loses no submission, no alert and no page, and doubles none', async () => {
    const roll = dice(Number(process.env['EVENKEEL_SEED'] ?? Date.now() % 1_000_000));
    const people = await crowd(product, size);
    const flagged: Sent[] = [];
    const quiet: Sent[] = [];
    const faults: string[] = [];
    let done = false;
    /** As the phone does: the same answers under the same id, until the server says that it has them. */
    const send = async (person: Person, values: Record<string, number>): Promise<Sent> => {
      const input = checkIn(new Date(), values);
      const until = Date.now() + patienceMs;
      for (let attempts = 1; ; attempts += 1) {
        const answer = await person.run<Saved>('SubmitCheckIn', { input }).catch((error: unknown) => { faults.push(reasonOf(error)); return null; });
        if (answer?.submitCheckIn.__typename === 'CheckInSaved') return { id: input.id, attempts, saved: true };
        if (Date.now() > until) return { id: input.id, attempts, saved: false };
        await sleep(100 + 200 * roll());
      }
    };
    // Everybody reports a seizure once, at some moment of the restart, and something harmless again and again.
    const waiting = [...people];
    const client = async (): Promise<void> => {
      while (!done || waiting.length > 0) {
        const person = people[Math.floor(roll() * people.length)];
        const next = roll() < 0.25 || done ? waiting.pop() : undefined;
        if (next !== undefined) flagged.push(await send(next, seizureNow));
        else if (person !== undefined) quiet.push(await send(person, calm));
        await sleep(20 + 80 * roll());
      }
    };
    const ends: string[] = [];
    const restarts = async (): Promise<void> => {
      for (let round = 0; round < rounds; round += 1) {
        for (const keeper of [...product.api.keepers, ...product.worker.keepers]) {
          await sleep(300);
          ends.push(await keeper.restart());
          await product.ready();
        }
      }
    };
    const began = Date.now();
    await Promise.all([restarts().finally(() => { done = true; }), ...Array.from({ length: parallel }, client)]);
    const took = Date.now() - began;
    await product.settle(60_000);

    const sent = [...flagged, ...quiet];
    const found = await handOffs(product, flagged.map(({ id }) => id));
    process.stdout.write(`rolling-restart: ${ends.length} processes in ${(took / 1000).toFixed(0)} s, ${sent.length} submissions, ${flagged.length} of them flagged, `
      + `${sent.filter(({ attempts }) => attempts > 1).length} had to be repeated, failed ${sent.filter(({ saved }) => !saved).length}, `
      + `alerts lost ${found.lost.length}, pages doubled ${found.duplicates} of ${found.messages}\n`);
    await report(reliabilityRow({ case: 'rolling restart', size: product.size, flagged: flagged.length, kills: 0, faults: { 'processes restarted': ends.length, submissions: sent.length, repeated: sent.filter(({ attempts }) => attempts > 1).length, failed: sent.filter(({ saved }) => !saved).length } }, found));

    expect(ends).toEqual(ends.map(() => 'ended with code 0'));
    expect(sent.filter(({ saved }) => !saved)).toEqual([]);
    // Nothing is answered with an error by a process that ends: a cut connection is all that may be seen of it.
    expect(faults.filter((fault) => fault !== 'cut')).toEqual([]);
    expect(found.lost).toEqual([]);
    expect(found.duplicates).toBe(0);
    const { rows: [counted] } = await product.t.owner.query<{ check_ins: string; answered: string; alerts: string }>(`
      SELECT (SELECT count(*) FROM clin.check_in WHERE id = ANY ($1::uuid[])) AS check_ins,
             (SELECT count(*) FROM clin.check_in WHERE patient_id = ANY ($2::uuid[])) AS answered,
             (SELECT count(*) FROM clin.alert WHERE patient_id = ANY ($2::uuid[])) AS alerts`, [sent.map(({ id }) => id), people.map(({ patientId }) => patientId)]);
    expect(counted).toEqual({ check_ins: String(sent.length), answered: String(sent.length), alerts: String(size) });
  }, 240_000);
});

/** What the client saw: a connection that was cut or refused, or an answer that says no. */
function reasonOf(error: unknown): string {
  const said = String(error);
  return /fetch failed|terminated/.test(said) ? 'cut' : said;
}
