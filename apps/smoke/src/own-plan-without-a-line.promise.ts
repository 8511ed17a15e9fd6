import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { barriers, desk, type Device, Devices, heading, type Look, type Page, type Person, phone, Product, until, wordsIn } from '@evenkeel/testing/product';

interface Change { kind: string; cause: string; tapped: Date; undone: boolean }

/** The patient's own plan: readable everywhere, and slowed down at once by a tap, with and without a line. */
describe('the own plan', () => {
  let product: Product;
  let devices: Devices;
  let reader: Person;
  let pauser: Person;
  const found: string[] = [];
  beforeAll(async () => {
    product = await Product.start({ startAt: null });
    devices = await Devices.start(product.url);
    [reader, pauser] = [await product.signIn('patient', 1), await product.signIn('patient', 0)];
  }, 120_000);
  afterEach(() => { expect([...devices.complaints(), ...product.complaints()]).toEqual([]); });
  afterAll(async () => { await devices.stop(); await product.stop(); }, 60_000);

  const words = wordsIn('en');
  const look = async (of: Device, page: Page, name: string): Promise<void> => {
    await of.picture(page, name);
    found.push(...(await barriers(page)).map((each) => `${name}: ${each}`));
  };
  const changes = async (person: Person): Promise<Change[]> => (await product.t.owner.query<Change>(
    'SELECT kind, cause, tapped_at AS tapped, undone_at IS NOT NULL AS undone FROM clin.plan_change WHERE patient_id = $1 AND cause = $2 ORDER BY received_at', [person.patientId, 'patient'])).rows;

  const looks: readonly Look[] = [phone, { ...phone, language: 'es', theme: 'low-stim' }, { ...phone, theme: 'dark' }, { ...desk, language: 'es' }];
  it.each(looks.map((each) => [`${each.size} ${each.language} ${each.theme}`, each] as const))('is readable: %s', async (_, chosen) => {
    const said = wordsIn(chosen.language);
    const of = await devices.device(chosen, reader);
    const page = await of.open('/');
    await page.getByRole('heading', { name: said('taper', 'card.title') }).waitFor();
    await look(of, page, 'today-with-dose');
    await page.goto('/plan');
    await page.getByRole('heading', { name: said('own-plan', 'steps.title') }).waitFor();
    await look(of, page, 'own-plan');
    await page.goto('/plan/hold');
    await page.getByRole('button', { name: said('own-plan', 'change.hold.act') }).waitFor();
    await look(of, page, 'own-plan-hold');
    await page.goto('/plan/slow-down');
    await page.getByRole('button', { name: said('own-plan', 'change.slow-down.act') }).waitFor();
    await look(of, page, 'own-plan-slow-down');
    expect(found).toEqual([]);
  }, 120_000);

  const doses = async (): Promise<{ slot: string; kind: string; withdrawn: boolean; isToday: boolean }[]> => (await product.t.owner.query<{ slot: string; kind: string; withdrawn: boolean; isToday: boolean }>(
    `SELECT d.slot, d.kind, d.withdrawn_at IS NOT NULL AS withdrawn, d.local_date = (clock.now() AT TIME ZONE p.zone)::date AS "isToday"
       FROM clin.dose_record d JOIN identity.patient p ON p.id = d.patient_id WHERE d.patient_id = $1 AND d.received_at > clock.now() - interval '10 minutes' ORDER BY d.received_at, d.tapped_at`, [pauser.patientId])).rows;

  it('takes a dose that was confirmed, on the day of the plan wherever the phone is, and what was said without a line later', async () => {
    // A phone on either side of the date line has the date of another day for most of the time.
    for (const [place, zone] of ['Pacific/Kiritimati', 'Pacific/Pago_Pago'].entries()) {
      const of = await devices.device({ ...phone, zone }, pauser);
      const page = await of.open('/');
      await page.getByRole('button', { name: words('taper', 'card.took.morning') }).click();
      const taken = await until('a dose in its row', async () => { const all = await doses(); return all.length === 2 * place + 1 ? all : null; });
      expect(taken.at(-1)).toEqual({ slot: 'morning', kind: 'taken', withdrawn: false, isToday: true });
      await page.getByRole('button', { name: words('taper', 'card.undoThat', { word: words('taper', 'word.taken') }) }).click();
      await until('a dose that was taken back', async () => (await doses()).at(-1)?.withdrawn === true);
      await of.keepsTheShell(page);
      await page.goto('/dose/night/missed');
      await page.getByRole('button', { name: words('own-plan', 'word.tell') }).waitFor();
      await of.cut();
      await page.locator('label:has(input[type=radio])').first().click();
      await page.getByRole('button', { name: words('own-plan', 'word.tell') }).click();
      await heading(page, new RegExp(words('own-plan', 'word.thanks').replace(/[.?]/g, '.')));
      expect(await doses()).toHaveLength(2 * place + 1);
      await of.mend();
      const told = await until('what was said without a line', async () => { const all = await doses(); return all.length === 2 * place + 2 ? all : null; });
      expect(told.at(-1)).toEqual({ slot: 'night', kind: 'missed', withdrawn: false, isToday: true });
    }
  }, 120_000);

  it('says that it is new until its reader says that it was read', async () => {
    const readAt = async (): Promise<Date | null> => (await product.t.owner.query<{ at: Date | null }>(`SELECT read_at AS at FROM clin.plan_version WHERE patient_id = $1 AND state = 'active'`, [reader.patientId])).rows[0]?.at ?? null;
    await product.t.owner.query(`UPDATE clin.plan_version SET read_at = NULL WHERE patient_id = $1 AND state = 'active'`, [reader.patientId]);
    const of = await devices.device(phone, reader);
    const page = await of.open('/');
    await page.getByText(words('taper', 'card.unread')).waitFor();
    await look(of, page, 'today-with-new-plan');
    await page.getByRole('link', { name: words('taper', 'card.read') }).click();
    await page.getByRole('button', { name: words('own-plan', 'new.read') }).waitFor();
    await look(of, page, 'own-plan-new');
    expect(await readAt()).toBeNull();
    await page.getByRole('button', { name: words('own-plan', 'new.read') }).click();
    await until('the plan marked as read', readAt);
    await page.goto('/');
    await page.getByRole('heading', { name: words('taper', 'card.title') }).waitFor();
    // The copy of this phone comes first, and then what is true now.
    await until('a card that says nothing of it', async () => (await page.getByText(words('taper', 'card.unread')).count()) === 0);
    expect(found).toEqual([]);
  }, 60_000);

  it('ends on paper with the next review, and the paper carries nothing else', async () => {
    const of = await devices.device(desk, reader);
    const page = await of.open('/plan');
    await page.getByRole('heading', { name: words('own-plan', 'steps.title') }).waitFor();
    await page.emulateMedia({ media: 'print' });
    await page.getByRole('heading', { name: words('own-plan', 'print.heading') }).waitFor();
    expect(await page.getByRole('button').filter({ visible: true }).count()).toBe(0);
    await of.picture(page, 'own-plan-on-paper');
  }, 60_000);

  it('is paused by a tap without a line; the time of the tap is kept, and the screen says who knows', async () => {
    const of = await devices.device(phone, pauser);
    const page = await of.open('/plan');
    await of.keepsTheShell(page);
    await page.reload();
    await page.getByRole('link', { name: words('own-plan', 'own.hold') }).waitFor();
    await of.cut();
    await page.getByRole('link', { name: words('own-plan', 'own.hold') }).click();
    await page.getByText(words('own-plan', 'change.offline')).waitFor();
    const before = Date.now();
    await page.getByRole('button', { name: words('own-plan', 'change.hold.act') }).click();
    await heading(page, new RegExp(words('own-plan', 'change.hold.done')));
    await page.getByText(words('own-plan', 'state.where.phone')).waitFor();
    await look(of, page, 'own-plan-paused-offline');
    // Without a line the pages of the plan open again and still say it.
    await page.goto('/');
    await page.getByText(words('taper', 'card.heldHere')).waitFor();
    await look(of, page, 'today-paused-offline');
    await page.goto('/plan');
    await page.getByText(words('own-plan', 'state.where.phone')).waitFor();
    await look(of, page, 'own-plan-offline');
    expect(await changes(pauser)).toEqual([]);
    const after = Date.now();
    await of.mend();
    const [change, ...others] = await until('the pause in the record', async () => { const rows = await changes(pauser); return rows.length > 0 ? rows : null; });
    expect(others).toEqual([]);
    expect(change).toMatchObject({ kind: 'hold', undone: false });
    expect(change?.tapped.getTime()).toBeGreaterThanOrEqual(before - 1);
    expect(change?.tapped.getTime()).toBeLessThanOrEqual(after);
    await page.getByText(words('own-plan', 'state.staying')).waitFor();
    await look(of, page, 'own-plan-paused');
    await page.getByRole('button', { name: new RegExp(`^${words('own-plan', 'state.undo')}`) }).click();
    await until('the pause taken back', async () => ((await changes(pauser)).every(({ undone }) => undone) ? true : null));
    await page.getByRole('link', { name: words('own-plan', 'own.hold') }).waitFor();
  }, 120_000);

  it('knows nothing of a change that was taken back before it left the phone', async () => {
    const of = await devices.device(phone, pauser);
    const page = await of.open('/plan');
    await of.keepsTheShell(page);
    await page.reload();
    await page.getByRole('link', { name: words('own-plan', 'own.slowDown') }).click();
    await of.cut();
    await page.getByRole('button', { name: words('own-plan', 'change.slow-down.act') }).click();
    await heading(page, new RegExp(words('own-plan', 'change.slow-down.done')));
    const known = (await changes(pauser)).length;
    await page.getByRole('button', { name: words('own-plan', 'state.undo'), exact: true }).click();
    // It is taken back when the screen asks again, and no moment earlier: a line that returns first would carry both.
    await page.getByRole('button', { name: words('own-plan', 'change.slow-down.act') }).waitFor();
    await of.mend();
    await page.goto('/plan');
    await page.getByRole('link', { name: words('own-plan', 'own.slowDown') }).waitFor();
    // A change that were still on its way would have left with the reading of this page.
    await page.waitForLoadState('networkidle');
    expect(await changes(pauser)).toHaveLength(known);
  }, 120_000);

  it('leaves the pause and asks for a call to move a step where the medicine treats epilepsy', async () => {
    await product.t.owner.query(
      `INSERT INTO clin.intake (organisation_id, patient_id, recorded_at, id, recorded_by, recorded_on, taken, indication, months_of_use, factors, risk_review_on)
       SELECT organisation_id, patient_id, clock.now(), gen_random_uuid(), recorded_by, recorded_on, taken, 'epilepsy', months_of_use, array_append(factors, 'epilepsy-indication'), risk_review_on
         FROM clin.intake WHERE patient_id = $1 ORDER BY recorded_at DESC LIMIT 1`, [reader.patientId]);
    for (const chosen of [phone, { ...desk, language: 'es' as const }]) {
      const said = wordsIn(chosen.language);
      const of = await devices.device(chosen, reader);
      const page = await of.open('/plan');
      await page.getByText(said('own-plan', 'own.slowDownByCall')).waitFor();
      expect(await page.getByRole('link', { name: said('own-plan', 'own.slowDown') }).count()).toBe(0);
      await look(of, page, 'own-plan-with-epilepsy');
      await page.goto('/plan/slow-down');
      await page.getByRole('heading', { name: said('own-plan', 'change.byCall') }).waitFor();
      expect(await page.getByRole('button', { name: said('own-plan', 'change.slow-down.act') }).count()).toBe(0);
      await look(of, page, 'own-plan-moved-by-call');
      await page.getByRole('link', { name: said('own-plan', 'own.hold') }).click();
      await page.getByRole('button', { name: said('own-plan', 'change.hold.act') }).waitFor();
    }
    expect(found).toEqual([]);
  }, 120_000);
});
