import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { barriers, desk, type Device, Devices, heading, type Locator, type Look, type Page, type Person, phone, Product, until, wordsIn, wordsOn } from '@evenkeel/testing/product';

const t = wordsIn('en');
const supply = (key: string, values?: Record<string, string>): string => t('taper/supply', key, values);
const intake = (key: string, values?: Record<string, string>): string => t('taper/intake', key, values);
const editor = (key: string, values?: Record<string, string>): string => t('taper/editor', key, values);

/** TA7: what a prescriber writes down beside the plan. What is refused names its field and loses nothing; what is saved moves what rests on it. */
describe('what the clinic writes down', () => {
  let product: Product;
  let devices: Devices;
  let prescriber: Person;
  let computer: Device;
  let page: Page;

  beforeAll(async () => {
    product = await Product.start();
    devices = await Devices.start(product.url, { keepsShell: false });
    prescriber = await product.signIn('prescriber', 0);
    computer = await device(desk, prescriber);
  }, 120_000);
  afterEach(() => { expect([...devices.complaints(), ...product.complaints()]).toEqual([]); });
  afterAll(async () => { await devices.stop(); await product.stop(); }, 60_000);

  const device = async (look: Look, person: Person): Promise<Device> => {
    const made = await devices.device(look, person);
    await made.setClock(await product.t.clock.now());
    return made;
  };
  const look = async (name: string): Promise<void> => {
    await computer.picture(page, `clinic-${name}`);
    expect(await barriers(page)).toEqual([]);
    expect(await wordsOn(page)).not.toMatch(/monitor|watching|24\s*\/\s*7|guarant/i);
  };
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
  const link = (name: string): Locator => page.getByRole('link', { name, exact: true });
  const at = (id: string): Locator => page.locator(`[id="${id}"]`);
  /** The summary says it with the name of the field and leads there; the field itself says it too. */
  const isRefusedAt = async (id: string, said: string): Promise<void> => {
    await page.locator(`[id="${id}"][aria-invalid="true"]`).waitFor();
    expect(await at(`${id}-error`).textContent()).toBe(said);
    await link(said).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe(id);
  };
  const values = (ids: readonly string[]): Promise<readonly string[]> => Promise.all(ids.map((id) => at(id).inputValue()));

  it('a bottle of ten times the strength is refused at its field; another strength shows no dose until the label of the right one is confirmed', async () => {
    const patient = await product.signIn('patient', 1);
    const of = patient.patientId ?? '';
    const runsOutOn = async (): Promise<string> => (await prescriber.run<{ patient: { taper: { runsOutOn: string | null } } }>('PatientSupply', { id: of })).patient.taper.runsOutOn ?? '';
    const kept = async (): Promise<number> => (await product.t.owner.query('SELECT FROM clin.dispensing WHERE patient_id = $1 AND withdrawn_at IS NULL', [of])).rowCount ?? 0;
    // Tablets enough, so that the bottle decides.
    await prescriber.run('RecordDispensing', { input: { id: randomUUID(), patientId: of, product: 'clonazepam-tablet-500', quarters: 4000, microlitres: null, milligrams: null, concentrationMicrogramsPerMl: null, dispensedOn: '2026-03-02' } });
    const [before, count] = [await runsOutOn(), await kept()];
    const fields = ['supply-product', 'supply-amount', 'supply-concentration', 'supply-dispensedOn'];
    const record = async (concentration: string): Promise<void> => {
      // Two bottles of one day stand in the order in which they were entered.
      await product.t.clock.advance(60_000);
      await page.goto(`/patients/${of}/supply/new`);
      await at('supply-product').selectOption('clonazepam-liquid-100');
      await at('supply-amount').fill('150');
      await at('supply-concentration').fill(concentration);
    };
    const send = (): Promise<void> => button(supply('new.send')).click();
    const name = supply('field.concentration');
    const fault = (field: string, reason: string): string => supply('fault', { field: supply(`field.${field}`), reason });
    page = await computer.open(`/patients/${of}/supply`);

    await record('1');
    await send();
    await isRefusedAt('supply-concentration', `${name}: This is ten times the concentration of before, or a tenth of it. Please look at the label again and call the pharmacy before the next dose.`);
    expect(await values(fields)).toEqual(['clonazepam-liquid-100', '150', '1', '2026-03-02']);
    await look('tenfold');
    // Bounds are said in the unit of the field.
    for (const [id, typed, reason] of [['concentration', '2000', 'too-large'], ['concentration', '0', 'too-small'], ['amount', '999999', 'too-large']] as const) {
      await record('0.1');
      await at(`supply-${id}`).fill(typed);
      await send();
      await isRefusedAt(`supply-${id}`, fault(id, supply(`reason.${reason}`)));
    }
    expect(await kept()).toBe(count);

    const own = await (await device({ ...phone, language: 'es' }, patient)).open('/');
    const todays = own.getByRole('heading', { name: wordsIn('es')('taper', 'card.title') });
    await todays.waitFor();
    // Twice the strength may be so: it is written down, and nobody is shown a dose measured for the other one.
    await record('0.2');
    await send();
    await page.getByText(supply('said.recorded')).waitFor();
    await page.getByText(supply('waiting.title')).waitFor();
    await look('awaits');
    const doubled = await runsOutOn();
    expect(doubled > before).toBe(true);
    await own.getByText(wordsIn('es')('taper', 'card.because.concentration')).waitFor();
    expect(await todays.count()).toBe(0);
    await link(supply('confirm')).first().click();
    await heading(page, /^Confirm the label of/);
    await button(supply('decide.confirm.do')).click();
    await page.getByRole('alert').getByText(/still measures the former concentration/).waitFor();
    await look('not-confirmed');

    // The right bottle is another strength than the one before it, and asks again.
    await record('0.1');
    await send();
    await page.getByText(supply('said.recorded')).waitFor();
    expect(await runsOutOn() > doubled).toBe(true);
    const bottle = (label: RegExp): Locator => page.locator('section, div').filter({ has: page.getByText(label) }).filter({ has: link(supply('confirm')) }).last();
    await bottle(/0\.1.mg in each mL; before it 0\.2.mg/).getByRole('link', { name: supply('confirm'), exact: true }).click();
    await heading(page, /^Confirm the label of/);
    await button(supply('decide.confirm.do')).click();
    await page.getByText(supply('said.confirmed')).waitFor();
    // The wrong one goes back, and with it what stood in the way.
    await bottle(/0\.2.mg in each mL; before it 0\.1.mg/).getByRole('link', { name: supply('withdraw'), exact: true }).click();
    await heading(page, /^Withdraw/);
    await button(supply('decide.withdraw.do')).click();
    await page.getByText(supply('said.withdrawn')).waitFor();
    expect(await page.getByText(supply('waiting.title')).count()).toBe(0);
    const after = await runsOutOn();
    expect([after > before, after < doubled]).toEqual([true, true]);
    await todays.waitFor();
    await look('confirmed');
  }, 120_000);

  it('an intake is refused by its fields, kept, and changes the paces that are offered and says why', async () => {
    const of = (await product.signIn('patient', 0)).patientId ?? '';
    const paces = async (): Promise<string> => {
      await page.goto(`/patients/${of}/plan/new`);
      await page.waitForLoadState('networkidle');
      const part = page.locator('details').filter({ hasText: editor('pace.title') });
      await part.locator('summary').click();
      return part.innerText();
    };
    page = await computer.open(`/patients/${of}/intake`);
    const tooFast = editor('pace.tooFast', { reasons: '' });
    expect(await paces()).not.toContain(tooFast);

    await page.goto(`/patients/${of}/intake/edit`);
    await heading(page, /what you found/);
    const night = 'intake-taken.0.night';
    const words = 'Wakes at four. "It is the mornings", she says.';
    await at('intake-words').fill(words);
    await at('intake-monthsOfUse').fill('two');
    await at(night).fill('1,000');
    await button(intake('edit.send')).click();
    const row = intake('fieldOfRow', { row: intake('medicine', { number: '1' }), field: intake('slot.night') });
    await isRefusedAt(night, intake('fault', { field: row, reason: intake('reason.two-ways-to-read') }));
    await isRefusedAt('intake-monthsOfUse', intake('fault', { field: intake('field.monthsOfUse'), reason: intake('reason.not-a-number') }));
    expect(await values([night, 'intake-monthsOfUse', 'intake-words'])).toEqual(['1,000', 'two', words]);
    await look('intake-refused');
    // What only the server knows is said the same way.
    await at(night).fill('1');
    await at('intake-monthsOfUse').fill('30');
    await at('intake-riskReviewOn').fill('2026-03-03');
    await page.locator('label', { hasText: new RegExp(`^${intake('factor.sensitive-to-small-changes')}$`) }).click();
    await button(intake('edit.send')).click();
    await isRefusedAt('intake-riskReviewOn', intake('fault', { field: intake('field.riskReviewOn'), reason: 'This day has not come yet. Please choose today (2026-03-02) or earlier.' }));
    expect(await values([night, 'intake-monthsOfUse', 'intake-words'])).toEqual(['1', '30', words]);
    await at('intake-riskReviewOn').fill('2026-03-01');
    await button(intake('edit.send')).click();
    await page.getByText(intake('said.saved')).waitFor();
    for (const again of [false, true]) {
      if (again) await page.reload();
      for (const said of [words, '1 mg at night', intake('factor.sensitive-to-small-changes')]) await page.getByText(said).first().waitFor();
    }
    await look('intake-saved');

    const offered = await paces();
    expect(offered).toContain(editor('pace.suggested'));
    const reasons = [editor('paceReason.use-over-a-year', { months: '12' }), editor('paceReason.sensitive-to-small-changes')].join(', ');
    expect(offered).toContain(`${tooFast}${reasons}`);
    await look('paces');
  }, 120_000);

  it('another medicine is refused by its dates, kept with them, and the next step waits until somebody has looked', async () => {
    const of = (await product.signIn('patient', 0)).patientId ?? '';
    const fields = ['entry-name', 'entry-startedOn', 'entry-stoppedOn'];
    const freezes = page.locator('[data-rule="interaction-changed"]');
    await page.goto(`/patients/${of}/plan`);
    await heading(page, /plan runs/);
    await page.getByText(/^Next cut: /).waitFor();
    expect(await freezes.count()).toBe(0);
    await page.goto(`/patients/${of}/intake/medicine`);
    const typed = ['Fluconazole 150 mg', '2026-03-01', '2026-02-20'];
    for (const [place, id] of fields.entries()) await at(id).fill(typed[place] ?? '');
    await button(intake('addMedicine.send')).click();
    await isRefusedAt('entry-stoppedOn', intake('fault', { field: intake('field.stoppedOn'), reason: 'This date is before the start.' }));
    expect(await values(fields)).toEqual(typed);
    await look('medicine-refused');
    await at('entry-stoppedOn').fill('2026-03-08');
    await button(intake('addMedicine.send')).click();
    await page.getByText(intake('waits')).waitFor();
    await page.reload();
    await page.getByText(`${intake('date.since', { date: 'Sun 1 March' })}, ${intake('date.willStop', { date: 'Sun 8 March' })}`).waitFor();
    await look('medicine-waits');
    await page.goto(`/patients/${of}/plan`);
    await freezes.getByText(editor('rule.interaction-changed.text')).waitFor();
    await page.goto(`/patients/${of}/intake`);
    await link(intake('act.review.named', { name: 'Fluconazole 150 mg' })).click();
    await button(intake('act.review.do')).click();
    await page.getByText(intake('said.review')).waitFor();
    await page.goto(`/patients/${of}/plan`);
    await heading(page, /plan runs/);
    await until('nothing waits for it', async () => (await freezes.count()) === 0);
  }, 120_000);
});
