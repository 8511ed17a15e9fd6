import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { barriers, desk, type Device, Devices, type Look, type Page, type Person, phone, Product, wordsIn } from '@evenkeel/testing/product';

const source = path.resolve(import.meta.dirname, '../../web/src');

/** Where the routes of a file begin, if not at the top. */
const below: Readonly<Record<string, string>> = { 'group-area.tsx': '/group', 'oversight.tsx': '/emergency', 'patient-sharing.tsx': '/sharing', 'check-in-routes.tsx': '/check-in', 'safety-desk-routes.tsx': '/safety-desk', 'products-routes.tsx': '/products', 'taper-settings-routes.tsx': '/taper-settings', 'plan-area.tsx': '/plan', 'dose-area.tsx': '/dose', 'supply-routes.tsx': '/patients/:patientId/supply', 'intake-routes.tsx': '/patients/:patientId/intake' };

/** Routes that cannot be opened by their address alone, with the test that looks at them. */
const elsewhere: Readonly<Record<string, string>> = {
  '/invitation': 'signing-in-safely', '/reset': 'signing-in-safely', '/emergency/patients/:patientId': 'sharing-screens',
  '/safety-desk/ask/:postId': 'two-people-find-out', '/safety-desk/requests/:requestId': 'two-people-find-out', '/products/retire/:code': 'own-products',
  '/patients/:patientId/supply/withdraw/:dispensingId': 'prescriber-writes-a-plan', '/patients/:patientId/supply/confirm/:dispensingId': 'prescriber-writes-a-plan',
  '/patients/:patientId/intake/stop/:entryId': 'tasks-and-reminders', '/patients/:patientId/intake/review/:entryId': 'tasks-and-reminders', '/patients/:patientId/intake/remove/:entryId': 'tasks-and-reminders',
};

/** Every address that the client knows, as its files say. `*` and the kit, which only development has, are no screens. */
async function routes(): Promise<string[]> {
  const files = (await readdir(source, { recursive: true })).filter((name) => name.endsWith('.tsx'));
  const found = await Promise.all(files.map(async (name) => {
    const text = await readFile(path.join(source, name), 'utf8');
    const prefix = below[path.basename(name)] ?? '';
    return [...text.matchAll(/<Route path="([^"]+)" element=\{(?!<Navigate)/g)].map(([, at = '']) => `${prefix}/${at}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1'));
  }));
  return [...new Set(found.flat())].filter((route) => !route.endsWith('*') && route !== '/kit').sort();
}

/** Whether an address is one of a route. */
const isOf = (address: string, route: string): boolean => new RegExp(`^${route.replace(/:\w+/g, '[^/]+')}$`).test(address);

/** Each screen that has an address, for each who comes there, on phone and desk, in both languages and three themes: axe finds nothing. */
describe('every screen', () => {
  let product: Product;
  let devices: Devices;
  let ids: { alder: string; alert: string; checkIn: string; consent: string; membership: string; thread: string; post: string; persona: string };
  const seen = new Set<string>();

  beforeAll(async () => {
    product = await Product.start();
    devices = await Devices.start(product.url, { keepsShell: false });
    const alder = (await product.signIn('patient', 0)).patientId;
    const one = async (sql: string, parameters: unknown[] = []): Promise<string> => {
      const { rows: [row] } = await product.t.owner.query<{ id: string }>(sql, parameters);
      if (row === undefined) throw new Error(`The demo clinic has nothing for: ${sql}`);
      return row.id;
    };
    ids = {
      alder: alder ?? '',
      alert: await one('SELECT id FROM clin.alert WHERE patient_id = $1 ORDER BY opened_at DESC LIMIT 1', [alder]),
      checkIn: await one('SELECT id FROM clin.check_in WHERE patient_id = $1 AND completed_at IS NOT NULL ORDER BY at DESC LIMIT 1', [alder]),
      consent: await one('SELECT id FROM clin.consent WHERE patient_id = $1 LIMIT 1', [alder]),
      membership: await one(`SELECT id FROM clin.care_team_member WHERE patient_id = $1 AND role = 'therapist'`, [alder]),
      thread: await one('SELECT id FROM comm.thread WHERE last_at IS NOT NULL LIMIT 1'),
      post: await one(`SELECT id FROM comm.post WHERE state = 'held' LIMIT 1`),
      persona: await one(`SELECT author AS id FROM comm.post WHERE state = 'held' LIMIT 1`),
    };
  }, 120_000);
  afterEach(async () => {
    await devices.putAway();
    expect([...devices.complaints(), ...product.complaints()]).toEqual([]);
  });
  afterAll(async () => { await devices.stop(); await product.stop(); }, 60_000);

  const looks: readonly Look[] = [{ ...phone, language: 'es' }, desk];
  const device = async (look: Look, person: Person | null): Promise<Device> => {
    const made = await devices.device(look, person);
    await made.setClock(await product.t.clock.now());
    return made;
  };
  /** What axe finds on each address, once it says what it is about and nothing is on its way any more. */
  const visit = async (of: Device, page: Page, addresses: readonly string[]): Promise<string[]> => {
    const found: string[] = [];
    for (const address of addresses) {
      await page.goto(address);
      await page.locator('h1').waitFor();
      await page.waitForLoadState('networkidle');
      // A screen that sends somebody on was not seen.
      expect(new URL(page.url()).pathname).toBe(address);
      await of.picture(page, `screen${address.replace(/[/-]+/g, '-').slice(0, 40)}`);
      found.push(...await barriers(page));
      seen.add(address);
    }
    return found;
  };

  const comers: readonly (readonly [string, (() => Promise<Person>) | null, () => readonly string[]])[] = [
    ['nobody who is signed in', null, () => ['/', '/help', '/forgot']],
    ['a patient', () => product.signIn('patient', 0), () => [
      '/', '/timeline', '/plan', '/plan/hold', '/plan/slow-down', '/plan/new', '/plan/label', '/dose', '/dose/night', '/dose/night/missed', '/sharing', '/sharing/give', '/sharing/invite', `/sharing/end/${ids.consent}`, `/sharing/remove/${ids.membership}`, '/readers', '/account', '/more', '/help', '/check-in', '/check-in/serious',
      `/check-in/saved/${ids.checkIn}`, `/my-alerts/${ids.alert}`]],
    ['a prescriber', () => product.signIn('prescriber', 0), () => ['/alerts', `/alerts/${ids.alert}`, '/patients', `/patients/${ids.alder}`, `/patients/${ids.alder}/timeline`, `/patients/${ids.alder}/plan`, `/patients/${ids.alder}/supply`, `/patients/${ids.alder}/supply/new`, ...['', '/edit', '/medicine', '/clinician'].map((part) => `/patients/${ids.alder}/intake${part}`), '/taper-settings', '/tasks', '/emergency', '/account', '/more']],
    ['a therapist', () => product.signIn('therapist'), () => ['/alerts', '/patients', `/patients/${ids.alder}`, `/patients/${ids.alder}/timeline`]],
    ['a coordinator', () => product.signIn('coordinator'), () => ['/patients', `/patients/${ids.alder}`, `/patients/${ids.alder}/team/${ids.membership}`, `/patients/${ids.alder}/team/invite`, '/invitations']],
    ['a safety lead', () => product.signIn('safety-lead'), () => ['/alerts', '/emergency', '/emergency/reviews', '/safety-desk', '/taper-settings', '/taper-settings/sign']],
    ['an administrator', () => product.signIn('administrator'), () => ['/messages', '/invitations', '/account', '/safety-desk', '/products', '/products/new']],
    ['an auditor', async () => {
      const person = await product.signIn('administrator');
      person.take(await person.post('/auth/role', { role: 'auditor' }));
      return person;
    }, () => ['/audit', '/more']],
    ['a moderator', () => product.signIn('moderator'), () => [
      '/queue', `/queue/posts/${ids.post}`, `/queue/members/${ids.persona}`, '/group', '/group/write', `/group/threads/${ids.thread}`, `/group/threads/${ids.thread}/write`, '/settings', '/log', '/playbook', '/account', '/more']],
  ];

  it.each(comers.flatMap(([who, person, addresses]) => looks.map((look) => [who, look.size, person, addresses, look] as const)))('is readable for %s on a %s', async (_who, _size, person, addresses, look) => {
    const of = await device(look, person === null ? null : await person());
    const page = await of.context.newPage();
    expect(await visit(of, page, addresses())).toEqual([]);
  }, 180_000);

  it.each(looks.map((look) => [look.size, look] as const))('is readable for somebody in a group on a %s', async (_size, look) => {
    const of = await device(look, await product.signIn('patient', 1));
    const page = await of.open('/group');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: new RegExp(`^${wordsIn(look.language)('peer-groups', 'cards.enter')}`) }).click();
    await page.getByRole('link', { name: wordsIn(look.language)('peer-groups', 'group.write') }).first().waitFor();
    expect(await visit(of, page, ['/group', '/group/me', '/group/write', `/group/threads/${ids.thread}`, `/group/threads/${ids.thread}/write`])).toEqual([]);
  }, 120_000);

  it('was looked at: there is no route that nobody visits', async () => {
    const all = await routes();
    expect(all.length).toBeGreaterThan(35);
    expect(all.filter((route) => elsewhere[route] === undefined && ![...seen].some((address) => isOf(address, route)))).toEqual([]);
    for (const test of Object.values(elsewhere)) expect(await readdir(import.meta.dirname)).toContain(`${test}.promise.ts`);
  });
});
