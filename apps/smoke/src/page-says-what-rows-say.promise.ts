import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkIn, crowd, type Device, Devices, dice, LineLog, type Page, type Person, phone, Product, readPage, type Saved, seizureNow, storedFacts, type StoredFacts, until } from '@evenkeel/testing/product';

const moments = 30;
const minute = 60_000;
/** How long the page may lag behind a row (ms); after the death of the server, counted from its next life, the attempt to connect again may take a little more. */
const limit = 10_000;
const limitAfterDeath = 15_000;

type Fault = 'none' | 'worker-dies' | 'server-dies' | 'mail-refused' | 'mail-silent' | 'mail-back';
const faults: readonly Fault[] = ['none', 'mail-silent', 'worker-dies', 'mail-back', 'none', 'mail-refused', 'server-dies', 'mail-back', 'none', 'worker-dies'];

type Act = 'report' | 'little-later' | 'window-passes' | 'lease-passes' | 'look' | 'acknowledge' | 'escalate' | 'tried' | 'reached' | 'sent-help' | 'resolve';
const acts: Readonly<Record<string, readonly Act[]>> = {
  none: ['report'],
  resolved: ['report'],
  triggered: ['little-later', 'look', 'acknowledge', 'window-passes'],
  notified: ['little-later', 'window-passes', 'window-passes', 'look', 'acknowledge', 'acknowledge', 'escalate'],
  exhausted: ['acknowledge', 'window-passes'],
  acknowledged: ['little-later', 'lease-passes', 'tried', 'reached', 'reached', 'sent-help'],
  engaged: ['little-later', 'lease-passes', 'resolve', 'resolve'],
};
const later: readonly Act[] = ['little-later'];
const passing: Partial<Record<Act, number>> = { 'little-later': 40_000, 'window-passes': 5 * minute + 1000, 'lease-passes': 31 * minute };

/** Promise 1, last part: whatever happens, the page of the patient says what the rows back, and nothing else. */
describe(`the patient's page at ${moments} seeded moments, faults included`, () => {
  let product: Product;
  let devices: Devices;
  let people: Person[];
  let prescribers: Person[];
  let coordinator: Person;
  beforeAll(async () => {
    product = await Product.start({ startAt: '2026-03-02T15:00:00Z' });
    devices = await Devices.start(product.url);
    people = await crowd(product, moments);
    prescribers = [await product.signIn('prescriber', 0), await product.signIn('prescriber', 1)];
    coordinator = await product.signIn('coordinator');
  }, 120_000);
  afterAll(async () => {
    await devices.stop();
    await product.stop();
  }, 60_000);

  let alertId: string | null = null;
  let device: Device | null = null;
  let page: Page | null = null;
  let line: LineLog | null = null;

  const facts = (): Promise<StoredFacts> => storedFacts(product.t.owner, alertId ?? '');
  const status = async (): Promise<string> => (alertId === null ? 'none' : (await facts()).status);

  const report = async (prepare: (on: Device) => Promise<void> = () => Promise.resolve()): Promise<void> => {
    const person = people.pop();
    if (person === undefined) throw new Error('The crowd is too small');
    const { submitCheckIn } = await person.run<Saved>('SubmitCheckIn', { input: checkIn(await product.t.clock.now(), seizureNow) });
    alertId = submitCheckIn.alerts?.[0]?.id ?? null;
    await device?.context.close();
    device = await devices.device(phone, person);
    line = new LineLog(device.context);
    await device.setClock(await product.t.clock.now());
    await prepare(device);
    page = await device.open(`/my-alerts/${alertId}`);
  };
  const pass = async (milliseconds: number): Promise<void> => {
    await product.t.clock.advance(milliseconds);
    await device?.setClock(await product.t.clock.now());
  };
  const step = async (act: Act, by: Person): Promise<void> => {
    const { rows: [row] } = await product.t.owner.query<{ row_version: number; seq: number }>('SELECT row_version, seq FROM clin.alert WHERE id = $1', [alertId]);
    const input = { id: alertId, rowVersion: row?.row_version };
    // A refusal leaves the rows as they are, which the page has to follow as well.
    if (act === 'look') await by.run('OpenAlert', { id: alertId });
    if (act === 'acknowledge') await by.run('AcknowledgeAlert', { input });
    if (act === 'escalate') await by.run('EscalateAlert', { input: { id: alertId, asOf: row?.seq } });
    if (act === 'tried' || act === 'reached' || act === 'sent-help') await by.run('EngageAlert', { input: { ...input, how: act } });
    if (act === 'resolve') await by.run('ResolveAlert', { input: { ...input, outcome: 'patient-reached', note: '' } });
  };
  const anybody: readonly Act[] = ['look', 'acknowledge', 'escalate'];
  const of = (act: Act): readonly Person[] => (anybody.includes(act) ? [...prescribers, coordinator] : prescribers);
  const strike = (fault: Fault): void => {
    if (fault === 'mail-refused') product.mailbox.mood = 'later';
    if (fault === 'mail-silent') product.mailbox.mood = 'silent';
    if (fault === 'mail-back') product.mailbox.mood = 'takes';
    if (fault === 'worker-dies') product.worker.kill();
    if (fault === 'server-dies') product.api.kill();
  };

  /** Until the page says what the rows say; answers its headline. What it says happened and no row backs is added to `unbacked`. */
  const agree = async (shown: Page, told: string, within: number, unbacked: string[]): Promise<string> =>
    until(`the page and the rows to agree at ${told}`, async () => {
      const onPage = await readPage(shown);
      const stored = await facts();
      unbacked.push(...onPage.lines.filter((each) => each.happened && !stored.lines.includes(each.text)).map((each) => `${told}: ${each.text}`));
      const lines = onPage.lines.map((each) => each.text).sort();
      if (onPage.headline !== stored.headline || lines.join('\n') !== [...stored.lines].sort().join('\n')) {
        throw new Error(`On the page: ${onPage.headline} | ${lines.join('; ')}\nIn the rows: ${stored.headline} | ${[...stored.lines].sort().join('; ')}\n${line?.last() ?? ''}`);
      }
      return stored.headline;
    }, within);

  it('says exactly what the rows say, and never what no row backs', async () => {
    const seed = Number(process.env['EVENKEEL_SEED'] ?? 20_260_302);
    const roll = dice(seed);
    const pick = <Of>(from: readonly Of[]): Of => from[Math.floor(roll() * from.length)] as Of;
    const heard: string[] = [];
    const unbacked: string[] = [];
    for (let moment = 0; moment < moments; moment += 1) {
      const fault = faults[moment % faults.length] ?? 'none';
      const act: Act = pick(acts[await status()] ?? later);
      const told = `moment ${moment}, ${fault}, ${act}, seed ${seed}`;
      // Mail and worker fail before the act, the server right after it has answered.
      if (fault !== 'server-dies') strike(fault);
      const ms = passing[act];
      if (act === 'report') await report();
      else if (ms !== undefined) await pass(ms);
      else await step(act, pick(of(act)));
      if (fault === 'server-dies') {
        strike(fault);
        await until('the next life of the server', () => product.api.runs);
        await product.ready();
      }
      const shown = page;
      if (shown === null) throw new Error('Nothing was reported yet');
      heard.push(await agree(shown, told, fault === 'server-dies' ? limitAfterDeath : limit, unbacked));
    }
    process.stdout.write(`page-says-what-rows-say: seed ${seed}, ${heard.length} moments, ${new Set(heard).size} different headlines\n`);
    expect(unbacked).toEqual([]);
    expect(new Set(heard).size).toBeGreaterThanOrEqual(6);
    expect(devices.complaints()).toEqual([]);
    expect(product.complaints()).toEqual([]);
  }, 300_000);

  it('says it although the part of the page that listens never comes', async () => {
    const unbacked: string[] = [];
    let missed = 0;
    await report(async ({ context }) => {
      await context.route('**/assets/realtime-*.js', async (route) => { missed += 1; await route.abort('connectionreset'); });
    });
    const shown = page;
    if (shown === null) throw new Error('Nothing was reported yet');
    await until('the page without the part that listens', () => missed > 0);
    for (const [act, by] of [['look', coordinator], ['acknowledge', prescribers[0]]] as const) {
      if (by !== undefined) await step(act, by);
      await agree(shown, `${act} on a page that hears nothing`, limit, unbacked);
    }
    expect((await facts()).status).toBe('acknowledged');
    expect(unbacked).toEqual([]);
  }, 60_000);
});
