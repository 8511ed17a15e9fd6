import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { checkIn, crowd, type Person, Product, type Saved, seizureNow, until } from '@evenkeel/testing/product';

const minute = 60_000;
/** Longer than a sender that is alive holds a message. */
const lease = 30_000;

/** Promise 1: a flagged answer reaches a human who acknowledges it, or everybody is told and the patient is told the truth. */
describe('a flagged answer', () => {
  let product: Product;
  beforeAll(async () => { product = await Product.start(); }, 120_000);
  afterEach(() => { expect(product.complaints()).toEqual([]); });
  afterAll(() => product.stop());

  const report = async (patient: Person, values = seizureNow): Promise<string> => {
    const { submitCheckIn } = await patient.run<Saved>('SubmitCheckIn', { input: checkIn(await product.t.clock.now(), values) });
    expect(submitCheckIn.__typename).toBe('CheckInSaved');
    const id = submitCheckIn.alerts?.find((alert) => alert.family === 'seizure')?.id;
    if (id === undefined) throw new Error('No alert came of it');
    return id;
  };
  const statements = async (patient: Person, id: string): Promise<string[]> =>
    (await patient.run<{ ownAlert: { statements: { code: string }[] } }>('OwnAlert', { id })).ownAlert.statements.map((s) => s.code);
  const roleOf = async (address: string): Promise<string | undefined> => product.accounts.find((account) => account.email === address)?.role;
  const rolesMailed = async (since: number): Promise<Set<string | undefined>> =>
    new Set(await Promise.all(product.mailbox.mails.slice(since).map((mail) => roleOf(mail.to))));
  const status = async (id: string): Promise<string> =>
    (await product.t.owner.query<{ status: string }>('SELECT status FROM clin.alert WHERE id = $1', [id])).rows[0]?.status ?? 'none';

  const accepted = async (id: string): Promise<number> =>
    (await product.t.owner.query(`SELECT 1 FROM clin.notification WHERE alert_id = $1 AND channel = 'email' AND accepted_at IS NOT NULL`, [id])).rows.length;

  it('is mailed at once to the prescriber and the coordinator, who can acknowledge, and says nothing of the patient', async () => {
    const patient = await product.signIn('patient', 0);
    const before = product.mailbox.mails.length;
    const id = await report(patient);
    await product.settle();
    const roles = await rolesMailed(before);
    expect(roles.has('prescriber')).toBe(true);
    expect(roles.has('coordinator')).toBe(true);
    const page = product.mailbox.mails.slice(before).map((mail) => `${mail.subject} ${mail.text}`).join('\n');
    // Without the link: its token is chance, and chance spells anything.
    expect(page.replace(/https?:\S+/g, '')).not.toMatch(/seizure|clonazepam|\bmg\b/i);
    expect(page).not.toContain(product.account('patient', 0).name);

    const link = /https?:\/\/\S*\/ack\/\S+/.exec(page)?.[0] ?? '';
    for (let visit = 0; visit < 3; visit += 1) expect((await fetch(link)).status).toBe(200);
    expect(await status(id)).toBe('notified');

    const prescriber = await product.signIn('prescriber', 0);
    const { alertBoard } = await prescriber.run<{ alertBoard: { waiting: { id: string; rowVersion: number }[] } }>('AlertBoard');
    const waiting = alertBoard.waiting.find((alert) => alert.id === id);
    expect(waiting).toBeDefined();
    const { acknowledgeAlert } = await prescriber.run<{ acknowledgeAlert: { __typename: string } }>('AcknowledgeAlert', { input: { id, rowVersion: waiting?.rowVersion } });
    expect(acknowledgeAlert.__typename).toBe('AlertHead');
    expect(await status(id)).toBe('acknowledged');
    expect(await statements(patient, id)).toContain('acknowledged');
  }, 60_000);

  it('climbs to everybody and then to the fallback line, and the patient reads that nobody has answered', async () => {
    const patient = await product.signIn('patient', 1);
    const before = product.mailbox.mails.length;
    const id = await report(patient);
    await product.settle();
    await product.pass(5 * minute + 1000);
    const { rows: second } = await product.t.owner.query<{ level: number }>('SELECT level FROM clin.alert WHERE id = $1', [id]);
    expect(second[0]?.level).toBe(2);
    await product.pass(5 * minute + 1000);
    expect((await rolesMailed(before)).has('safety-lead')).toBe(true);
    await product.pass(5 * minute + 1000);
    expect(await status(id)).toBe('exhausted');
    const { rows: fallback } = await product.t.owner.query(`SELECT 1 FROM clin.notification WHERE alert_id = $1 AND purpose = 'fallback' AND accepted_at IS NOT NULL`, [id]);
    expect(fallback.length).toBeGreaterThan(0);
    const said = await statements(patient, id);
    expect(said[0]).toBe('everyone-tried');
    expect(said).toContain('fallback-told');

    const laps = product.mailbox.mails.length;
    await product.pass(5 * minute + 1000);
    expect(product.mailbox.mails.length).toBeGreaterThan(laps);
  }, 90_000);

  it('survives a kill of the worker before anything was sent, and of the api right after the reply', async () => {
    const patient = await product.signIn('patient', 2);
    const before = product.mailbox.mails.length;
    product.worker.kill();
    const id = await report(patient);
    product.api.kill();
    product.worker.kill();
    await product.ready();
    // Whatever the worker was sending when it died is free again.
    await product.t.clock.advance(lease);
    await product.settle(40_000);
    expect(await accepted(id)).toBeGreaterThan(0);
    expect((await rolesMailed(before)).has('prescriber')).toBe(true);
  }, 90_000);

  it('is sent again by the next worker when one dies in the middle of sending', async () => {
    const [patient] = await crowd(product, 1);
    if (patient === undefined) throw new Error('Nobody came');
    const address = product.account('prescriber').email;
    const before = product.mailbox.to(address).length;
    product.mailbox.mood = 'silent';
    const id = await report(patient);
    await until('a mail that the server has taken without a word', () => product.mailbox.to(address).length > before);
    product.worker.kill();
    product.mailbox.mood = 'takes';
    expect(await accepted(id)).toBe(0);
    await product.t.clock.advance(lease);
    await product.settle(40_000);
    expect(await accepted(id)).toBeGreaterThan(0);
    // The worst that a death in the middle may do: the same mail twice, recognisable by its id.
    expect(new Set(product.mailbox.to(address).slice(before).map((mail) => mail.messageId)).size).toBe(1);
  }, 90_000);
});
