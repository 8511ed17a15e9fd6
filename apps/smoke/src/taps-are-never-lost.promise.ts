import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  crowd, type Device, Devices, givenBy, keptOnDevice, nextAttemptIn, type Page, type Person, phone, Product, type Route, type Tap, storeNeverAnswers, tapAll, until, wholeCheckIn, wholeCheckInWithSeizure, wordsIn,
} from '@evenkeel/testing/product';

/** The check-in of ux flow A: no more touches and no more requests than this. */
const most = { taps: 15, requests: 2 };

interface Stored { id: string; complete: boolean; answers: Record<string, number> }

/** Rows in the database equal taps on the glass: none lost, none doubled, wherever the line is cut. */
describe('the taps of a check-in', () => {
  let product: Product;
  let devices: Devices;
  let people: Person[];
  beforeAll(async () => {
    product = await Product.start({ startAt: null });
    devices = await Devices.start(product.url);
    people = await crowd(product, 16);
  }, 120_000);
  afterEach(() => {
    expect(devices.complaints()).toEqual([]);
    expect(product.complaints()).toEqual([]);
  });
  afterAll(async () => {
    await devices.stop();
    await product.stop();
  }, 60_000);

  /** A phone of somebody who has never checked in, on Today. */
  const begin = async (): Promise<{ person: Person; device: Device; page: Page }> => {
    const person = people.pop();
    if (person === undefined) throw new Error('The crowd is too small');
    const device = await devices.device(phone, person);
    const page = await device.open('/');
    await device.keepsTheShell(page);
    return { person, device, page };
  };
  const stored = async (person: Person): Promise<Stored[]> => (await product.t.owner.query<Stored>(`
    SELECT c.id, c.completed_at IS NOT NULL AS complete, jsonb_object_agg(a.question, a.value) AS answers
      FROM clin.check_in c JOIN clin.check_in_answer a ON a.check_in_id = c.id WHERE c.patient_id = $1 GROUP BY c.id, c.completed_at, c.at ORDER BY c.at`, [person.patientId])).rows;
  /** The rows of the newest check-in, once it is complete. */
  const complete = async (person: Person, count: number): Promise<Record<string, number>> =>
    until(`check-in number ${count}, complete`, async () => {
      const all = await stored(person);
      return all.length === count && all.every((each) => each.complete) ? (all.at(-1)?.answers ?? null) : null;
    });
  const operationOf = (route: Route): string => (route.request().postDataJSON() as { operationName: string }).operationName;

  it(`are at most ${most.taps}, and ${most.requests} requests are enough`, async () => {
    const { person, device } = await begin();
    const through: string[] = [];
    await device.context.route('**/graphql', async (route) => {
      const operation = operationOf(route);
      // The first of these two and nothing else gets through; whatever else a screen asks for is a comfort.
      const isNeeded = ['Today', 'SubmitCheckIn'].includes(operation) && !through.includes(operation);
      if (isNeeded) through.push(operation);
      await (isNeeded ? route.continue() : route.abort());
    });
    const page = await device.open('/');
    await tapAll(page, wholeCheckIn);
    expect(await complete(person, 1)).toEqual(givenBy(wholeCheckIn));
    expect(wholeCheckIn.length).toBeLessThanOrEqual(most.taps);
    expect(through).toEqual(['Today', 'SubmitCheckIn']);
    expect(through.length).toBeLessThanOrEqual(most.requests);
  }, 60_000);

  it('survive a line that is cut between every two of them', async () => {
    const { person, device, page } = await begin();
    for (let gap = 1; gap < wholeCheckIn.length; gap += 1) {
      await page.goto('/');
      await tapAll(page, wholeCheckIn.slice(0, gap));
      await device.cut();
      await tapAll(page, wholeCheckIn.slice(gap));
      await page.waitForURL('**/check-in/saved/*');
      expect((await stored(person)).length).toBe(gap - 1);
      await device.mend();
      expect([gap, await complete(person, gap)]).toEqual([gap, givenBy(wholeCheckIn)]);
    }
  }, 120_000);

  it('survive a line that comes and goes with every tap, with an answer that is sent on the way', async () => {
    for (const parity of [0, 1]) {
      const { person, device, page } = await begin();
      for (const [index, tap] of wholeCheckInWithSeizure.entries()) {
        await (index % 2 === parity ? device.cut() : device.mend());
        await tapAll(page, [tap]);
      }
      await page.waitForURL('**/check-in/saved/*');
      await device.mend();
      expect(await complete(person, 1)).toEqual(givenBy(wholeCheckInWithSeizure));
    }
  }, 120_000);

  const theServerDies = (): Promise<void> => product.api.die();
  // A kept connection of the test's own, to a server that died since, is no fault of the product: once more on a new one.
  const reach = (route: Route): Promise<unknown> => route.fetch().catch(() => route.fetch());
  const faults: { where: string; does: (route: Route) => Promise<void> }[] = [
    { where: 'before the server', does: (route) => route.abort('connectionfailed') },
    { where: 'after the commit, before the reply', does: async (route) => { await reach(route); await route.abort('connectionreset'); } },
    { where: 'by the death of the server, after the commit', does: async (route) => { await reach(route); await theServerDies(); await route.abort('connectionreset'); } },
    { where: 'by the death of the server, before it could read', does: async (route) => { await theServerDies(); await route.abort('connectionrefused'); } },
  ];
  it.each(faults)('survive a request that is cut $where', async ({ does }) => {
    const { person, device, page } = await begin();
    let fault: 'none' | 'armed' | 'done' = 'none';
    await device.context.route('**/graphql', async (route) => {
      if (fault !== 'armed' || operationOf(route) !== 'SubmitCheckIn') return route.continue();
      fault = 'none';
      await does(route);
      fault = 'done';
    });
    // The partial revision of the seizure meets the fault, and so does the finished one.
    const [atSeizure, rest] = split(wholeCheckInWithSeizure, 'event.seizure');
    for (const [taps, sent] of [[atSeizure, atSeizure], [rest, wholeCheckInWithSeizure]] as const) {
      fault = 'armed';
      await tapAll(page, taps);
      await until('the request that is cut', () => fault === 'done');
      await product.ready();
      await again(device);
      await until('all that was tapped so far', async () => equal((await stored(person)).at(-1)?.answers, givenBy(sent)));
    }
    expect(await complete(person, 1)).toEqual(givenBy(wholeCheckInWithSeizure));
    const { rows } = await product.t.owner.query('SELECT 1 FROM clin.alert_trigger WHERE patient_id = $1', [person.patientId]);
    expect(rows.length).toBe(1);
    await product.ready();
  }, 90_000);

  it('leave as soon as the line is back, also when an attempt from before that fails afterwards', async () => {
    const { person, device, page } = await begin();
    let sent = 0;
    let held: Route | null = null;
    let isCut = true;
    await device.context.route('**/graphql', async (route) => {
      if (!isCut || operationOf(route) !== 'SubmitCheckIn') return route.continue();
      sent += 1;
      // The last of them hangs while the line comes back; by then the next attempt on its own is most of a minute away.
      if (sent > 6) { held = route; return; }
      await route.abort('connectionreset');
    });
    await tapAll(page, split(wholeCheckInWithSeizure, 'event.seizure')[0]);
    for (let tried = 2; tried <= 7; tried += 1) {
      await until(`attempt ${tried - 1}`, () => sent >= tried - 1);
      await until(`attempt ${tried}`, async () => {
        await again(device);
        return sent >= tried;
      });
    }
    const hanging = await until('the attempt that hangs', () => held);
    isCut = false;
    await again(device);
    await hanging.abort('connectionreset');
    await until('the seizure', async () => (await stored(person)).at(-1)?.answers['event.seizure'] === 1);
  }, 90_000);

  it('leave within seconds of a line that is back, also when the browser never says so', async () => {
    const { person, device, page } = await begin();
    let [sent, isCut] = [0, true];
    await device.context.route(/\/(graphql|realtime\/ticket|auth\/session)$/, async (route) => {
      if (!isCut) return route.continue();
      if (route.request().url().endsWith('/graphql') && operationOf(route) === 'SubmitCheckIn') sent += 1;
      await route.abort('internetdisconnected');
    });
    await tapAll(page, split(wholeCheckInWithSeizure, 'event.seizure')[0]);
    // A page is not taken away from under a finger: what was tapped is on the device, and tried from there, before the first reload.
    await until('the attempt of the tap itself', () => sent > 0);
    // Each opening of the page tries at once, and what fails again waits longer: never so long that somebody has to.
    while (sent < 6) {
      const before = sent;
      await page.reload();
      await until('an attempt of this page', () => sent > before);
    }
    expect(await nextAttemptIn(page)).toBeLessThanOrEqual(5_000);
    isCut = false;
    await until('the seizure', async () => (await stored(person)).at(-1)?.answers['event.seizure'] === 1);
  }, 90_000);

  it('do not wait for another page that has fallen asleep while it was sending', async () => {
    const { person, device, page } = await begin();
    const asleep = await device.open('/');
    await asleep.evaluate(() => new Promise<void>((settle) => { void navigator.locks.request('evenkeel.outbox', () => { settle(); return new Promise(() => undefined); }); }));
    await tapAll(page, split(wholeCheckInWithSeizure, 'event.seizure')[0]);
    await until('the seizure', async () => (await stored(person)).at(-1)?.answers['event.seizure'] === 1);
    await asleep.close();
  }, 90_000);

  it('survive a page that is killed in the middle and opened again', async () => {
    const { person, device, page: first } = await begin();
    await first.close();
    const ends = wholeCheckIn.flatMap((tap, index) => (tap.name === 'continue' ? [index] : []));
    for (const [round, end] of ends.entries()) {
      const killed = await device.open('/');
      const before = wholeCheckIn.slice(0, end);
      await tapAll(killed, before);
      await keptOnDevice(killed, Object.keys(givenBy(before)).length);
      await killed.close();
      const page = await device.open('/check-in');
      await tapAll(page, wholeCheckIn.slice(end + 1));
      expect(await complete(person, round + 1)).toEqual(givenBy(wholeCheckIn));
      await page.close();
    }
  }, 90_000);

  it.each(['en', 'es'] as const)('reach the server from a device whose own store never answers (%s)', async (language) => {
    const person = people.pop();
    if (person === undefined) throw new Error('The crowd is too small');
    const t = wordsIn(language);
    const device = await devices.device({ ...phone, language }, person);
    await storeNeverAnswers(device);
    // Straight to the questions, where the device's store is waited for: help is there meanwhile, and then the question.
    const page = await device.open('/check-in');
    await page.getByRole('link', { name: t('kit', 'getHelpNow'), exact: true }).waitFor();
    await page.locator('main label:has(input[value="8"])').waitFor({ timeout: 10_000 });
    const said = (key: string): Promise<void> => page.getByTestId('status-line').filter({ hasText: t('offline', key) }).waitFor();
    await said('memory');
    await device.picture(page, 'check-in-without-store');
    await device.cut();
    await said('memoryOffline');
    await tapAll(page, wholeCheckIn.slice(1), language);
    await page.getByRole('heading', { name: t('check-ins', 'saved.onPage.heading') }).waitFor();
    await device.picture(page, 'saved-without-store');
    await device.mend();
    expect(await complete(person, 1)).toEqual(givenBy(wholeCheckIn));
    await page.getByRole('heading', { name: t('check-ins', 'saved.sent.heading') }).waitFor();
  }, 60_000);

  it('survive two tabs that both answer, one of them after the other has finished', async () => {
    const { person, device, page: one } = await begin();
    const [untilFlags, afterFlags] = split(wholeCheckIn, 'red-flags-none');
    await tapAll(one, untilFlags);
    await keptOnDevice(one, 2);
    const other = await device.open('/check-in');
    await tapAll(other, afterFlags.slice(1, -3));
    await tapAll(other, [{ name: 'stop here', gives: {}, on: (page, t) => page.getByRole('button', { name: t('check-ins', 'saveAndStop'), exact: true }).tap() }]);
    await complete(person, 1);
    // The first tab knows nothing of the rest and goes on to the last question.
    await one.bringToFront();
    await tapAll(one, afterFlags.filter((tap) => tap.name === 'continue').slice(0, 2));
    await one.getByRole('button').filter({ hasText: /^Skip/ }).tap();
    await tapAll(one, afterFlags.slice(-2));
    await until('the last tap of the first tab', async () => (await stored(person))[0]?.answers['dose'] === 1);
    expect(await complete(person, 1)).toEqual(givenBy(wholeCheckIn));
  }, 60_000);
});

/** As when the phone finds its line again. */
async function again(device: Device): Promise<void> {
  await device.cut();
  await device.mend();
}

const equal = (some: Record<string, number> | undefined, others: Record<string, number>): boolean =>
  JSON.stringify(Object.entries(some ?? {}).sort()) === JSON.stringify(Object.entries(others).sort());

function split(taps: readonly Tap[], name: string): [readonly Tap[], readonly Tap[]] {
  const at = taps.findIndex((tap) => tap.name === name);
  return [taps.slice(0, at + 1), taps.slice(at + 1)];
}
