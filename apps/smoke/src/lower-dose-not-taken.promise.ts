import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { barriers, desk, type Device, Devices, type Page, phone, press, Product, sees, until, wordsIn, wordsOn } from '@evenkeel/testing/product';

const spanish = wordsIn('es');
const staff = wordsIn('en', 'staff');
const card = (key: string, facts?: Record<string, string>): string => spanish('taper', `card.${key}`, facts);
const own = (key: string): string => spanish('own-plan', key);

/** The lower dose of the demo patient: the night of this day, an eighth of a milligram less; the morning stays as it was. */
const lowerOn = '2026-03-13';

/** TA7: a lower dose that was not taken is told from Today, with no directive, kept by the phone, and seen by the prescriber; the step waits. */
describe('a lower dose that was not taken', () => {
  let product: Product;
  let devices: Devices;
  let patientId: string;
  let mine: Device;
  let page: Page;

  beforeAll(async () => {
    product = await Product.start();
    devices = await Devices.start(product.url);
    patientId = (await product.signIn('patient', 0)).patientId ?? '';
    await (await product.signIn('prescriber', 0)).run('ReviewStep', { input: { patientId, decision: 'go-on', note: null } });
    // Six in the evening where the patient lives: the step of the morning is let through.
    await product.t.clock.set('2026-03-12T22:30:00Z');
    await until('the step is let through', async () => (await product.t.owner.query(`SELECT FROM clin.plan_version WHERE patient_id = $1 AND passed_cut = $2`, [patientId, lowerOn])).rowCount === 1);
    await product.t.clock.set(`${lowerOn}T23:00:00Z`);
    mine = await devices.device({ ...phone, language: 'es' }, await product.signIn('patient', 0));
    await mine.setClock(await product.t.clock.now());
    page = await mine.open('/');
    await mine.keepsTheShell(page);
  }, 120_000);
  afterEach(() => { expect([...devices.complaints(), ...product.complaints()]).toEqual([]); });
  afterAll(async () => { await devices.stop(); await product.stop(); }, 60_000);

  const rows = async (): Promise<readonly string[]> => (await product.t.owner.query<{ said: string }>(
    `SELECT slot || ' ' || kind AS said FROM clin.dose_record WHERE patient_id = $1 AND local_date = $2 AND withdrawn_at IS NULL ORDER BY tapped_at`, [patientId, lowerOn])).rows.map(({ said }) => said);
  /** From which date on the last dose of the plan holds, as everybody reads it. */
  const lowerFrom = async (): Promise<string> => (await product.t.owner.query<{ on: string }>(
    `SELECT max(starts_on)::text AS on FROM clin.dose_step WHERE patient_id = $1 AND kind = 'reduce'`, [patientId])).rows[0]?.on ?? '';
  /** Nothing says what to take, that somebody is on guard, or that anybody has read it. */
  const expectHonest = async (): Promise<void> => {
    const said = await wordsOn(page);
    expect(said).not.toMatch(/\b(?<!no se )(tome|tómese|tómela|repita|sáltese|duplique|baje|suba|vuelva a) (la|una|otra|su|el|tomar)\b/i);
    expect(said).not.toMatch(/vigilando|24\s*\/\s*7|garanti[zc]|garantía|\b(ha visto|ha leído|ha recibido)\b/i);
    expect(await barriers(page)).toEqual([]);
  };
  const night = () => page.getByRole('region', { name: spanish('taper', 'slot.night'), exact: true });
  const different = (slot: string): Promise<void> => page.getByRole('region', { name: spanish('taper', `slot.${slot}`), exact: true }).getByRole('link', { name: new RegExp(card('different')) }).tap();

  it('is asked about at the time of the day that is lower now, and the other one, taken, does not answer it', async () => {
    await press(page, card('took.morning'));
    await until('the morning in its row', async () => (await rows()).join() === 'morning taken');
    await different('morning');
    await page.getByRole('link', { name: own('words.choice.missed'), exact: true }).waitFor();
    expect(await page.getByRole('link', { name: own('words.choice.declined'), exact: true }).count()).toBe(0);
    await page.goto('/');
    await different('night');
    await page.getByRole('link', { name: own('words.choice.declined'), exact: true }).waitFor();
    await expectHonest();
    await mine.picture(page, 'dose-words');
  }, 60_000);

  it('is told without a line, with no directive, and is still there when the page is loaded again', async () => {
    await page.getByRole('link', { name: own('words.choice.declined'), exact: true }).tap();
    await page.getByRole('heading', { name: own('word.declined.heading') }).waitFor();
    await sees(page, own('word.cannotTell'));
    await sees(page, own('word.declined.tells'));
    await expectHonest();
    await mine.picture(page, 'dose-declined');
    await mine.cut();
    await press(page, own('word.tell'));
    await page.getByRole('heading', { name: own('word.thanks') }).waitFor();
    await sees(page, spanish('taper', 'where.phone'));
    await page.goto('/');
    for (const again of [false, true]) {
      if (again) await page.reload();
      await night().getByText(spanish('taper', 'word.declined')).waitFor();
      expect(await night().innerText()).toContain(spanish('taper', 'where.phone'));
      expect(await night().innerText()).not.toContain(spanish('taper', 'where.team'));
      expect(await page.getByRole('button', { name: card('took.night'), exact: true }).count()).toBe(0);
      await expectHonest();
    }
    await mine.picture(page, 'dose-declined-today');
    expect(await rows()).toEqual(['morning taken']);
  }, 60_000);

  it('reaches the team once with the line, stands on the prescriber’s page, and the step waits a day', async () => {
    const prescriber = await product.signIn('prescriber', 0);
    const computer = await devices.device(desk, prescriber);
    await computer.setClock(await product.t.clock.now());
    const board = await computer.open(`/patients/${patientId}`);
    await sees(board, staff('taper', 'told.title'));
    await mine.mend();
    await night().getByText(spanish('taper', 'where.team')).waitFor();
    expect(await rows()).toEqual(['morning taken', 'night declined']);
    // Nobody loads this page again.
    await board.getByRole('row', { name: new RegExp(`\\b13\\b.*night ${staff('taper', 'told.kinds.declined')}`) }).waitFor();
    await computer.picture(board, 'dose-declined-board');
    expect(await barriers(board)).toEqual([]);
    await page.reload();
    await night().getByText(spanish('taper', 'where.team')).waitFor();
    await expectHonest();
    // A session of a desk does not last until tomorrow.
    await board.close();
    // What the patient was told of the plan is so.
    expect(await lowerFrom()).toBe(lowerOn);
    await product.t.clock.set('2026-03-14T15:00:00Z');
    await until('the step moved on', async () => (await lowerFrom()) === '2026-03-14');
  }, 60_000);
});
