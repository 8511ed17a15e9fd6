import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { checkIn, type Person, Product, type Saved, seizureNow } from '@evenkeel/testing/product';

const minute = 60_000;

interface Head { id: string; rowVersion: number; status: string; __typename?: string; code?: string }

/** Promise 2: an acknowledgement is a lease that expires; an alert closes only with an outcome. */
describe('an acknowledgement', () => {
  let product: Product;
  let prescriber: Person;
  beforeAll(async () => {
    product = await Product.start();
    prescriber = await product.signIn('prescriber', 0);
  }, 120_000);
  afterEach(() => { expect(product.complaints()).toEqual([]); });
  afterAll(() => product.stop());

  const raise = async (index: number): Promise<string> => {
    const patient = await product.signIn('patient', index);
    const { submitCheckIn } = await patient.run<Saved>('SubmitCheckIn', { input: checkIn(await product.t.clock.now(), seizureNow) });
    await product.settle();
    const id = submitCheckIn.alerts?.find((alert) => alert.family === 'seizure')?.id;
    if (id === undefined) throw new Error('No alert came of it');
    return id;
  };
  const row = async (id: string): Promise<{ status: string; cycle: number; row_version: number }> => {
    const { rows: [found] } = await product.t.owner.query<{ status: string; cycle: number; row_version: number }>('SELECT status, cycle, row_version FROM clin.alert WHERE id = $1', [id]);
    if (found === undefined) throw new Error('The alert is gone');
    return found;
  };
  const step = async (operation: string, field: string, input: Record<string, unknown>): Promise<Head> =>
    (await prescriber.run<Record<string, Head>>(operation, { input }))[field] as Head;

  it('expires when nothing follows, and everybody is told again', async () => {
    const id = await raise(0);
    const first = await row(id);
    expect((await step('AcknowledgeAlert', 'acknowledgeAlert', { id, rowVersion: first.row_version })).__typename).toBe('AlertHead');
    await product.settle();
    const mails = product.mailbox.mails.length;
    await product.pass(9 * minute);
    expect((await row(id)).status).toBe('acknowledged');
    expect(product.mailbox.mails.length).toBe(mails);

    await product.pass(minute + 2000);
    const again = await row(id);
    expect(again.status).toBe('notified');
    expect(again.cycle).toBeGreaterThan(first.cycle);
    expect(product.mailbox.mails.length).toBeGreaterThan(mails);
  }, 60_000);

  it('is not shortened by having tried: the next level is told, the lease stays', async () => {
    const id = await raise(1);
    await step('AcknowledgeAlert', 'acknowledgeAlert', { id, rowVersion: (await row(id)).row_version });
    await product.settle();
    const mails = product.mailbox.mails.length;
    expect((await step('EngageAlert', 'engageAlert', { id, rowVersion: (await row(id)).row_version, how: 'tried' })).__typename).toBe('AlertHead');
    await product.settle();
    expect((await row(id)).status).toBe('acknowledged');
    expect(product.mailbox.mails.length).toBeGreaterThan(mails);
  }, 60_000);

  it('closes only through reaching the patient and with an outcome', async () => {
    const id = await raise(2);
    await step('AcknowledgeAlert', 'acknowledgeAlert', { id, rowVersion: (await row(id)).row_version });
    const tooEarly = await step('ResolveAlert', 'resolveAlert', { id, rowVersion: (await row(id)).row_version, outcome: 'patient-reached', note: '' });
    expect(tooEarly.__typename).toBe('NotAllowedNow');
    const without = await step('ResolveAlert', 'resolveAlert', { id, rowVersion: (await row(id)).row_version, outcome: '', note: '' });
    expect(without.__typename).toBe('InvalidInput');
    expect((await row(id)).status).toBe('acknowledged');

    await step('EngageAlert', 'engageAlert', { id, rowVersion: (await row(id)).row_version, how: 'reached' });
    expect((await row(id)).status).toBe('engaged');
    const closed = await step('ResolveAlert', 'resolveAlert', { id, rowVersion: (await row(id)).row_version, outcome: 'patient-reached', note: 'Spoke on the phone.' });
    expect(closed.__typename).toBe('AlertHead');
    expect((await row(id)).status).toBe('resolved');
  }, 60_000);
});
