import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkIn, crowd, type Person, Product, type Saved, seizureNow, until } from '@evenkeel/testing/product';

const size = 60;
const minute = 60_000;

/** Promises 1 and 4 with two workers that both do everything: whatever is due at one moment is done by one of them, once. */
describe('what is due for everybody at the same moment', () => {
  let product: Product;
  let people: Person[];
  beforeAll(async () => {
    product = await Product.start({ startAt: '2026-03-02T13:59:00Z' });
    people = await crowd(product, size);
  }, 120_000);
  afterAll(async () => {
    expect(product.complaints()).toEqual([]);
    await product.stop();
  }, 60_000);

  const count = async (sql: string, parameters: unknown[] = []): Promise<number> => Number((await product.t.owner.query<{ count: string }>(sql, parameters)).rows[0]?.count ?? -1);
  const patients = (): unknown[] => people.map(({ patientId }) => patientId);
  /** Those who did not get exactly one. */
  const notOnce = (): string[] => people.map(({ email }) => email).filter((email) => product.mailbox.to(email).length !== 1);

  it('is looked after by two workers', async () => {
    await until('two beats', async () => (await count(`SELECT count(DISTINCT instance) FROM clin.engine_beat WHERE component = 'engine'`)) === 2);
  });

  it('is one check-in and one mail for each, whoever sweeps', async () => {
    const coordinator = await product.signIn('coordinator');
    await product.t.owner.query(`UPDATE clin.check_in_schedule SET paused = true, next_at = NULL, next_local_date = NULL`);
    for (const { patientId } of people) {
      await coordinator.run('SetCheckInSchedule', { input: { patientId, templateId: 'daily', localTime: '09:00', zone: 'America/New_York', everyDays: 1, windowMinutes: 720, paused: false } });
    }
    await product.t.clock.set('2026-03-02T14:00:01Z');
    await product.settle();
    await until('the mails', () => people.every(({ email }) => product.mailbox.to(email).length > 0));
    // Whatever somebody did a second time would have to come now.
    for (const later of [minute, 10 * minute]) await product.pass(later);
    expect(notOnce()).toEqual([]);
    expect(await count('SELECT count(*) FROM clin.check_in WHERE patient_id = ANY ($1::uuid[])', [patients()])).toBe(size);
    expect(await count(`SELECT count(*) FROM outbox.message WHERE topic = 'job' AND payload->>'job' = 'check-ins.prompt'`)).toBe(size);
  }, 120_000);

  it('is one step of each alert and one page for each who is told, whoever ticks and sends', async () => {
    const before = product.mailbox.mails.length;
    const now = await product.t.clock.now();
    // By ten: how many at once a machine can take is another question. The clock stands still, so all of it is one moment.
    for (let from = 0; from < size; from += 10) await Promise.all(people.slice(from, from + 10).map((person) => person.run<Saved>('SubmitCheckIn', { input: checkIn(now, seizureNow) })));
    await product.settle(60_000);
    const levels = async (): Promise<unknown> => (await product.t.owner.query(`SELECT level, cycle, count(*)::int AS alerts FROM clin.alert WHERE patient_id = ANY ($1::uuid[]) GROUP BY 1, 2`, [patients()])).rows;
    expect(await levels()).toEqual([{ level: 1, cycle: 0, alerts: size }]);
    await product.pass(5 * minute + 1000);
    await product.settle(60_000);
    expect(await levels()).toEqual([{ level: 2, cycle: 0, alerts: size }]);
    const ids = product.mailbox.mails.slice(before).map((mail) => mail.messageId);
    expect(ids.length).toBe(new Set(ids).size);
    expect(ids.length).toBe(await count(`SELECT count(*) FROM clin.notification WHERE channel = 'email' AND accepted_at IS NOT NULL AND patient_id = ANY ($1::uuid[])`, [patients()]));
    // No step was written over another: the numbers of each alert's events have no gap.
    expect(await count(`SELECT count(*) FROM (SELECT 1 FROM clin.alert_event e JOIN clin.alert a ON a.id = e.alert_id WHERE a.patient_id = ANY ($1::uuid[])
      GROUP BY e.alert_id HAVING max(e.seq) <> count(*)) gaps`, [patients()])).toBe(0);
  }, 180_000);

  it('is one chain of the audit, in each realm', async () => {
    await product.pass(minute);
    const sealed = (schema: string): Promise<number> => count(`SELECT count(*) FROM ${schema}.seal`);
    await until('links', async () => (await sealed('audit')) > 2);
    expect((await product.command('audit-verify')).join('\n')).toMatch(/intact/i);
  }, 60_000);

  it('is one row of the timeline for each month', async () => {
    await until('nothing that is stale', async () => (await count('SELECT count(*) FROM clin.timeline_stale')) === 0);
    expect(await count('SELECT count(*) FROM clin.timeline_month WHERE patient_id = ANY ($1::uuid[])', [patients()])).toBe(size);
  }, 60_000);
});
