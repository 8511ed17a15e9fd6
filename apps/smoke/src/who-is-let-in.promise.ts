import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { barriers, codeOf, desk, type Device, Devices, heading, isGone, type Look, type Page, Person, phone, press, Product, sees, until, wordsIn } from '@evenkeel/testing/product';

const t = wordsIn('en');
const es = wordsIn('es');
const staff = wordsIn('en', 'staff');
const password = 'quiet-lantern-over-water';

/** Who comes to a patient's team, and what an organisation asks of its staff before they see anything: in browsers, by the links in the mails. */
describe('who is let in', () => {
  let product: Product;
  let devices: Devices;
  const found: string[] = [];

  beforeAll(async () => {
    product = await Product.start({ startAt: null });
    devices = await Devices.start(product.url);
  }, 120_000);
  // A browser writes every refusal into its console; those of the server are what is tested here.
  const ofRefusals = /status of 4(01|22)/;
  afterEach(() => { expect([...devices.complaints().filter((each) => !ofRefusals.test(each)), ...product.complaints()]).toEqual([]); });
  afterAll(async () => { await devices.stop(); await product.stop(); }, 60_000);

  const fill = (page: Page, label: string, text: string): Promise<void> => page.getByLabel(label, { exact: true }).fill(text);
  const visit = async (of: Device, page: Page, name: string): Promise<void> => {
    await of.picture(page, `let-in-${name}`);
    found.push(...(await barriers(page)).map((each) => `${name}: ${each}`));
    const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (tooWide > 0) found.push(`${name}: ${tooWide} px too wide`);
  };
  const linkTo = async (address: string, nth = 0): Promise<string> => {
    const mail = await until(`invitation ${nth} for ${address}`, () => product.mailbox.to(address).filter(({ text }) => text.includes('/invitation#'))[nth] ?? null);
    return /https?:\/\/\S+/.exec(mail.text)?.[0] ?? '';
  };
  const send = async (page: Page, person: { name: string; email: string; role: string }, words = t): Promise<void> => {
    await fill(page, words('account', 'invitations.name'), person.name);
    await fill(page, words('account', 'invitations.email'), person.email);
    await page.getByLabel(words('account', 'invitations.role'), { exact: true }).selectOption(person.role);
    await press(page, words('account', 'invitations.send'));
    await sees(page, words('account', 'invitations.sent', { name: person.name }));
  };
  /** Somebody new makes an account by the link and is signed in. */
  const join = async (page: Page): Promise<void> => {
    await fill(page, t('account', 'password.new'), password);
    await fill(page, t('account', 'password.again'), password);
    await press(page, t('account', 'invitation.make'));
    await press(page, t('account', 'invitation.accept'));
    await page.getByRole('navigation').first().waitFor({ timeout: 20_000 });
  };

  describe('to the team of a patient', () => {
    let alder: Device;
    let sharing: Page;

    it('is whom the patient invites from the phone: both pages show it, the patient’s without being loaded again', async () => {
      alder = await devices.device({ ...phone, language: 'es' }, await product.signIn('patient', 0));
      sharing = await alder.open('/sharing');
      const form = await alder.open('/sharing');
      await form.getByRole('link', { name: es('care-team', 'sharing.invite'), exact: true }).click();
      await heading(form, new RegExp(es('account', 'teamInvitation.heading')));
      await fill(form, es('account', 'invitations.name'), 'Nia Cole');
      await fill(form, es('account', 'invitations.email'), 'nia at home');
      await press(form, es('account', 'invitations.send'));
      await sees(form, es('account', 'refused.email-malformed'));
      const field = (key: string) => form.getByLabel(es('account', `invitations.${key}`), { exact: true });
      expect(await Promise.all(['name', 'email', 'role'].map((key) => field(key).getAttribute('aria-invalid')))).toEqual([null, 'true', 'true']);
      expect([await field('name').inputValue(), await field('email').inputValue()]).toEqual(['Nia Cole', 'nia at home']);
      await visit(alder, form, 'refused');
      await send(form, { name: 'Nia Cole', email: 'nia@practice.example', role: 'therapist' }, es);
      await visit(alder, form, 'sent');

      const niasDesk = await devices.device({ ...desk, theme: 'dark' });
      const nia = await niasDesk.open(await linkTo('nia@practice.example'));
      await visit(niasDesk, nia, 'link');
      await join(nia);
      await sharing.getByText('Nia Cole').first().waitFor({ timeout: 10_000 });
      await visit(alder, sharing, 'sharing');
      await nia.goto('/patients');
      await nia.getByRole('link', { name: /Alder Quinn/ }).first().click();
      await sees(nia, staff('care-team', 'team.title'));
      await visit(niasDesk, nia, 'record');
    }, 120_000);

    it('is whom a coordinator of the team invites from the card of the team', async () => {
      const coordinator = await devices.device(desk, await product.signIn('coordinator'));
      const { patientId } = await product.signIn('patient', 0);
      const page = await coordinator.open(`/patients/${patientId ?? ''}`);
      await page.getByRole('link', { name: staff('care-team', 'team.invite'), exact: true }).click();
      await heading(page, new RegExp(t('account', 'teamInvitation.heading')));
      await send(page, { name: 'Omar Diaz', email: 'omar@practice.example', role: 'therapist' });
      await visit(coordinator, page, 'by-coordinator');
      const omar = await (await devices.device({ ...phone, theme: 'low-stim' })).open(await linkTo('omar@practice.example'));
      await join(omar);
      await sharing.getByText('Omar Diaz').first().waitFor({ timeout: 10_000 });
    }, 90_000);

    it('is nobody without the role, nor who moderates, and each is told kindly what to do', async () => {
      const form = await alder.open('/sharing/invite');
      const therapist = product.account('therapist');
      await send(form, { name: 'Thea', email: therapist.email, role: 'prescriber' }, es);
      const noor = product.account('moderator');
      await send(form, { name: 'Noor', email: noor.email, role: 'therapist' }, es);
      for (const [role, reason] of [['therapist', 'role-not-held'], ['moderator', 'roles-not-together']] as const) {
        const of = await devices.device({ ...phone, theme: role === 'moderator' ? 'dark' : 'light' }, await product.signIn(role));
        const page = await of.open(await linkTo(product.account(role).email));
        await press(page, t('account', 'invitation.accept'));
        await sees(page, t('account', `refused.${reason}`));
        await visit(of, page, reason);
      }
    }, 90_000);
  });

  describe('where the organisation asks for a second factor', () => {
    const second: Look = { ...desk, theme: 'dark' };
    let office: Page;
    let officeDesk: Device;
    let key = '';
    /** Adds a code app on the page that asks for nothing else. Answers its key. */
    const enrol = async (page: Page): Promise<string> => {
      await press(page, t('account', 'factor.addApp'));
      const secret = (await page.locator('p[translate="no"]').textContent()) ?? '';
      await fill(page, t('account', 'factor.appCode'), codeOf(secret, Date.now() - 30_000));
      await press(page, t('account', 'factor.appConfirm'));
      await sees(page, t('account', 'codes.title'));
      await press(page, t('account', 'codes.kept'));
      await page.getByRole('navigation').first().waitFor({ timeout: 20_000 });
      return secret;
    };
    const signIn = async (page: Page, email: string): Promise<void> => {
      await fill(page, t('identity', 'signIn.email'), email);
      await fill(page, t('identity', 'signIn.password'), product.demoPassword);
      await press(page, t('identity', 'signIn.submit'));
    };

    it('whoever has none sets one up and reaches nothing before, by page or by api', async () => {
      officeDesk = await devices.device(desk, await product.signIn('administrator'));
      office = await officeDesk.open('/invitations');
      await sees(office, t('account', 'policy.off'));
      await press(office, t('account', 'policy.turnOn'));
      // The office comes under its own rule, and its open page notices by itself: no word of the form outlives that.
      await heading(office, new RegExp(t('account', 'enrol.heading')));

      const prescriber = product.account('prescriber');
      const of = await devices.device(phone);
      const page = await of.open('/');
      await signIn(page, prescriber.email);
      await heading(page, new RegExp(t('account', 'enrol.heading')));
      await visit(of, page, 'enrol');
      for (const address of ['/alerts', '/patients', '/account', '/timeline', '/group']) {
        await page.goto(address);
        await heading(page, new RegExp(t('account', 'enrol.heading')));
        expect(await page.getByRole('navigation').count()).toBe(0);
      }
      const outside = await Person.signIn(product.url, prescriber.email, product.demoPassword);
      await expect(outside.run('AlertBoard')).rejects.toThrow(/answered/);
      for (const at of ['/realtime/ticket', '/peer-entry/groups', '/peer-entry/unsealings/agree']) expect((await outside.post(at)).status).toBe(401);
      key = await enrol(page);
      await page.goto('/patients');
      await sees(page, /Alder Quinn/);
    }, 120_000);

    it('two administrators give back who lost everything: one asks, the other agrees, nobody does it alone or for themselves', async () => {
      const { name, email } = product.account('prescriber');
      await enrol(office);
      await office.goto('/invitations');
      await press(office, t('account', 'staff.askNamed', { name: product.account('administrator').name }));
      await sees(office, t('account', 'refused.not-for-oneself'));
      await visit(officeDesk, office, 'not-for-oneself');
      await press(office, t('account', 'staff.askNamed', { name }));
      await sees(office, t('account', 'staff.asked', { name }));
      await sees(office, t('account', 'staff.waits'));
      expect(await office.getByRole('button', { name: t('account', 'staff.agreeNamed', { name }), exact: true }).count()).toBe(0);
      await visit(officeDesk, office, 'asked');

      await send(office, { name: 'Ruth Vale', email: 'ruth@clinic.example', role: 'administrator' });
      const ruthsDesk = await devices.device(second);
      const ruth = await ruthsDesk.open(await linkTo('ruth@clinic.example'));
      await fill(ruth, t('account', 'password.new'), password);
      await fill(ruth, t('account', 'password.again'), password);
      await press(ruth, t('account', 'invitation.make'));
      await press(ruth, t('account', 'invitation.accept'));
      await heading(ruth, new RegExp(t('account', 'enrol.heading')));
      await enrol(ruth);
      await ruth.goto('/invitations');
      await press(ruth, t('account', 'staff.agreeNamed', { name }));
      await sees(ruth, t('account', 'staff.agreed', { name }));
      await visit(ruthsDesk, ruth, 'agreed');

      // The lost app opens nothing any more; the password leads to setting up another one.
      expect(key).not.toBe('');
      const page = await (await devices.device({ ...phone, theme: 'low-stim' })).open('/');
      await signIn(page, email);
      await heading(page, new RegExp(t('account', 'enrol.heading')));
      expect(product.mailbox.to(email).length).toBeGreaterThan(0);
      await isGone(page, t('account', 'stage.title'));
    }, 120_000);
  });

  it('no screen keeps anybody out', () => { expect(found).toEqual([]); });
});
