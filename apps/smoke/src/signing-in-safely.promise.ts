import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { barriers, codeOf, desk, type Device, Devices, heading, type Page, Person, phone, Product, until, wordsIn } from '@evenkeel/testing/product';

const t = wordsIn('en');
const es = wordsIn('es');
const password = 'quiet-lantern-over-water';

/** Ways in and out of the product, by browsers: what is promised about them and what they look like. */
describe('signing in safely', () => {
  let product: Product;
  let devices: Devices;
  let nia: Page;
  const found: string[] = [];

  beforeAll(async () => {
    product = await Product.start({ startAt: null });
    devices = await Devices.start(product.url);
  }, 120_000);
  afterEach(() => {
    expect(product.complaints()).toEqual([]);
  });
  afterAll(async () => {
    await devices.stop();
    await product.stop();
  }, 60_000);

  const button = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('button', { name, exact: true }).first().click();
  const fill = (page: Page, label: string, text: string): Promise<void> => page.getByLabel(label, { exact: true }).fill(text);
  const sees = (page: Page, text: string | RegExp): Promise<void> => page.getByText(text).first().waitFor({ timeout: 20_000 });
  const visit = async (device: Device, page: Page, name: string): Promise<void> => {
    await device.picture(page, name);
    found.push(...await barriers(page));
  };
  const linkTo = async (address: string, subject: RegExp, nth = 0): Promise<string> => {
    const mail = await until(`mail ${nth} for ${address}`, () => product.mailbox.to(address).filter((each) => subject.test(each.subject))[nth] ?? null);
    return /https?:\/\/\S+/.exec(mail.text)?.[0] ?? '';
  };
  const signOut = async (page: Page): Promise<void> => {
    await page.goto('/more');
    await button(page, t('shell', 'more.signOut'));
    await heading(page, new RegExp(t('identity', 'signIn.heading')));
  };
  const signIn = async (page: Page, email: string, secret: string): Promise<void> => {
    await fill(page, t('identity', 'signIn.email'), email);
    await fill(page, t('identity', 'signIn.password'), secret);
    await button(page, t('identity', 'signIn.submit'));
  };
  const signedIn = (page: Page): Promise<unknown> => page.getByRole('navigation').first().waitFor({ timeout: 20_000 });
  const confirmWith = async (page: Page, secret: string): Promise<void> => {
    await fill(page, t('account', 'proof.password'), secret);
    await button(page, t('account', 'proof.submit'));
  };

  it('an administrator invites somebody, who makes an account by the link in their mail, once', async () => {
    const office = await devices.device(desk, await product.signIn('administrator'));
    const page = await office.open('/invitations');
    await heading(page, new RegExp(t('account', 'invitations.heading')));
    await sees(page, t('account', 'invitations.empty'));
    await button(page, t('account', 'invitations.send'));
    await sees(page, t('account', 'refused.display-name-missing'));
    await visit(office, page, 'invitations-empty');
    await fill(page, t('account', 'invitations.name'), 'Nia Cole');
    await fill(page, t('account', 'invitations.email'), 'nia@clinic.example');
    await page.getByLabel(t('account', 'invitations.role'), { exact: true }).selectOption('therapist');
    await button(page, t('account', 'invitations.send'));
    await sees(page, t('account', 'invitations.sent', { name: 'Nia Cole' }));
    await visit(office, page, 'invitations');

    const link = await linkTo('nia@clinic.example', /invited/);
    expect(link).toMatch(new RegExp(`^${product.url}/invitation#[A-Za-z0-9_-]{43}$`));
    const token = link.split('#')[1] ?? '';
    // A message is written down when its provider has answered, which can be after it arrived.
    const noted = await until('the note of the mail', async () => {
      const { rows } = await product.t.owner.query<{ body: string }>(`SELECT body FROM clin.message_log WHERE template = 'invitation'`);
      return rows.length > 0 ? rows : null;
    });
    expect(noted.map(({ body }) => body.includes(token))).toEqual([false]);

    const device = await devices.device({ ...phone, theme: 'low-stim' });
    const asked: string[] = [];
    device.context.on('request', (request) => asked.push(request.url()));
    nia = await device.open(link);
    await heading(nia, /invites you/);
    expect(nia.url()).toBe(`${product.url}/invitation`);
    await visit(device, nia, 'invitation');
    await fill(nia, t('account', 'password.new'), 'short');
    await button(nia, t('account', 'invitation.make'));
    await sees(nia, t('account', 'refused.password-too-short'));
    await fill(nia, t('account', 'password.new'), password);
    await fill(nia, t('account', 'password.again'), password);
    await button(nia, t('account', 'invitation.make'));
    await button(nia, t('account', 'invitation.accept'));
    await signedIn(nia);
    await sees(nia, t('account', 'reminder.title'));
    expect(asked.filter((url) => url.includes(token))).toEqual([]);

    await page.reload();
    await sees(page, t('account', 'invitations.accepted'));
    const late = await (await devices.device(phone)).open(link);
    await heading(late, new RegExp(t('account', 'invitation.over')));
  }, 90_000);

  it('a passkey is made, signs in without an address, and is asked for beside the password', async () => {
    const cdp = await nia.context().newCDPSession(nia);
    await cdp.send('WebAuthn.enable');
    await cdp.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
    await nia.goto('/account');
    await sees(nia, t('account', 'factor.none'));
    await button(nia, t('account', 'factor.addPasskey'));
    await fill(nia, t('account', 'factor.passkeyName'), 'My phone');
    await button(nia, t('account', 'factor.passkeyMake'));
    await sees(nia, t('account', 'codes.title'));
    expect(await nia.locator('ul[translate="no"] li').count()).toBe(10);
    found.push(...await barriers(nia));
    await button(nia, t('account', 'codes.kept'));
    await sees(nia, t('account', 'factor.passkeyNamed', { name: 'My phone' }));

    await signOut(nia);
    await button(nia, t('identity', 'signIn.passkey'));
    await signedIn(nia);
    await signOut(nia);
    await signIn(nia, 'nia@clinic.example', password);
    await button(nia, t('account', 'stage.passkey'));
    await signedIn(nia);
    expect((await product.t.owner.query(`SELECT basis FROM audit.entry WHERE action = 'session.sign-in' ORDER BY id DESC LIMIT 2`)).rows).toEqual([{ basis: 'password and passkey' }, { basis: 'passkey' }]);
  }, 90_000);

  it('a code app is added by scanning or typing, and its code opens the second stage once', async () => {
    const look = { ...desk, theme: 'dark', language: 'es' } as const;
    const device = await devices.device(look, await product.signIn('prescriber'));
    const page = await device.open('/account');
    const email = product.account('prescriber').email;
    await page.getByRole('button', { name: es('account', 'factor.addApp'), exact: true }).click();
    const secret = (await page.locator('p[translate="no"]').textContent()) ?? '';
    await device.picture(page, 'code-app');
    found.push(...await barriers(page));
    await page.getByLabel(es('account', 'factor.appCode'), { exact: true }).fill('000000');
    await page.getByRole('button', { name: es('account', 'factor.appConfirm'), exact: true }).click();
    await sees(page, es('account', 'refused.second-factor-failed'));
    expect(await page.getByLabel(es('account', 'factor.appCode'), { exact: true }).inputValue()).toBe('000000');
    // The code of the step before is taken until this step ends: it is typed while that is far.
    await until('the first half of a step', () => Date.now() % 30_000 < 15_000);
    await page.getByLabel(es('account', 'factor.appCode'), { exact: true }).fill(codeOf(secret, Date.now() - 30_000));
    await page.getByRole('button', { name: es('account', 'factor.appConfirm'), exact: true }).click();
    await sees(page, es('account', 'codes.title'));
    await device.picture(page, 'recovery-codes');
    const [sheet = ''] = await page.locator('ul[translate="no"] li').allTextContents();
    await page.getByRole('button', { name: es('account', 'codes.kept'), exact: true }).click();
    await visit(device, page, 'account');

    const elsewhere = await devices.device(phone);
    const fresh = await elsewhere.open('/');
    await visit(elsewhere, fresh, 'sign-in');
    await signIn(fresh, email, product.demoPassword);
    await sees(fresh, t('account', 'stage.title'));
    await visit(elsewhere, fresh, 'second-stage');
    await fill(fresh, t('account', 'stage.code'), codeOf(secret));
    await button(fresh, t('account', 'stage.submit'));
    await signedIn(fresh);
    await signOut(fresh);
    await signIn(fresh, email, product.demoPassword);
    await fill(fresh, t('account', 'stage.code'), sheet);
    await button(fresh, t('account', 'stage.submit'));
    await signedIn(fresh);
  }, 90_000);

  it('ends what is signed in elsewhere: within two seconds no session and no socket is left', async () => {
    const patient = product.account('patient');
    const others = await Promise.all([1, 2, 3].map(() => Person.signIn(product.url, patient.email, product.demoPassword)));
    const sockets = await Promise.all(others.map(async (person) => (await person.listen()).socket));
    const device = await devices.device({ ...phone, theme: 'low-stim' }, await product.signIn('patient'));
    const page = await device.open('/account');
    await sees(page, t('account', 'sessions.title'));
    await visit(device, page, 'account');
    const from = performance.now();
    await button(page, t('account', 'sessions.endOthers'));
    await until('every other socket is closed', () => sockets.every((socket) => !socket.connected), 2000);
    for (const person of others) expect((await person.post('/realtime/ticket')).status).toBe(401);
    expect(performance.now() - from).toBeLessThan(2000 + 500);
    await sees(page, t('account', 'sessions.only'));
  }, 60_000);

  it('a new password ends them too, and needs a fresh proof that keeps what was typed', async () => {
    const patient = product.account('patient', 1);
    const other = await Person.signIn(product.url, patient.email, product.demoPassword);
    const { socket } = await other.listen();
    const device = await devices.device({ ...phone, language: 'en' }, await product.signIn('patient', 1));
    await product.t.owner.query(`UPDATE identity.session SET stepped_up_at = clock.now() - interval '5 minutes'`);
    const page = await device.open('/account');
    await button(page, t('account', 'password.begin'));
    await fill(page, t('account', 'password.new'), password);
    await fill(page, t('account', 'password.again'), password);
    await button(page, t('account', 'password.change'));
    await sees(page, t('account', 'proof.title'));
    await visit(device, page, 'proof');
    await confirmWith(page, 'not the password');
    await sees(page, t('account', 'refused.sign-in-failed'));
    await confirmWith(page, product.demoPassword);
    await sees(page, t('account', 'password.changed'));
    await until('the other socket is closed', () => !socket.connected, 2000);
    await product.mailbox.expect((mail) => mail.to === patient.email && mail.text.includes(`${product.url}/account`));
    // The page goes on under its new cookie.
    await page.goto('/');
    await signedIn(page);
  }, 60_000);

  it('a link for a new password signs nobody in and goes around no second factor', async () => {
    const email = product.account('prescriber').email;
    const device = await devices.device({ ...phone, theme: 'dark' });
    const page = await device.open('/');
    await page.getByRole('link', { name: t('identity', 'signIn.forgot') }).click();
    await heading(page, new RegExp(t('account', 'reset.forgot')));
    await visit(device, page, 'forgot');
    await fill(page, t('account', 'reset.email'), email);
    await button(page, t('account', 'reset.send'));
    await heading(page, new RegExp(t('account', 'reset.sent')));
    const link = await linkTo(email, /password|contraseña/);
    await page.goto(link);
    await fill(page, t('account', 'password.new'), password);
    await fill(page, t('account', 'password.again'), password);
    await visit(device, page, 'reset');
    await button(page, t('account', 'reset.submit'));
    await heading(page, new RegExp(t('account', 'reset.done')));
    await page.getByRole('link', { name: t('account', 'reset.signIn') }).click();
    await signIn(page, email, password);
    await sees(page, t('account', 'stage.title'));
  }, 60_000);

  it('a change of role takes another token, and the socket comes back with the rooms of the new role', async () => {
    const { owner } = product.t;
    const therapist = product.account('therapist');
    const { rows: [row] } = await owner.query<{ account_id: string; organisation_id: string }>(
      `SELECT a.id AS account_id, m.organisation_id FROM identity.account a JOIN identity.membership m ON m.account_id = a.id WHERE a.email_index = $1`, [product.t.sealer.emailIndex(therapist.email)]);
    await owner.query(`INSERT INTO identity.membership (id, organisation_id, account_id, role, starts_at) VALUES (gen_random_uuid(), $1, $2, 'auditor', clock.now()) ON CONFLICT DO NOTHING`, [row?.organisation_id, row?.account_id]);
    const person = await Person.signIn(product.url, therapist.email, product.demoPassword);
    const device = await devices.device(desk, person);
    const page = await device.context.newPage();
    /** What the page's socket heard: `40` is "you are in". */
    const frames: string[] = [];
    page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => frames.push(String(payload))));
    const welcomes = (): number => frames.filter((frame) => frame.startsWith('40')).length;
    await page.goto('/more');
    await until('the page has its socket', () => welcomes() === 1);
    const before = (await device.context.cookies()).find((cookie) => cookie.name.endsWith('evenkeel_clin'))?.value;
    const { socket } = await person.listen();
    // The worst order of answers: the page's line ends before it has its new cookie, and what it asked under the old one is answered last.
    let [changed, refused, answered] = [false, false, false];
    page.on('response', (response) => { refused ||= changed && response.status() === 401; });
    await page.route('**/auth/role', async (route) => {
      // Not by the browser, which would put the new cookie into its jar at once.
      const headers = { ...route.request().headers(), cookie: (await device.context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ') };
      const reply = await fetch(route.request().url(), { method: 'POST', headers, body: route.request().postData() });
      changed = true;
      await until('the page was refused', () => refused);
      await route.fulfill({ status: reply.status, headers: Object.fromEntries(reply.headers), body: await reply.text() });
      answered = true;
    });
    await page.route('**/auth/session', async (route) => {
      const response = await route.fetch();
      await until('the change is answered', () => answered);
      await route.fulfill({ response });
    });
    await page.getByRole('radio', { name: t('shell', 'role.auditor'), exact: true }).click({ force: true });
    await until('the role is changed', () => changed);
    await until('the old socket is closed', () => !socket.connected, 2000);
    await until('another cookie', async () => (await device.context.cookies()).find((cookie) => cookie.name.endsWith('evenkeel_clin'))?.value !== before);
    await until('the page is in again', () => welcomes() === 2);
    expect((await person.post('/realtime/ticket')).status).toBe(401);
    expect(await page.evaluate(async () => ((await (await fetch('/auth/session')).json()) as { session: { role: string } }).session.role)).toBe('auditor');
  }, 60_000);

  it('has no barrier that axe finds, in three themes', () => { expect(found).toEqual([]); });
});
