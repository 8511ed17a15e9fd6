import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { barriers, checkIn, desk, type Device, Devices, heading, type Locator, type Look, type Page, type Person, phone, Product, type Saved, until, wordsIn } from '@evenkeel/testing/product';

const t = wordsIn('en');
const staff = wordsIn('en', 'staff');

interface Columns {
  readonly from: string;
  readonly to: string;
  readonly doses: { readonly day: number[]; readonly micrograms: number[] };
  readonly buckets: { readonly day: number[]; readonly median: (number | null)[] };
  readonly alerts: { readonly day: number[] };
  readonly notes: { readonly day: number[] };
}

const dayMs = 86_400_000;
const dateOf = (from: string, day: number): string => new Date(Date.parse(`${from}T00:00:00Z`) + day * dayMs).toISOString().slice(0, 10);
/** "Tue 20 January", as a reader in the United States sees it. */
const said = (date: string): string => {
  const part = (options: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' }).format(new Date(`${date}T12:00:00Z`));
  return `${part({ weekday: 'short' })} ${part({ day: 'numeric' })} ${part({ month: 'long' })}`;
};

/** The shared timeline as people use it: each on a device of their own, on the record of the demo's first patient. */
describe('the shared timeline', () => {
  let product: Product;
  let devices: Devices;
  let therapist: Person;
  let patientId: string;
  let computer: Device;
  let page: Page;
  let columns: Columns;
  let overall: Map<string, number>;
  const found: string[] = [];

  beforeAll(async () => {
    product = await Product.start({ startAt: '2026-03-02T15:00:00Z' });
    devices = await Devices.start(product.url);
    therapist = await product.signIn('therapist');
    const { rows: [patient] } = await product.t.owner.query<{ id: string }>(
      'SELECT p.id FROM identity.patient p JOIN identity.account a ON a.id = p.account_id WHERE a.email_index = $1', [product.t.sealer.emailIndex(product.account('patient').email)]);
    patientId = patient?.id ?? '';
    computer = await device(desk, therapist);
  }, 120_000);
  afterEach(() => {
    expect(devices.complaints()).toEqual([]);
    expect(product.complaints()).toEqual([]);
  });
  afterAll(async () => {
    await devices.stop();
    await product.stop();
  }, 60_000);

  const device = async (look: Look, person: Person): Promise<Device> => {
    const made = await devices.device(look, person);
    await made.setClock(await product.t.clock.now());
    return made;
  };
  const visit = async (of: Device, shown: Page, name: string): Promise<void> => {
    await of.picture(shown, `timeline-${name}`);
    found.push(...await barriers(shown));
  };
  const chart = (of: Page): Locator => of.locator('figure svg[role="img"]');
  const slider = (of: Page): Locator => of.getByRole('slider', { name: t('timeline', 'slider') });
  const press = (of: Page, name: string): Promise<void> => of.getByRole('button', { name, exact: true }).click();
  const spoken = async (of: Page): Promise<string> => (await slider(of).getAttribute('aria-valuetext')) ?? '';
  /** The middle of a day on the glass. */
  const placeOf = async (of: Page, day: number): Promise<{ x: number; y: number }> => {
    await chart(of).scrollIntoViewIfNeeded();
    const [box, left, width] = await Promise.all([chart(of).boundingBox(), chart(of).getAttribute('data-plot-left'), chart(of).getAttribute('data-day-width')]);
    if (box === null) throw new Error('There is no chart');
    return { x: box.x + Number(left) + (day + 0.5) * Number(width), y: box.y + box.height / 3 };
  };
  const chosen = async (of: Page, day: number): Promise<void> => {
    await of.getByRole('heading', { level: 2, name: said(dateOf(columns.from, day)), exact: true }).waitFor();
    expect(await slider(of).inputValue()).toBe(String(day));
    expect(await of.locator('[data-chosen-day]').getAttribute('data-chosen-day')).toBe(String(day));
  };
  const read = async (): Promise<void> => {
    columns = (await therapist.run<{ timeline: Columns }>('Timeline', { patientId, from: null, to: null, pixels: 800 })).timeline;
    const { rows } = await product.t.owner.query<{ date: string; value: number }>(`
      SELECT c.local_date::text AS date, max(a.value)::int AS value FROM clin.check_in c JOIN clin.check_in_answer a ON a.check_in_id = c.id
       WHERE c.patient_id = $1 AND a.question = 'overall' AND a.value >= 0 GROUP BY c.local_date`, [patientId]);
    overall = new Map(rows.map(({ date, value }) => [date, value]));
  };
  /** What the slider has to say about a day, put together from the rows and not from the page. */
  const expected = (day: number): string => {
    const date = dateOf(columns.from, day);
    const step = columns.doses.day.findLastIndex((start) => start <= day);
    const value = overall.get(date);
    const count = (list: readonly number[]): number => list.filter((each) => each === day).length;
    const counted = (key: string, of: number): string => (of === 0 ? '' : t('timeline', `${key}_${of === 1 ? 'one' : 'other'}`, { count: String(of) }));
    return [
      t('timeline', 'day.date', { date: said(date) }),
      t('timeline', 'day.dose', { dose: `${(columns.doses.micrograms[step] ?? 0) / 1000}\u00a0mg`, day: String(day - (columns.doses.day[step] ?? 0) + 1) }),
      value === undefined ? t('timeline', 'day.silent.day') : t('timeline', 'day.overall.day', { value: String(value) }),
      counted('day.alerts', count(columns.alerts.day)), counted('day.notes', count(columns.notes.day)),
    ].filter((part) => part !== '').join(' ');
  };

  it('is one press away from the caseload, and its heading says what happened to the dose', async () => {
    await read();
    page = await computer.open('/patients');
    const row = page.getByRole('row', { name: new RegExp(product.account('patient').name) });
    await row.getByText(staff('timeline', 'lastCheckIn_one'), { exact: true }).waitFor();
    await visit(computer, page, 'caseload');
    await row.getByRole('link', { name: new RegExp(`^${staff('timeline', 'open')}`) }).click();
    await heading(page, /^The dose went from 1\.75\u00a0mg to 1\.625\u00a0mg a day$/);
    await chart(page).waitFor();
    expect([columns.from, columns.to, overall.size > 90]).toEqual(['2026-01-20', '2026-03-02', true]);
    await visit(computer, page, 'chart');
  }, 60_000);

  it('chooses a day by mouse, and by touch on a phone', async () => {
    const place = await placeOf(page, 12);
    await page.mouse.click(place.x, place.y);
    await chosen(page, 12);
    expect(await spoken(page)).toBe(expected(12));

    const mobile = await device(phone, therapist);
    const small = await mobile.open(`/patients/${patientId}/timeline`);
    await chart(small).waitFor();
    const under = await placeOf(small, 20);
    await small.touchscreen.tap(under.x, under.y);
    await chosen(small, 20);
    expect(await spoken(small)).toBe(expected(20));
    expect(await small.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await visit(mobile, small, 'chart');
    await small.close();
  }, 60_000);

  it('chooses a day by keyboard; every key says the day it leads to', async () => {
    await slider(page).focus();
    const steps = columns.doses.day.filter((day) => day >= 0);
    expect(steps).toEqual([10]);
    for (const [key, day] of [['Home', 0], ['ArrowRight', 1], ['ArrowRight', 2], ['ArrowLeft', 1], ['PageUp', 10], ['ArrowUp', 11], ['End', 41], ['PageDown', 10], ['PageDown', 10], ['ArrowDown', 9]] as const) {
      await slider(page).press(key);
      await until(`${key} leads to day ${day}`, async () => (await slider(page).inputValue()) === String(day));
      expect([key, await spoken(page)]).toEqual([key, expected(day)]);
    }
    await press(page, t('timeline', 'jump.nextStep'));
    await chosen(page, 10);
    const events = [...columns.alerts.day, ...columns.notes.day].filter((day) => day > 10);
    expect(events.length).toBeGreaterThan(0);
    await press(page, t('timeline', 'jump.nextEvent'));
    await chosen(page, Math.min(...events));
  }, 60_000);

  it('says the same as a table, cell by cell, as chart, answers and rows', async () => {
    const drawn = await chart(page).evaluate((svg) => {
      const number = (name: string): number => Number(svg.getAttribute(name));
      const [zero, ten, left, width] = ['data-score-zero', 'data-score-ten', 'data-plot-left', 'data-day-width'].map(number) as [number, number, number, number];
      const dots = svg.querySelector('[data-mark="overall-dots"]')?.getAttribute('d') ?? '';
      return [...dots.matchAll(/M([\d.]+),([\d.]+)/g)].map((match) => [Math.floor((Number(match[1]) - left) / width), Math.round(((zero - Number(match[2])) / (zero - ten)) * 10)]);
    });
    expect(await chart(page).locator('*').count()).toBeLessThanOrEqual(700);
    await press(page, t('timeline', 'view.table'));
    const table = page.getByRole('table');
    await table.waitFor();
    expect(await chart(page).count()).toBe(0);
    const cells = await table.evaluate((found) => [...found.querySelectorAll('tr[data-day]')].map((row) => ({
      day: Number(row.getAttribute('data-day')), overall: row.querySelector('[data-cell="overall"]')?.textContent, dose: row.querySelector('[data-cell="dose"]')?.textContent, alerts: row.querySelector('[data-cell="alerts"]')?.textContent,
    })));
    expect(cells.map(({ day }) => day)).toEqual(Array.from({ length: 42 }, (_, at) => 41 - at));
    for (const { day, overall: score, dose, alerts } of cells) {
      const step = columns.doses.day.findLastIndex((start) => start <= day);
      const rows = overall.get(dateOf(columns.from, day));
      expect([day, score, dose, alerts]).toEqual([day, rows === undefined ? t('timeline', 'table.none') : String(rows), `${(columns.doses.micrograms[step] ?? 0) / 1000}\u00a0mg`, String(columns.alerts.day.filter((each) => each === day).length)]);
    }
    expect(drawn).toEqual([...cells].reverse().flatMap(({ day, overall: score }) => (score === t('timeline', 'table.none') ? [] : [[day, Number(score)]])));
    expect(await table.locator('tr[data-step]').count()).toBe(1);
    expect(await table.locator('caption').textContent()).toContain(await page.locator('h1').textContent());
    await visit(computer, page, 'table');
    await press(page, t('timeline', 'view.chart'));
    await chart(page).waitFor();
  }, 60_000);

  it('keeps what was typed when saving fails, and asks first who may read it', async () => {
    await slider(page).press('Home');
    await chosen(page, 0);
    const words = { 'only-me': 'For myself: ask about the stairs.', 'patient-too': 'We agreed on the breathing exercise.', 'whole-team': 'Sleep diary shows three short nights.' } as const;
    for (const visibility of ['only-me', 'patient-too', 'whole-team'] as const) {
      await press(page, staff('timeline', 'add'));
      await page.getByText(staff('timeline', 'sheet.who')).waitFor();
      expect(await page.getByRole('textbox').count()).toBe(0);
      if (visibility === 'only-me') await visit(computer, page, 'who-reads');
      await press(page, staff('timeline', `sheet.${visibility}`));
      await page.getByRole('heading', { name: staff('timeline', `sheet.heading.${visibility}`) }).waitFor();
      await page.getByRole('textbox', { name: staff('timeline', 'sheet.text') }).fill(words[visibility]);
      await visit(computer, page, `sheet-${visibility}`);
      if (visibility === 'only-me') {
        await page.route('**/graphql', (route) => (/"AddAnnotation"/.test(route.request().postData() ?? '') ? route.abort() : route.continue()));
        await press(page, staff('timeline', 'sheet.save'));
        await page.getByText(staff('timeline', 'sheet.failed')).waitFor();
        expect(await page.getByRole('textbox', { name: staff('timeline', 'sheet.text') }).inputValue()).toBe(words[visibility]);
        await page.unroute('**/graphql');
        await computer.cut();
        await page.getByText(staff('timeline', 'sheet.offline')).waitFor();
        expect(await page.getByRole('button', { name: staff('timeline', 'sheet.save') }).count()).toBe(0);
        await computer.mend();
      }
      await press(page, staff('timeline', 'sheet.save'));
      await page.getByText(words[visibility]).waitFor();
    }
    await read();
    await until(`the slider saying: ${expected(0)}`, async () => (await spoken(page)) === expected(0));

    const readers = [
      { who: await device(desk, await product.signIn('prescriber', 0)), at: `/patients/${patientId}/timeline`, sees: ['whole-team'] },
      { who: await device(phone, await product.signIn('patient', 0)), at: '/timeline', sees: ['patient-too', 'whole-team'] },
    ] as const;
    for (const { who, at, sees } of readers) {
      const theirs = await who.open(at);
      await slider(theirs).press('Home');
      await theirs.getByText(words['whole-team']).waitFor();
      for (const visibility of ['only-me', 'patient-too', 'whole-team'] as const) {
        expect([at, visibility, await theirs.getByText(words[visibility]).count()]).toEqual([at, visibility, (sees as readonly string[]).includes(visibility) ? 1 : 0]);
      }
      expect(await theirs.getByRole('button', { name: staff('timeline', 'withdraw') }).count()).toBe(0);
      await visit(who, theirs, 'read-by-others');
      await theirs.close();
    }
    // Taken back, it stays readable as such.
    await page.locator('li[data-visibility="whole-team"]').getByRole('button', { name: staff('timeline', 'withdraw') }).click();
    await page.locator('li[data-visibility="whole-team"] s').waitFor();
  }, 120_000);

  it('moves while a new answer arrives, and the chosen day stays chosen', async () => {
    await slider(page).press('End');
    await slider(page).press('ArrowLeft');
    await chosen(page, 40);
    await page.evaluate(() => { Object.assign(globalThis, { neverReloaded: true }); });
    const dots = (): Promise<number> => page.locator('[data-mark="overall-dots"]').evaluate((path) => [...(path.getAttribute('d') ?? '').matchAll(/M/g)].length);
    const before = await dots();
    const patient = await product.signIn('patient', 0);
    const { submitCheckIn } = await patient.run<Saved>('SubmitCheckIn', { input: checkIn(await product.t.clock.now(), { overall: 6, 'symptom.anxiety': 2 }) });
    expect(submitCheckIn.__typename).toBe('CheckInSaved');
    await until('a dot for today', async () => (await dots()) === before + 1);
    await chosen(page, 40);
    await slider(page).press('End');
    await read();
    await until(`the slider saying: ${expected(41)}`, async () => (await spoken(page)) === expected(41));
    expect(await page.evaluate(() => (globalThis as { neverReloaded?: boolean }).neverReloaded)).toBe(true);
  }, 60_000);

  it('shows more or less of the record by buttons, and remembers lanes that were put away', async () => {
    for (const [span, days] of [['three-months', 92], ['all', 120]] as const) {
      await page.getByText(t('timeline', `span.${span}`), { exact: true }).click();
      await until(`${span} on the chart`, async () => Number(await slider(page).getAttribute('max')) >= days - 1);
      expect(await chart(page).locator('*').count()).toBeLessThanOrEqual(700);
      await visit(computer, page, `chart-${span}`);
    }
    await page.getByText(t('timeline', 'span.six-weeks'), { exact: true }).click();
    await press(page, t('timeline', 'move.earlier'));
    await until('six weeks before', async () => (await page.locator('main').innerText()).includes(said('2026-01-19')));
    await press(page, t('timeline', 'move.later'));
    await page.getByText(t('timeline', 'lanes'), { exact: true }).first().click();
    await page.getByRole('checkbox', { name: t('timeline', 'lane.cuts') }).uncheck();
    await page.reload();
    await chart(page).waitFor();
    expect(await page.locator('[data-mark="cut-bars"]').count()).toBe(0);
    expect(await page.locator('[data-mark="dose-line"]').count()).toBe(1);
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toMatch(/clonazepam|1\.625|anxiety/);
  }, 60_000);

  it('says in words what is not shared, as soon as it is not', async () => {
    await product.t.owner.query("UPDATE clin.consent SET categories = array_remove(categories, 'taper_plan') WHERE patient_id = $1 AND recipient_role = 'therapist'", [patientId]);
    await product.t.owner.query('SELECT clin.refresh_grants($1)', [patientId]);
    await page.reload();
    await page.getByText(t('timeline', 'withheld', { what: t('timeline', 'laneInText.dose') })).waitFor();
    expect(await page.locator('[data-mark="dose-line"]').count()).toBe(0);
    expect(await page.locator('main').innerText()).not.toMatch(/clonazepam|\bmg\b/);
    await visit(computer, page, 'dose-not-shared');
  }, 60_000);

  it('is the patient’s own to read, on a phone, in Spanish too, and without a line once it was seen', async () => {
    const patient = await product.signIn('patient', 0);
    for (const language of ['en', 'es'] as const) {
      const own = await device({ ...phone, language, theme: 'low-stim' }, patient);
      const mine = await own.open('/');
      await own.keepsTheShell(mine);
      await mine.getByRole('link', { name: wordsIn(language)('shell', 'nav.timeline'), exact: true }).tap();
      await chart(mine).waitFor();
      await visit(own, mine, 'own');
      if (language === 'es') continue;
      // Seen once, it opens again without a network and says from when it is.
      await until('the screen is on the phone', () => mine.evaluate(async () => (await (await caches.open('later')).keys()).length > 0));
      await own.cut();
      await mine.reload();
      await chart(mine).waitFor();
      await mine.getByText(/as saved on this phone/).waitFor();
      await own.mend();
      await mine.close();
    }
  }, 90_000);

  it('has no barrier on any of these screens, in light, dark and low stimulation', () => {
    expect(found).toEqual([]);
  });
});
