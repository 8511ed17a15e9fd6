import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Devices, desk, type Page, Person, Product, until } from '@evenkeel/testing/product';

/** S17: a page of another site, open beside ours in the same signed-in browser, can cause nothing and read nothing. */
describe('another site', () => {
  let product: Product;
  let devices: Devices;
  let evil: Server;
  let evilAt: string;
  let page: Page;
  let person: Person;

  beforeAll(async () => {
    product = await Product.start({ startAt: null });
    devices = await Devices.start(product.url);
    evil = createServer((_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>prize</title><h1>You won</h1>'));
    await new Promise<void>((settle) => evil.listen(0, '127.0.0.1', settle));
    // Another port of the same loopback is the same site and another origin: the hardest case, for cookies travel.
    evilAt = `http://localhost:${(evil.address() as AddressInfo).port}`;
    person = await product.signIn('administrator');
    const device = await devices.device(desk, person);
    await device.open('/more');
    // Their own page asks for a ticket too. From here on every one would be somebody else's doing.
    await until('the own page listening', async () => (await product.t.owner.query('SELECT 1 FROM identity.socket_ticket WHERE used_at IS NOT NULL')).rows.length === 1);
    page = await device.context.newPage();
    await page.goto(evilAt);
  }, 120_000);
  afterAll(async () => {
    await devices.stop();
    evil.closeAllConnections();
    await new Promise((settle) => evil.close(settle));
    await product.stop();
  }, 60_000);

  /** Everything that one of these requests could have changed. */
  const state = async (): Promise<string> => JSON.stringify((await product.t.owner.query(
    `SELECT (SELECT string_agg(language, ',' ORDER BY id) FROM identity.account) AS languages, (SELECT count(*) FROM identity.session WHERE ended_at IS NULL) AS sessions, (SELECT count(*) FROM identity.invitation) AS invitations,
       (SELECT count(*) FROM identity.socket_ticket) AS tickets, (SELECT count(*) FROM identity.password_reset) AS resets, (SELECT count(*) FROM identity.sign_in_attempt) AS attempts`)).rows);
  const query = '{"query":"mutation { setLanguage(language: \\"es\\") { language } }"}';
  const addresses = ['/auth/sign-out', '/auth/role', '/auth/sign-in', '/auth/reset', '/auth/step-up', '/realtime/ticket', '/graphql'];

  it.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data'])('posts forms as %s and nothing happens', async (enctype) => {
    const before = await state();
    for (const at of addresses) {
      const reply = page.waitForResponse((response) => response.url() === `${product.url}${at}`);
      await page.evaluate(({ to, type }) => {
        const form = document.createElement('form');
        Object.assign(form, { method: 'POST', action: to, enctype: type, target: 'sink' });
        const frame = Object.assign(document.createElement('iframe'), { name: 'sink' });
        const field = Object.assign(document.createElement('input'), { name: '{"role":"auditor","email":"a@b.example","password":"x","language":"es","a":"', value: '"}' });
        form.append(field);
        document.body.append(frame, form);
        form.submit();
        form.remove();
      }, { to: `${product.url}${at}`, type: enctype });
      expect([at, (await reply).status()]).toEqual([at, 403]);
      await page.evaluate(() => document.querySelectorAll('iframe').forEach((frame) => frame.remove()));
    }
    expect(await state()).toBe(before);
  }, 60_000);

  it.each(['text/plain', 'application/json', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded'])('fetches with cookies and %s: nothing is done and nothing can be read', async (type) => {
    const before = await state();
    for (const at of addresses) {
      for (const mode of ['cors', 'no-cors'] as const) {
        const read = await page.evaluate(async ({ to, contentType, how, body }) => {
          try {
            const response = await fetch(to, { method: 'POST', credentials: 'include', mode: how, headers: { 'content-type': contentType }, body });
            return { type: response.type, text: await response.text() };
          } catch {
            return null;
          }
        }, { to: `${product.url}${at}`, contentType: type, how: mode, body: query });
        expect([at, mode, read?.text ?? '']).toEqual([at, mode, '']);
      }
    }
    expect(await state()).toBe(before);
  }, 60_000);

  it('asks by GET, by script and by picture: nothing is run and nothing can be read', async () => {
    const before = await state();
    for (const at of ['/graphql?query={viewer{displayName}}', '/graphql?query=mutation{setLanguage(language:"es"){language}}', '/auth/session', '/auth/sign-out', '/realtime/ticket', '/auth/role?role=auditor']) {
      const read = await page.evaluate(async (to) => {
        const text = await fetch(to, { credentials: 'include' }).then((response) => response.text(), () => '');
        const script = await new Promise<string>((settle) => {
          const tag = Object.assign(document.createElement('script'), { src: to, onload: () => settle('ran'), onerror: () => settle('') });
          document.head.append(tag);
        });
        return text + script;
      }, `${product.url}${at}`);
      expect([at, read]).toEqual([at, '']);
    }
    expect(await state()).toBe(before);
  }, 60_000);

  it('opens no socket, with a right ticket of its victim even', async () => {
    const { ticket } = (await (await person.post('/realtime/ticket')).json()) as { ticket: string };
    const opened = await page.evaluate(async ({ at, stolen }) => {
      const socket = new WebSocket(`${at.replace('http', 'ws')}/realtime/?EIO=4&transport=websocket`);
      const heard: string[] = [];
      socket.onmessage = (event) => { heard.push(String(event.data)); if (String(event.data).startsWith('0')) socket.send(`40{"ticket":"${stolen}"}`); };
      await new Promise((settle) => { socket.onclose = settle; socket.onerror = settle; setTimeout(settle, 3000); });
      return heard;
    }, { at: product.url, stolen: ticket });
    expect(opened).toEqual([]);
    expect((await product.t.owner.query<{ n: number }>('SELECT count(*)::int AS n FROM identity.socket_ticket WHERE used_at IS NOT NULL AND expires_at > clock.now() + interval \'55 seconds\'')).rows[0]?.n ?? -1).toBeLessThanOrEqual(1);
  }, 30_000);

  it('frames no page of ours, and a sandboxed page without an origin does no better', async () => {
    const before = await state();
    const framed = await page.evaluate(async (at) => {
      const frame = Object.assign(document.createElement('iframe'), { src: at });
      document.body.append(frame);
      await new Promise((settle) => { frame.onload = settle; setTimeout(settle, 2000); });
      try { return frame.contentDocument?.body.innerText ?? ''; } catch { return ''; }
    }, `${product.url}/more`);
    expect(framed).not.toMatch(/Sign out/);
    await page.evaluate(async ({ at, body }) => {
      const frame = document.createElement('iframe');
      frame.setAttribute('sandbox', 'allow-scripts allow-forms');
      frame.srcdoc = `<script>fetch(${JSON.stringify(at)}, { method: 'POST', credentials: 'include', mode: 'no-cors', headers: { 'content-type': 'text/plain' }, body: ${JSON.stringify(body)} }).finally(() => parent.postMessage('done', '*'))</script>`;
      const done = new Promise((settle) => { addEventListener('message', settle, { once: true }); setTimeout(settle, 3000); });
      document.body.append(frame);
      await done;
    }, { at: `${product.url}/graphql`, body: query });
    expect(await state()).toBe(before);
  }, 30_000);

  it('while the page of our own still does what it is told', async () => {
    const own = await (await devices.device(desk, person)).open('/more');
    await own.getByRole('radio', { name: 'Español' }).click({ force: true });
    await until('the language is stored', async () => (await product.t.owner.query<{ language: string }>(`SELECT a.language FROM identity.account a WHERE a.email_index = $1`, [product.t.sealer.emailIndex(person.email)])).rows[0]?.language === 'es');
  }, 30_000);
});
