import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { barriers, desk, type Device, Devices, heading, type Locator, type Look, type Page, type Person, phone, Product, wordsIn } from '@evenkeel/testing/product';

/** What the team has to do, answered where it stands; and the patient's own calendar. Each screen in three themes, on phone and desk, in both languages. */
describe('tasks of the team and reminders in a calendar', () => {
  let product: Product;
  let devices: Devices;
  let alder: Person;
  let oakley: Person;
  const found: string[] = [];

  beforeAll(async () => {
    product = await Product.start();
    devices = await Devices.start(product.url, { keepsShell: false });
    [alder, oakley] = [await product.signIn('patient', 0), await product.signIn('prescriber', 0)];
  }, 120_000);
  afterEach(async () => {
    await devices.putAway();
    expect([...devices.complaints(), ...product.complaints()]).toEqual([]);
  });
  afterAll(async () => { await devices.stop(); await product.stop(); }, 60_000);

  const looks: readonly Look[] = [{ ...phone, language: 'es' }, desk];
  const device = async (look: Look, person: Person): Promise<Device> => {
    const made = await devices.device(look, person);
    await made.setClock(await product.t.clock.now());
    return made;
  };
  const look = async (of: Device, page: Page, name: string): Promise<void> => {
    await of.picture(page, name);
    found.push(...(await barriers(page)).map((each) => `${name}: ${each}`));
  };
  /** Two that wait, one of them past its time. */
  const openTasks = async (): Promise<void> => {
    await product.t.owner.query('DELETE FROM clin.task');
    for (const [kind, about, hours] of [['plan-changed', 'x', 20], ['step-locked', '2026-03-09', -3], ['supply-14', '2026-03-16', 90]] as const) {
      await product.t.owner.query(
        `INSERT INTO clin.task (organisation_id, patient_id, id, kind, about, for_role, opened_at, due_at)
         SELECT organisation_id, id, gen_random_uuid(), $2, $3, 'prescriber', clock.now() - interval '5 hours', clock.now() + $4 * interval '1 hour' FROM identity.patient WHERE id = $1`, [alder.patientId, kind, about, hours]);
    }
  };

  it.each(looks.map((each) => [each.size, each] as const))('tasks are answered where they stand: %s', async (_, chosen) => {
    await openTasks();
    const words = wordsIn(chosen.language);
    const of = await device(chosen, oakley);
    const page = await of.open('/tasks');
    await heading(page, new RegExp(words('care-team/tasks', 'headingLate_one')));
    await look(of, page, 'tasks');
    const name = new RegExp(words('care-team/tasks', 'kind.plan-changed.name'));
    await page.getByRole('button', { name }).click();
    await page.getByText(words('care-team/tasks', 'outcome.not-needed'), { exact: true }).click();
    await page.getByRole('button', { name: words('care-team/tasks', 'answer.save') }).click();
    await page.getByRole('link', { name: words('care-team/tasks', 'answer.why') }).waitFor();
    await look(of, page, 'tasks-refused');
    await page.getByLabel(words('care-team/tasks', 'answer.noteAsked')).fill('We spoke on Monday.');
    await page.getByRole('button', { name: words('care-team/tasks', 'answer.save') }).click();
    await page.getByText(words('care-team/tasks', 'said.not-needed')).waitFor();
    await page.getByRole('button', { name: words('care-team/tasks', 'closed.show') }).click();
    await page.getByText('We spoke on Monday.', { exact: false }).waitFor();
    await look(of, page, 'tasks-closed');
    expect(await page.getByRole('button', { name }).count()).toBe(0);
    await product.t.owner.query('DELETE FROM clin.task');
    await page.reload();
    await heading(page, new RegExp(words('care-team/tasks', 'headingNone')));
    await look(of, page, 'tasks-none');
  }, 120_000);

  it.each(looks.map((each) => [each.size, each] as const))('a calendar gets reminders until its address is ended: %s', async (_, chosen) => {
    const words = wordsIn(chosen.language);
    const of = await device(chosen, alder);
    const page = await of.open('/account');
    await page.getByRole('button', { name: words('account', 'calendar.make'), exact: true }).click();
    const address = await page.getByLabel(words('account', 'calendar.address')).inputValue();
    await look(of, page, 'account-calendar');
    const path = new URL(address).pathname;
    const feed = await fetch(new URL(path, product.url));
    expect([feed.status, feed.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
    expect(await feed.text()).toMatch(/^BEGIN:VCALENDAR\r\n[^]*BEGIN:VEVENT/);
    await page.getByRole('button', { name: words('account', 'calendar.end'), exact: true }).click();
    await page.getByText(words('account', 'calendar.ended')).waitFor();
    expect((await fetch(new URL(path, product.url))).status).toBe(404);
  }, 120_000);

  it('have nothing in them that keeps anybody out', () => expect(found).toEqual([]));

  it('writes down an intake, another medicine that the next step waits for, and somebody outside', async () => {
    const intake = (key: string, values?: Record<string, string>): string => wordsIn('en')('taper/intake', key, values);
    const link = (name: string): Locator => page.getByRole('link', { name, exact: true });
    const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
    const of = await device(desk, oakley);
    let page = await of.open(`/patients/${alder.patientId ?? ''}/intake`);
    const seen = (name: string): Promise<void> => look(of, page, name);
    await page.getByRole('heading', { name: intake('found') }).waitFor();
    await seen('intake');
    await page.locator(`a[href="/patients/${alder.patientId ?? ''}/intake/edit"]`).click();
    await heading(page, /what you found/);
    const place = await page.locator('select[id$=".medicine"]').count();
    const typed = (part: string): Locator => page.locator(`[id="intake-taken.${place}.${part}"]`);
    await button(intake('addRow')).click();
    await typed('pattern').selectOption('as-needed');
    await typed('night').fill('10');
    await typed('daysAMonth').fill('32');
    await button(intake('edit.send')).click();
    await typed('medicine').and(page.locator('[aria-invalid="true"]')).waitFor();
    await seen('intake-refused');
    // The server's refusal names the field too, and what was typed is still there.
    await typed('medicine').selectOption('zolpidem');
    await page.locator('#intake-indication').selectOption('insomnia');
    await button(intake('edit.send')).click();
    await typed('daysAMonth').and(page.locator('[aria-invalid="true"]')).waitFor();
    expect(await typed('night').inputValue()).toBe('10');
    await typed('daysAMonth').fill('8');
    await button(intake('edit.send')).click();
    await page.getByText(intake('said.saved')).waitFor();
    await page.getByText('10 mg at night, as needed, on about 8 days a month').waitFor();
    await seen('intake-saved');

    await link(intake('addMedicine.open')).click();
    const now = await product.t.clock.now();
    const [today, tomorrow] = [now, new Date(now.getTime() + 24 * 3_600_000)].map((each) => each.toISOString().slice(0, 10)) as [string, string];
    await page.locator('#entry-name').fill('Fluconazole 150 mg');
    await page.locator('#entry-startedOn').fill(today);
    await seen('intake-medicine');
    await button(intake('addMedicine.send')).click();
    await page.getByText(intake('waits')).waitFor();
    await seen('intake-waits');
    // The same as a task, which leads here.
    page = await of.open('/tasks');
    await page.locator(`main a[href="/patients/${alder.patientId ?? ''}/intake"]`).click();
    await page.getByText(intake('waits')).waitFor();
    await link(intake('act.stop.named', { name: 'Fluconazole 150 mg' })).click();
    await page.locator('#entry-stoppedOn').fill('2020-01-01');
    await button(intake('act.stop.do')).click();
    await page.locator('#entry-stoppedOn[aria-invalid="true"]').waitFor();
    await seen('intake-stop');
    // An end that lies ahead, and that it goes on after all.
    await page.locator('#entry-stoppedOn').fill(tomorrow);
    await button(intake('act.stop.do')).click();
    await page.getByText(intake('said.stop')).waitFor();
    await link(intake('act.stop.again', { name: 'Fluconazole 150 mg' })).click();
    expect(await page.locator('#entry-stoppedOn').inputValue()).toBe(tomorrow);
    await page.locator('#entry-stoppedOn').fill('');
    await button(intake('act.stop.do')).click();
    await page.getByText(intake('said.goesOn')).waitFor();
    await link(intake('act.stop.named', { name: 'Fluconazole 150 mg' })).waitFor();
    await link(intake('act.review.named', { name: 'Fluconazole 150 mg' })).click();
    await seen('intake-review');
    await button(intake('act.review.do')).click();
    await page.getByText(intake('said.review')).waitFor();
    expect(await page.getByText(intake('waits')).count()).toBe(0);

    await link(intake('addClinician.open')).click();
    await page.locator('#entry-role').selectOption('psychiatrist');
    await page.locator('#entry-name').fill('Dr Rowan');
    await page.locator('#entry-phone').fill('call me');
    await button(intake('addClinician.send')).click();
    await page.locator('#entry-phone[aria-invalid="true"]').waitFor();
    await seen('intake-clinician');
    await page.locator('#entry-phone').fill('+1 555 010 1234');
    await button(intake('addClinician.send')).click();
    await link(intake('act.remove.named', { name: 'Dr Rowan' })).click();
    await seen('intake-remove');
    await button(intake('act.remove.do')).click();
    await page.getByText(intake('said.remove')).waitFor();
    expect(found).toEqual([]);
  });
});
