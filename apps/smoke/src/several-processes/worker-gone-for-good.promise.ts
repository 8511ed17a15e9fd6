import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { checkIn, crowd, handOffs, type Person, Product, reliabilityRow, report as writeRow, type Saved, seizureNow, until } from '@evenkeel/testing/product';

/** From the death of the last worker to an api process that does its work (ms). */
const takeoverMs = 30_000;

/** Promise 1 without any worker: who takes check-ins also makes alerts climb, for as long as nobody else does. */
describe('an alert while no worker is there', () => {
  let product: Product;
  let people: Person[];
  const flagged: string[] = [];
  beforeAll(async () => {
    product = await Product.start({ startAt: null, env: { LOG_LEVEL: 'info' } });
    people = await crowd(product, 2);
  }, 120_000);
  afterEach(() => { expect(product.complaints()).toEqual([]); });
  afterAll(() => product.stop(), 60_000);

  const someone = (): Person => {
    const person = people.pop();
    if (person === undefined) throw new Error('The crowd is too small');
    return person;
  };
  const report = async (): Promise<string> => {
    const input = checkIn(new Date(), seizureNow);
    const { submitCheckIn } = await someone().run<Saved>('SubmitCheckIn', { input });
    flagged.push(input.id);
    const id = submitCheckIn.alerts?.[0]?.id;
    if (id === undefined) throw new Error('No alert came of it');
    return id;
  };
  /** Pages of this alert that arrived, by the address, and how often each did. */
  const arrived = async (id: string): Promise<Map<string, { to: string; times: number }>> => {
    const { rows } = await product.t.owner.query<{ id: string }>(`SELECT id FROM clin.notification WHERE alert_id = $1 AND channel = 'email'`, [id]);
    const found = new Map<string, { to: string; times: number }>();
    for (const row of rows) {
      const mails = product.mailbox.mails.filter((mail) => mail.messageId.includes(row.id));
      if (mails[0] !== undefined) found.set(row.id, { to: mails[0].to, times: mails.length });
    }
    return found;
  };
  const reached = async (id: string, role: string): Promise<boolean> => {
    const addresses = product.accounts.filter((account) => account.role === role).map(({ email }) => email);
    return [...(await arrived(id)).values()].some(({ to }) => addresses.includes(to));
  };
  const levelArrived = async (id: string, level: number): Promise<boolean> => {
    const { rows } = await product.t.owner.query<{ id: string }>(`SELECT id FROM clin.notification WHERE alert_id = $1 AND level = $2 AND channel = 'email'`, [id, level]);
    const there = await arrived(id);
    return rows.length > 0 && rows.every((row) => there.has(row.id));
  };
  const levelOf = async (id: string): Promise<number> => (await product.t.owner.query<{ level: number }>('SELECT level FROM clin.alert WHERE id = $1', [id])).rows[0]?.level ?? 0;
  const said = (words: string): number => product.api.lines.filter((line) => line.includes(words)).length;
  /** Processes of the api that do the engine's work now. */
  const standing = (): number => said('stands in for it') - said('the engine is back');

  it('reaches the prescriber and climbs, within half a minute of the last worker', async () => {
    for (const keeper of product.worker.keepers) keeper.gone();
    const id = await report();
    await until('a page at the prescriber', () => reached(id, 'prescriber'), takeoverMs);
    await writeRow(reliabilityRow({ case: 'every worker gone for good', size: product.size, flagged: flagged.length, kills: product.worker.keepers.length }, await handOffs(product, flagged)));
    expect(standing()).toBeGreaterThan(0);

    // As if the window had passed: the next level is told by whoever stands in.
    await product.t.owner.query('UPDATE clin.alert SET next_action_at = clock.now() WHERE id = $1', [id]);
    await until('the next level', async () => (await levelOf(id)) === 2);
    await until('its page', () => levelArrived(id, 2));
    // The second process looks as well and comes to the same conclusion; each page leaves once.
    await until('both looks', () => standing() === product.api.keepers.length);
    expect([...(await arrived(id)).values()].filter(({ times }) => times !== 1)).toEqual([]);
  }, 90_000);

  it('is left to the workers again when they are back', async () => {
    for (const keeper of product.worker.keepers) keeper.back();
    await until('every process of the api to step back', () => standing() === 0, 40_000);
    await product.ready();
    const id = await report();
    await until('a page at the prescriber', () => reached(id, 'prescriber'), 5000);
    await product.settle();
    expect(standing()).toBe(0);
    expect([...(await arrived(id)).values()].filter(({ times }) => times !== 1)).toEqual([]);
  }, 90_000);
});
