import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { crowd, desk, type Device, Devices, type Page, type Person, phone, Product, until, wordsIn } from '@evenkeel/testing/product';

/** A poll comes every twenty seconds; what is asked this soon after a connection was asked because of it (ms). */
const atOnce = 2_000;

/** A page that lost its line asks again the moment it has one, and does not wait for its next poll. */
describe('a page whose server died', () => {
  let product: Product;
  let devices: Devices;
  let people: Person[];
  beforeAll(async () => {
    product = await Product.start({ startAt: null });
    devices = await Devices.start(product.url);
    people = await crowd(product, 2);
  }, 120_000);
  afterEach(() => {
    expect(devices.complaints()).toEqual([]);
    expect(product.complaints()).toEqual([]);
  });
  afterAll(async () => {
    await devices.stop();
    await product.stop();
  }, 60_000);

  /** When the page's socket was accepted, and when the page asked for the day, by the clock of the test. */
  const watched = async (device: Device): Promise<{ page: Page; connected: number[]; asked: number[] }> => {
    const page = await device.context.newPage();
    const [connected, asked]: [number[], number[]] = [[], []];
    page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => { if (String(payload).startsWith('40')) connected.push(Date.now()); }));
    page.on('request', (request) => {
      if (request.url().endsWith('/graphql') && (request.postDataJSON() as { operationName: string }).operationName === 'Today') asked.push(Date.now());
    });
    return { page, connected, asked };
  };
  const someone = (index: number): Person => {
    const person = people[index];
    if (person === undefined) throw new Error('The crowd is too small');
    return person;
  };

  it('reads everything again as soon as the next life of the server takes its socket', async () => {
    const { page, connected, asked } = await watched(await devices.device(phone, someone(0)));
    await page.goto('/');
    await until('the first connection', () => connected.length === 1);
    for (let death = 1; death <= 2; death += 1) {
      await product.api.die();
      await product.ready();
      await until('the next connection', () => connected.length === death + 1);
      const at = connected.at(-1) ?? 0;
      await until('the next reading', () => asked.some((each) => each >= at));
      expect((asked.find((each) => each >= at) ?? 0) - at).toBeLessThan(atOnce);
    }
  }, 60_000);

  it('does so too when it was opened while nobody answered', async () => {
    const device = await devices.device(phone, someone(1));
    const { page, connected, asked } = await watched(device);
    const silent = ['**/graphql', '**/realtime/ticket'];
    for (const address of silent) await device.context.route(address, (route) => route.abort('connectionrefused'));
    await page.goto('/');
    await until('an attempt and its repeats', () => asked.length >= 3);
    for (const address of silent) await device.context.unroute(address);
    await until('the first connection', () => connected.length === 1);
    const at = connected[0] ?? 0;
    await until('the next reading', () => asked.some((each) => each >= at));
    expect((asked.find((each) => each >= at) ?? 0) - at).toBeLessThan(atOnce);
  }, 60_000);

  it.each(['en', 'es'] as const)('names the fallback line of the clinic to staff who never opened an alert, with and without an answer (%s)', async (language) => {
    const staff = wordsIn(language, 'staff');
    const { rows: [clinic] } = await product.t.owner.query<{ phone: string }>('SELECT fallback_phone AS phone FROM identity.organisation');
    const called = `tel:${clinic?.phone.replace(/[^+\d]/g, '')}`;
    const device = await devices.device({ ...desk, language }, await product.signIn('prescriber'));
    const page = await device.open('/alerts');
    const calls = page.locator(`main a[href="${called}"]`);
    await calls.waitFor();
    await device.picture(page, 'alerts-with-fallback-line');

    await device.context.route('**/graphql', (route) => route.abort('connectionrefused'));
    await device.cut();
    await page.getByRole('alert').filter({ hasText: staff('escalation', 'outdated.title') }).locator('a[href^="tel:"]').waitFor();
    await device.picture(page, 'alerts-out-of-date');
    await device.mend();
    // Read on the list and not on an alert: it is there when nothing can be read at all.
    await page.reload();
    await page.getByRole('alert').locator('a[href^="tel:"]').waitFor({ timeout: 20_000 });
    expect(await page.getByRole('alert').locator('a[href^="tel:"]').getAttribute('href')).toBe(called);
    await device.picture(page, 'alerts-unreadable');
  }, 60_000);
});
