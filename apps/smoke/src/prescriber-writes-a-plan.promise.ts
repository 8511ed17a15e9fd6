import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { barriers, desk, type Device, Devices, heading, type Locator, type Look, type Page, type Person, phone, Product, until, wordsIn } from '@evenkeel/testing/product';

const t = wordsIn('en');
const editor = (key: string, values?: Record<string, string>): string => t('taper/editor', key, values);

/** Plans as a prescriber writes them: stopped by the ceiling, overridden with a reason, signed; held by the patient and resumed; a switch of the medicine; very small cuts that a colleague and a specialist stand by. */
describe('a prescriber writes a plan', () => {
  let product: Product;
  let devices: Devices;
  let prescriber: Person;
  let patient: Person;
  let patientId: string;
  let computer: Device;
  let page: Page;
  const found: string[] = [];

  beforeAll(async () => {
    product = await Product.start({ startAt: '2026-03-02T15:00:00Z' });
    devices = await Devices.start(product.url);
    prescriber = await product.signIn('prescriber');
    patient = await product.signIn('patient', 0);
    patientId = patient.patientId ?? '';
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
    await computer.picture(page, `plan-${name}`);
    found.push(...await barriers(page));
  };
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
  const field = (label: string): Locator => page.getByLabel(label, { exact: true }).and(page.locator('input:not([type=range]), textarea, select'));
  const rule = (id: string): Locator => page.locator(`[data-rule="${id}"]`);
  const saved = (): Promise<unknown> => until('the draft is saved', async () => (/saved at/.test((await page.getByTestId('draft-line').textContent()) ?? '') ? true : null), 20_000);

  /** Gives every reason that is asked for, then every answer of this kind, each after a second look on a page of its own. */
  const answerAll = async (at: Page, kind: 'override' | 'specialist-sign-off' | 'second-sign-off', why: string, seen: (name: string) => Promise<void> = async () => undefined): Promise<number> => {
    const reasons = at.getByRole('textbox', { name: editor('ease.reason'), exact: true });
    const links = at.getByRole('link', { name: editor(`ease.${kind}`), exact: true });
    for (let count = await reasons.count(); count > 0; count = await reasons.count()) {
      await reasons.first().fill('Talked through with the patient');
      await at.getByRole('button', { name: editor('ease.give'), exact: true }).first().click();
      await until('the reason is kept', async () => (await reasons.count()) < count);
    }
    await seen('reasons');
    let answered = 0;
    for (let count = await links.count(); count > 0; count = await links.count()) {
      await links.first().click();
      await heading(at, new RegExp(editor(`easePage.write.${kind}`)));
      const goOn = at.getByRole('button', { name: editor('easePage.continue'), exact: true });
      if (answered === 0) {
        await goOn.click();
        await at.getByText(editor('refusal.reason-missing')).first().waitFor();
      }
      await at.getByRole('textbox', { name: editor('ease.reason') }).fill(why);
      if (kind === 'specialist-sign-off') await at.getByRole('textbox', { name: editor('ease.specialist') }).fill('Dr Ana Ruiz, neurology');
      await goOn.click();
      await heading(at, new RegExp(editor(`easePage.confirm.${kind}`)));
      await seen(kind);
      await at.getByRole('button', { name: editor(`easePage.do.${kind}`), exact: true }).click();
      await at.getByText(editor('check.checked')).waitFor();
      await until('the answer is kept', async () => (await links.count()) < count);
      answered += 1;
    }
    return answered;
  };
  const checked = async (): Promise<void> => {
    await button(editor('editor.check')).click();
    await page.getByText(editor('check.checked')).waitFor();
  };
  const sign = async (): Promise<void> => {
    await page.getByRole('link', { name: editor('editor.toSign') }).click();
    await heading(page, /Sign the plan of/);
    await look('sign');
    await button(editor('sign.sign')).click();
    await heading(page, /plan runs/);
    await page.waitForLoadState('networkidle');
  };
  /** A new version for another patient, from what is taken now, without its phases. */
  const begin = async (of: string): Promise<void> => {
    page = await computer.open(`/patients/${of}/plan/new`);
    await page.waitForLoadState('networkidle');
    await field(editor('start.date')).fill('2026-03-03');
    const remove = page.getByRole('button', { name: /^Remove phase/ });
    for (let left = await remove.count(); left > 0; left -= 1) await remove.first().click();
  };
  const addPhase = async (method: string): Promise<void> => {
    await field(editor('phases.next')).selectOption(method);
    await button(editor('phases.add')).click();
  };

  it('is told what is missing, each at its field', async () => {
    page = await computer.open(`/patients/${patientId}/plan/new`);
    await page.waitForLoadState('networkidle');
    await button(editor('editor.check')).click();
    const missing = page.getByRole('link', { name: `${editor('start.date')}: ${editor('fault.missing')}`, exact: true });
    await missing.click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('plan-startsOn');
    await look('missing');
  });

  it('sees the ceiling while a figure moves, and the draft keeps itself', async () => {
    await field(editor('start.date')).fill('2026-03-03');
    await page.locator('figure svg[role=img]').first().waitFor();
    await field(editor('phase.cutBy')).selectOption('percent');
    await field(editor('phase.percent')).fill('50');
    await field(editor('phase.everyDays')).fill('14');
    await field(editor('phase.until')).fill('0.125');
    await rule('ceiling').first().waitFor();
    await field(editor('editor.reason')).fill('Faster, agreed with the patient');
    await saved();
    await look('ceiling');
    // What can be typed in two ways is not guessed.
    await field(editor('phase.until')).fill('1,000');
    await page.getByText(editor('fault.two-ways-to-read')).first().waitFor();
    await field(editor('phase.until')).fill('0.13');
    await page.getByText(/cannot be reached with the dispensed products/).first().waitFor();
    await look('refused');
    await field(editor('phase.until')).fill('1');
    await saved();
  });

  it('sees the curve follow the finger on a slider, and everything else when it lets go', async () => {
    const table = (): Promise<string> => page.locator('table').first().innerText();
    const shorter = await table();
    await field(editor('phase.until')).fill('0.125');
    await until('the longer table', async () => (await table()) !== shorter);
    const slider = page.locator('[id="plan-phases-0-cut-points"] ~ input[type=range]');
    await slider.scrollIntoViewIfNeeded();
    const box = await slider.boundingBox();
    if (box === null) throw new Error('The slider is not on the screen');
    const line = async (): Promise<string> => (await page.locator('[data-mark="curve-total"]').getAttribute('d')) ?? '';
    const before = await table();
    const lines = new Set([await line()]);
    // What changes first. The table is listened to first, so that a curve that only changes with it comes second.
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(globalThis, { seen });
      for (const each of ['table', 'figure svg[role=img]']) {
        const at = document.querySelector(each);
        if (at !== null) new MutationObserver(() => { seen.push(each.split(' ')[0] ?? ''); }).observe(at, { attributes: true, childList: true, characterData: true, subtree: true });
      }
    });
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    for (const share of [0.5, 0.4, 0.3]) {
      const count = lines.size;
      await page.mouse.move(box.x + box.width * share, box.y + box.height / 2);
      await until(`another curve at ${share}`, async () => lines.add(await line()).size > count);
    }
    await look('moving');
    await page.mouse.up();
    await until('the table follows', async () => (await table()) !== before);
    expect(await page.evaluate(() => [...new Set((globalThis as { seen?: string[] }).seen)])).toEqual(['figure', 'table']);
    await look('moved');
    await field(editor('phase.percent')).fill('50');
    await until('the table of before', async () => (await table()) === before);
    expect(lines.has(await line())).toBe(true);
    await field(editor('phase.until')).fill('1');
    await saved();
  });

  it('overrides on a page of its own, after a second look, and signs', async () => {
    await checked();
    await look('checked');
    await answerAll(page, 'override', 'In hospital for two weeks, under observation', look);
    await sign();
    await look('versions-signed');
  });

  it('can be compared and read, and every act on it opens', async () => {
    await page.getByRole('link', { name: editor('versions.version', { number: '2' }), exact: true }).click();
    await heading(page, /Version 2/);
    await page.locator('table').first().waitFor();
    await look('version');
    await page.goto(`/patients/${patientId}/plan/compare/1/2`);
    await heading(page, /Version 1 and version 2/);
    await look('compare');
    for (const act of ['hold', 'slow-down', 'step-back', 'review', 'stop']) {
      await page.goto(`/patients/${patientId}/plan/${act}`);
      await page.locator('h1').waitFor();
      await page.waitForLoadState('networkidle');
      await look(act);
    }
    expect(found).toEqual([]);
  });

  it('is followed, and held by the patient; the prescriber sees it at once and goes on', async () => {
    const own = await (await device(phone, patient)).open('/');
    await own.getByRole('button', { name: t('taper', 'card.took.morning'), exact: true }).click();
    await until('the dose in its row', async () => (await product.t.owner.query(`SELECT 1 FROM clin.dose_record WHERE patient_id = $1 AND slot = 'morning' AND kind = 'taken' AND local_date = '2026-03-02'`, [patientId])).rowCount === 1);
    await page.goto(`/patients/${patientId}/plan`);
    await heading(page, /plan runs/);
    await page.waitForLoadState('networkidle');
    await own.goto('/plan/hold');
    await own.getByRole('button', { name: t('own-plan', 'change.hold.act') }).click();
    await heading(own, new RegExp(t('own-plan', 'change.hold.done')));
    // Nobody loads this page again.
    await heading(page, /is held/);
    await page.waitForLoadState('networkidle');
    await look('held');
    await page.getByRole('link', { name: editor('act.restart'), exact: true }).click();
    await heading(page, /Go on with the plan/);
    await look('restart');
    await button(editor('actPage.restart.do')).click();
    await heading(page, /plan runs/);
    await own.goto('/plan');
    await own.getByRole('link', { name: t('own-plan', 'own.hold') }).waitFor();
    expect(found).toEqual([]);
  });

  it('records what was dispensed, sees the day of running out move, and withdraws it again', async () => {
    const supply = (key: string, values?: Record<string, string>): string => t('taper/supply', key, values);
    const home = `/patients/${patientId}/supply`;
    const runsOutOn = async (): Promise<string | null> => (await prescriber.run<{ patient: { taper: { runsOutOn: string | null } } }>('PatientSupply', { id: patientId })).patient.taper.runsOutOn;
    page = await computer.open(home);
    await page.getByRole('heading', { name: supply('runOut.title') }).waitFor();
    const before = await runsOutOn() ?? '';
    await look('supply');
    await page.getByRole('link', { name: supply('record'), exact: true }).click();
    await heading(page, /Record a dispensing/);
    await page.locator('#supply-product').selectOption('clonazepam-tablet-500');
    await page.locator('#supply-amount').fill('30.1');
    await button(supply('new.send')).click();
    await page.getByText(supply('fault', { field: supply('field.amount'), reason: supply('reason.not-in-quarters') })).first().waitFor();
    await look('supply-refused');
    // The server's refusal names the field too, and what was typed is still there.
    await page.locator('#supply-amount').fill('99999');
    await button(supply('new.send')).click();
    await page.locator('#supply-amount[aria-invalid="true"]').waitFor();
    await page.locator('#supply-amount').fill('60');
    expect(await page.locator('#supply-product').inputValue()).toBe('clonazepam-tablet-500');
    await button(supply('new.send')).click();
    await page.getByText(supply('said.recorded')).waitFor();
    await look('supply-recorded');
    const after = await runsOutOn() ?? '';
    expect(after > before).toBe(true);
    await page.getByRole('link', { name: supply('withdraw'), exact: true }).first().click();
    await heading(page, /^Withdraw /);
    await look('supply-withdraw');
    await button(supply('decide.withdraw.do')).click();
    await page.getByText(supply('said.withdrawn')).waitFor();
    await look('supply-withdrawn');
    expect(await runsOutOn() ?? '').toBe(before);
    // Nothing waits for a label here, and the page says so.
    const { rows: [row] } = await product.t.owner.query<{ id: string }>('SELECT id FROM clin.dispensing WHERE patient_id = $1 LIMIT 1', [patientId]);
    page = await computer.open(`${home}/confirm/${row?.id ?? ''}`);
    await heading(page, /nothing to confirm/);
    expect(found).toEqual([]);
  });

  it('switches the medicine, the night first and the equivalent the same', async () => {
    await begin((await product.signIn('patient', 2)).patientId ?? '');
    await addPhase('substitution');
    await field(editor('phase.switchTo')).selectOption('diazepam');
    await field(editor('phase.switchEvery')).fill('14');
    await addPhase('maintenance');
    await page.getByRole('group', { name: 'diazepam' }).getByRole('checkbox').first().check();
    await page.locator('label', { hasText: editor('source.ashton-2002') }).click();
    await field(editor('editor.reason')).fill('One long-acting medicine, agreed with the patient');
    await saved();
    await checked();
    await look('substitution');
    await answerAll(page, 'override', 'Agreed with the pharmacy');
    await sign();
    const { rows: [row] } = await product.t.owner.query<{ plan: { phases: { method: string }[] } }>(`SELECT plan FROM clin.plan_version WHERE state = 'signed' AND plan::text LIKE '%diazepam%' AND plan::text LIKE '%substitution%'`);
    expect(row?.plan.phases.map(({ method }) => method)).toEqual(['substitution', 'maintenance']);
  });

  it('goes down in very small cuts; a colleague stands by a raised dose and a specialist by a history of seizures', async () => {
    const of = (await product.signIn('patient', 1)).patientId ?? '';
    await begin(of);
    await field(editor('slotMg.night')).fill('1');
    await addPhase('micro-taper');
    await field(editor('phase.percentOver')).fill('5');
    await field(editor('phase.until')).fill('1.2');
    await addPhase('maintenance');
    await field(editor('editor.reason')).fill('After a bad month, smaller cuts from a dose that holds');
    await saved();
    await checked();
    expect(await answerAll(page, 'specialist-sign-off', 'Seen in the clinic, agrees with daily cuts')).toBeGreaterThan(0);
    // What the author wrote needs somebody else.
    await page.getByText(editor('ease.colleague')).first().waitFor();
    await look('micro-taper');
    const colleague = await product.signIn('prescriber', 1);
    const theirs = await (await device(desk, colleague)).open(new URL(page.url()).pathname);
    await theirs.getByText(editor('check.checked')).waitFor();
    expect(await answerAll(theirs, 'second-sign-off', 'Seen together, the lower dose was not bearable')).toBeGreaterThan(0);
    await page.getByText(editor('ease.colleague')).first().waitFor({ state: 'detached' });
    await sign();
    expect(found).toEqual([]);
  });
});
