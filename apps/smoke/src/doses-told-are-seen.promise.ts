import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { barriers, desk, type Device, Devices, type Page, phone, press, Product, sees, until, wordsIn, wordsOn } from '@evenkeel/testing/product';

const spanish = wordsIn('es');
const staff = wordsIn('en', 'staff');

/** TA7: what was other than planned is told by a tap, gives no directive, and what the page says of the team is so. */
describe('a dose that went otherwise', () => {
  let product: Product;
  let devices: Devices;
  let patientId: string | null;
  let mine: Device;
  let page: Page;
  let board: { device: Device; page: Page };

  beforeAll(async () => {
    product = await Product.start();
    devices = await Devices.start(product.url);
    const alder = await product.signIn('patient', 0);
    ({ patientId } = alder);
    mine = await devices.device({ ...phone, language: 'es' }, alder);
    await mine.setClock(await product.t.clock.now());
    page = await mine.open('/');
    await mine.keepsTheShell(page);
    const device = await devices.device(desk, await product.signIn('prescriber', 0));
    await device.setClock(await product.t.clock.now());
    board = { device, page: await device.open(`/patients/${patientId}`) };
    await sees(board.page, staff('taper', 'told.title'));
  }, 120_000);
  afterEach(() => { expect([...devices.complaints(), ...product.complaints()]).toEqual([]); });
  afterAll(async () => { await devices.stop(); await product.stop(); }, 60_000);

  /** Lines of the prescriber's page: what was told. */
  const told = async (): Promise<string> => (await board.page.getByRole('region', { name: staff('taper', 'told.title') }).innerText().catch(() => ''));
  const tellsNothingToTake = async (): Promise<void> => {
    // What leaflets say about a double dose is the one line that stands there, and it forbids.
    expect(await wordsOn(page)).not.toMatch(/\b(?<!no se )(tome|tómese|repita|sáltese|duplique) (la|una|otra|su|el)\b/i);
    expect(await barriers(page)).toEqual([]);
  };

  it.each(['extra', 'vomited', 'missed'] as const)('is told with whom to call first, and stands on the team\'s page at once: %s', async (word) => {
    await page.goto(`/dose/night/${word}`);
    await page.getByRole('heading', { name: spanish('own-plan', `word.${word}.heading`) }).waitFor();
    await sees(page, spanish('own-plan', `word.${word}.tells`));
    await tellsNothingToTake();
    await mine.picture(page, `dose-${word}`);
    if (word === 'missed') await page.locator('main label:has(input[type="radio"])').nth(1).tap();
    await press(page, spanish('own-plan', 'word.tell'));
    await sees(page, spanish('taper', 'where.team'));
    await tellsNothingToTake();
    const said = staff('taper', `told.kinds.${word}`);
    await until('the line on the team\'s page', async () => (await told()).includes(said));
  }, 60_000);

  it('is told without a line too, stands once, and is shown as taken back when it was', async () => {
    const lines = async (): Promise<number> => Number((await product.t.owner.query<{ n: string }>(`SELECT count(*) AS n FROM clin.dose_record WHERE patient_id = $1 AND kind = 'extra'`, [patientId])).rows[0]?.n);
    const before = await lines();
    await page.goto('/dose/morning/extra');
    await page.getByRole('button', { name: spanish('own-plan', 'word.tell') }).waitFor();
    await mine.cut();
    await press(page, spanish('own-plan', 'word.tell'));
    await sees(page, spanish('taper', 'where.phone'));
    expect(await lines()).toBe(before);
    await mine.mend();
    await sees(page, spanish('taper', 'where.team'));
    expect(await lines()).toBe(before + 1);
    await press(page, spanish('taper', 'card.undoThat', { word: spanish('taper', 'word.extra') }));
    await until('taken back', async () => (await told()).includes(staff('taper', 'told.withdrawn', { kind: staff('taper', 'told.kinds.extra') })));
    await board.device.picture(board.page, 'doses-told');
    expect(await barriers(board.page)).toEqual([]);
  }, 60_000);

  it('is seen by the therapist with whom doses are shared, and by nobody else', async () => {
    const therapist = await (await devices.device(desk, await product.signIn('therapist'))).open(`/patients/${patientId}`);
    await sees(therapist, staff('taper', 'told.kinds.missed'));
    const coordinator = await (await devices.device(desk, await product.signIn('coordinator'))).open(`/patients/${patientId}`);
    await coordinator.getByRole('heading', { level: 1 }).waitFor();
    expect(await coordinator.getByText(staff('taper', 'told.title')).count()).toBe(0);
  }, 60_000);
});
