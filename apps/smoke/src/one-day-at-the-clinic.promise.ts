import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { barriers, desk, type Device, Devices, heading, type Page, phone, Product, until, wordsIn } from '@evenkeel/testing/product';

const t = wordsIn('en');
const staff = wordsIn('en', 'staff');
const minute = 60_000;

/** The patient of this day has no schedule of their own yet. */
const sam = 2;

/** The main job as people see it: each step in a browser, on what the step before it left behind. */
describe('one day at the clinic', () => {
  let product: Product;
  let devices: Devices;
  let coordinator: Page;
  let prescriber: Page;
  let patientPhone: Device;
  let today: Page;
  let status: Page;
  let alertId: string;
  let link: string;
  const found: string[] = [];
  const used: Device[] = [];

  beforeAll(async () => {
    // A Monday, a quarter to nine where the patient lives.
    product = await Product.start({ startAt: '2026-03-02T13:45:00Z' });
    devices = await Devices.start(product.url);
  }, 120_000);
  afterEach(() => {
    expect(devices.complaints()).toEqual([]);
    expect(product.complaints()).toEqual([]);
  });
  afterAll(async () => {
    await devices.stop();
    await product.stop();
  }, 60_000);

  /** A device whose clock shows the time of the product. */
  const device = async (...as: Parameters<Devices['device']>): Promise<Device> => {
    const made = await devices.device(...as);
    await made.setClock(await product.t.clock.now());
    used.push(made);
    return made;
  };
  const moveTo = async (instant: string): Promise<void> => {
    await product.t.clock.set(instant);
    for (const each of used) await each.setClock(new Date(instant));
    await product.settle();
  };
  const minutesLater = async (count: number): Promise<void> => moveTo(new Date((await product.t.clock.now()).getTime() + count * minute).toISOString());
  /** Looks at a screen as axe and as a picture. */
  const visit = async (of: Device, page: Page, name: string): Promise<void> => {
    await of.picture(page, name);
    found.push(...await barriers(page));
  };
  const sees = (page: Page, text: string | RegExp): Promise<void> => page.getByText(text).first().waitFor({ timeout: 20_000 });
  const button = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
  const alertRow = async (): Promise<{ status: string; outcome: string | null }> => {
    const { rows: [row] } = await product.t.owner.query<{ status: string; outcome: string | null }>('SELECT status, outcome FROM clin.alert WHERE id = $1', [alertId]);
    if (row === undefined) throw new Error('The alert is gone');
    return row;
  };
  /** How often somebody who answers an alert has learned something. */
  const learned = async (): Promise<number> => {
    const { rows: [row] } = await product.t.owner.query<{ count: number }>(`SELECT count(*)::integer AS count FROM clin.alert_context c JOIN clin.alert a ON a.id = c.alert_id WHERE a.status <> 'resolved'`);
    return row?.count ?? -1;
  };
  /** A mark that a reload would wipe out. */
  const mark = (page: Page): Promise<void> => page.evaluate(() => { Object.assign(globalThis, { neverReloaded: true }); });
  const neverReloaded = (page: Page): Promise<boolean> => page.evaluate(() => (globalThis as { neverReloaded?: boolean }).neverReloaded === true);

  it('a coordinator signs in, opens a patient and sees team and consents', async () => {
    const computer = await device(desk);
    coordinator = await computer.open('/');
    await visit(computer, coordinator, 'sign-in');
    await coordinator.getByLabel(t('identity', 'signIn.email')).fill(product.account('coordinator').email);
    await coordinator.getByLabel(t('identity', 'signIn.password')).fill(product.demoPassword);
    await button(coordinator, t('identity', 'signIn.submit'));
    await coordinator.getByRole('link', { name: staff('care-team', 'patients.title'), exact: true }).click();
    await coordinator.getByRole('link', { name: product.account('patient', sam).name }).waitFor();
    await visit(computer, coordinator, 'caseload');
    await coordinator.getByRole('link', { name: product.account('patient', sam).name }).click();
    for (const role of ['prescriber', 'therapist', 'coordinator']) await coordinator.getByRole('rowheader', { name: product.account(role).name }).waitFor();
    await sees(coordinator, staff('care-team', 'consents.title'));
    await sees(coordinator, new RegExp(`may read .*${staff('care-team', 'category.symptom_scores')}`));
    await visit(computer, coordinator, 'patient-record');
  }, 90_000);

  it('sets a daily check-in at nine: refused by field, nothing typed lost, what will fire in view', async () => {
    const computer = used[0];
    if (computer === undefined) throw new Error('Nobody has signed in');
    await coordinator.getByRole('button', { name: new RegExp(`^(${staff('check-ins', 'add')}|${staff('check-ins', 'addAnother')})$`) }).first().click();
    const field = (key: string) => coordinator.getByLabel(staff('check-ins', `form.${key}`), { exact: true });
    await field('localTime').fill('09:00');
    await field('everyDays').fill('0');
    await field('startsOn').fill('2026-03-02');
    await field('endsOn').fill('2026-03-01');
    await button(coordinator, staff('check-ins', 'form.save'));
    const summary = coordinator.getByRole('alert');
    for (const error of ['every-days-out-of-range', 'ends-before-it-starts']) {
      await summary.getByText(staff('check-ins', `error.${error}`)).waitFor();
    }
    for (const key of ['everyDays', 'endsOn']) expect(await field(key).getAttribute('aria-invalid')).toBe('true');
    expect(await field('localTime').getAttribute('aria-invalid')).toBeNull();
    await visit(computer, coordinator, 'schedule-refused');
    expect([await field('localTime').inputValue(), await field('everyDays').inputValue(), await field('startsOn').inputValue(), await field('endsOn').inputValue()])
      .toEqual(['09:00', '0', '2026-03-02', '2026-03-01']);

    // A field that is in order again leaves the list, and whoever types stays in the field.
    await field('everyDays').fill('1');
    await summary.getByText(staff('check-ins', 'error.every-days-out-of-range')).waitFor({ state: 'detached' });
    expect(await field('everyDays').evaluate((input) => input === document.activeElement)).toBe(true);
    expect(await field('everyDays').getAttribute('aria-invalid')).toBeNull();
    await button(coordinator, staff('check-ins', 'form.save'));
    await until('the focus on what is still wrong', () => summary.evaluate((box) => box === document.activeElement));
    await field('endsOn').fill('');
    await summary.waitFor({ state: 'detached' });
    const firings = coordinator.getByRole('region', { name: staff('check-ins', 'preview.title') }).getByRole('listitem');
    await until('fourteen check-ins in the list', async () => (await firings.count()) === 14);
    expect(await firings.first().textContent()).toMatch(/Mon 2 March.*9:00\u00a0am/);
    await visit(computer, coordinator, 'schedule-simulated');
    await button(coordinator, staff('check-ins', 'form.save'));
    await sees(coordinator, /^Saved\. The next check-in comes .*9:00\u00a0am/);
    expect(await coordinator.evaluate(() => document.activeElement?.textContent)).toMatch(/^Saved\./);
  }, 90_000);

  it('at nine the check-in stands on the open page and is in the mail', async () => {
    const account = product.account('patient', sam);
    patientPhone = await device(phone, await product.signIn('patient', sam));
    today = await patientPhone.open('/');
    await today.getByRole('link', { name: t('check-ins', 'checkIn'), exact: true }).waitFor();
    await visit(patientPhone, today, 'today-before');
    expect(await today.getByText(/^Your check-in is open/).count()).toBe(0);
    await mark(today);
    const before = product.mailbox.to(account.email).length;
    await moveTo('2026-03-02T14:00:01Z');
    await sees(today, /^Your check-in is open/);
    expect(await neverReloaded(today)).toBe(true);
    const mail = await product.mailbox.expect((each) => product.mailbox.to(account.email).indexOf(each) >= before);
    expect(mail.text).toContain(product.url);
    await visit(patientPhone, today, 'today-due');
  }, 60_000);

  it('the patient answers on a phone, and a seizure shows help and becomes an alert', async () => {
    const alerts = await device(desk, await product.signIn('prescriber'));
    prescriber = await alerts.open('/alerts');
    await heading(prescriber, new RegExp(staff('escalation', 'heading.none')));
    await mark(prescriber);
    const tap = (value: string): Promise<void> => today.locator(`label:has(input[value="${value}"])`).tap();
    await today.getByRole('link', { name: t('check-ins', 'checkIn'), exact: true }).tap();
    await tap('9');
    await visit(patientPhone, today, 'question-overall');
    await button(today, t('check-ins', 'continue'));
    await tap('event.seizure');
    await heading(today, new RegExp(t('escalation', 'card.emergency.title')));
    await sees(today, t('check-ins', 'followUp.seizure-when.question'));
    // The alert is there before the next answer is.
    await until('the alert', async () => (await learned()) === 1);
    await tap('0');
    await visit(patientPhone, today, 'help-card');
    await button(today, t('check-ins', 'backToQuestions'));
    await button(today, t('check-ins', 'continue'));
    await visit(patientPhone, today, 'question-symptoms');
    await button(today, t('check-ins', 'saveAndStop'));
    await heading(today, new RegExp(t('check-ins', 'saved.sent.heading')));
    await visit(patientPhone, today, 'saved');
    const { rows: [row] } = await product.t.owner.query<{ scheduled: boolean; late: boolean; alert: string }>(`
      SELECT c.schedule_id IS NOT NULL AS scheduled, c.late, a.id AS alert FROM clin.check_in c JOIN clin.alert_trigger s ON s.source_id = c.id JOIN clin.alert a ON a.id = s.alert_id
       WHERE c.completed_at IS NOT NULL AND a.family = 'seizure' AND a.status <> 'resolved'`);
    expect(row).toMatchObject({ scheduled: true, late: false });
    alertId = row?.alert ?? '';
    await product.settle();

    await heading(prescriber, /^1 alert is waiting/);
    expect(await neverReloaded(prescriber)).toBe(true);
    await sees(prescriber, staff('escalation', 'fired.seizure'));
    await visit(alerts, prescriber, 'alerts');
    const mail = await product.mailbox.expect((each) => each.to === product.account('prescriber').email && /\/ack\//.test(each.text));
    link = /https?:\/\/\S*\/ack\/\S+/.exec(mail.text)?.[0] ?? '';
    status = await patientPhone.open(`/my-alerts/${alertId}`);
    await heading(status, new RegExp(t('escalation', 'statement.sent.title')));
    await visit(patientPhone, status, 'own-alert-sent');
  }, 90_000);

  it('the prescriber opens the link on a phone; opening acknowledges nothing', async () => {
    const mobile = await device(phone, await product.signIn('prescriber'));
    const page = await mobile.context.newPage();
    for (let visits = 0; visits < 3; visits += 1) {
      await page.goto(link);
      await page.getByRole('button').waitFor();
    }
    expect((await alertRow()).status).toBe('notified');
    await visit(mobile, page, 'acknowledge-by-link');
    await page.getByRole('link').click();
    await heading(page, new RegExp(staff('escalation', 'fired.seizure')));
    // Answered seconds after the alert had been raised.
    await sees(page, new RegExp(`^${staff('escalation', 'answer.seizure-when.0')} \\(${staff('escalation', 'context.later.added', { time: '' })}`));
    await sees(page, new RegExp(`^${staff('escalation', 'context.addedTo', { time: '.*' })}`));
    await visit(mobile, page, 'alert-waiting');
    await heading(status, new RegExp(t('escalation', 'statement.opened.title')));
    expect((await alertRow()).status).toBe('notified');
    prescriber = page;
  }, 60_000);

  it('acknowledges, and the page of the patient follows', async () => {
    const mobile = used.at(-1);
    if (mobile === undefined) throw new Error('The prescriber has no phone');
    await mark(status);
    await button(prescriber, staff('escalation', 'step.acknowledge'));
    await prescriber.getByRole('button', { name: staff('escalation', 'step.reached'), exact: true }).waitFor();
    await visit(mobile, prescriber, 'alert-acknowledged');
    await heading(status, /^Your prescriber has seen your alert/);
    await visit(patientPhone, status, 'own-alert-seen');
  }, 60_000);

  it('reads on the open page what the patient adds, in the words of the patient, and still holds the alert', async () => {
    const mobile = used.at(-1);
    if (mobile === undefined) throw new Error('The prescriber has no phone');
    await minutesLater(1);
    const before = await learned();
    await mark(prescriber);
    const page = await patientPhone.open('/check-in/serious');
    await page.locator('label:has(input[value="event.seizure"])').tap();
    await heading(page, new RegExp(t('escalation', 'card.emergency.title')));
    await until('the second report', async () => (await learned()) === before + 1);
    await sees(prescriber, new RegExp(`^${staff('escalation', 'context.alsoReported', { time: '' })}`));
    await page.locator('label:has(input[value="1"])').tap();
    await button(page, t('check-ins', 'backToQuestions'));
    await button(page, t('check-ins', 'continue'));
    await page.getByLabel(t('check-ins', 'words.event-note.label')).fill('It was over in a minute.');
    await button(page, t('check-ins', 'send'));
    await heading(page, new RegExp(t('check-ins', 'saved.sent.heading')));
    await sees(prescriber, /It was over in a minute\./);
    await sees(prescriber, new RegExp(`^${staff('escalation', 'answer.seizure-when.1')} \\(${staff('escalation', 'context.later.added', { time: '' })}`));
    // The first report stands beside it.
    await sees(prescriber, new RegExp(`^${staff('escalation', 'answer.seizure-when.0')}`));
    expect(await neverReloaded(prescriber)).toBe(true);
    await visit(mobile, prescriber, 'alert-added-to');
    // Nobody has to acknowledge one report twice.
    expect((await alertRow()).status).toBe('acknowledged');
    const { rows: open } = await product.t.owner.query(`SELECT family FROM clin.alert WHERE status <> 'resolved'`);
    expect(open).toEqual([{ family: 'seizure' }]);
    await page.close();
  }, 60_000);

  it('reaches the patient, closes with an outcome, and the page of the patient follows', async () => {
    const mobile = used.at(-1);
    if (mobile === undefined) throw new Error('The prescriber has no phone');
    await minutesLater(2);
    await button(prescriber, staff('escalation', 'step.reached'));
    await prescriber.getByRole('button', { name: staff('escalation', 'step.close'), exact: true }).waitFor();
    await heading(status, /^Your prescriber noted that they reached you/);

    await minutesLater(4);
    await button(prescriber, staff('escalation', 'step.close'));
    await visit(mobile, prescriber, 'alert-closing');
    await button(prescriber, staff('escalation', 'step.closeNow'));
    await sees(prescriber, staff('escalation', 'step.chooseOutcome'));
    expect((await alertRow()).status).toBe('engaged');
    await prescriber.locator('label:has(input[value="patient-reached"])').tap();
    await prescriber.getByLabel(staff('escalation', 'step.note')).fill('Spoke on the phone, an ambulance is not needed.');
    await button(prescriber, staff('escalation', 'step.closeNow'));
    await until('the outcome', async () => (await alertRow()).status === 'resolved');
    expect((await alertRow()).outcome).toBe('patient-reached');
    await heading(status, new RegExp(t('escalation', 'statement.resolved.title')));
    expect(await neverReloaded(status)).toBe(true);
    await visit(mobile, prescriber, 'alert-closed');
    await visit(patientPhone, status, 'own-alert-closed');
  }, 90_000);

  it('an administrator reads in the message log what left, without a word about health', async () => {
    const computer = await device(desk, await product.signIn('administrator'));
    const page = await computer.open('/messages');
    await sees(page, /an alert needs an answer/);
    await sees(page, /a check-in is open/);
    for (const details of await page.locator('details').all()) await details.locator('summary').click();
    const said = await page.locator('main').innerText();
    expect(said).not.toMatch(/seizure|clonazepam|\bmg\b/i);
    expect(said).not.toContain(product.account('patient', sam).name);
    await visit(computer, page, 'message-log');
  }, 60_000);

  it('has no barrier on any screen of the day, in light, dark and low stimulation', async () => {
    for (const [of, address] of [[patientPhone, '/help'], [patientPhone, '/plan'], [patientPhone, '/more'], [patientPhone, '/check-in/serious']] as const) {
      const page = await of.open(address);
      await visit(of, page, address.replaceAll('/', '-').slice(1));
      await page.close();
    }
    expect(found).toEqual([]);
  }, 60_000);
});
