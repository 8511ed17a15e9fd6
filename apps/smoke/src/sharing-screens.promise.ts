import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { barriers, desk, type Device, Devices, heading, type Look, type Page, type Person, phone, Product, wordsIn } from '@evenkeel/testing/product';

/** What a patient and staff see of sharing, readers, emergency access and the audit: each screen in three themes, on phone and desk, in both languages. */
describe('the screens of sharing and of looking', () => {
  let product: Product;
  let devices: Devices;
  let alder: Person;
  let lead: Person;
  const found: string[] = [];

  beforeAll(async () => {
    product = await Product.start();
    devices = await Devices.start(product.url, { keepsShell: false });
    alder = await product.signIn('patient', 0);
    lead = await product.signIn('safety-lead');
    for (const index of [0, 1]) await (await product.signIn('prescriber', index)).run('Patient', { id: alder.patientId });
    await (await product.signIn('therapist')).run('Patient', { id: alder.patientId });
    await lead.run('OpenEmergencyAccess', { input: { name: 'Alder Quinn', birthYear: 1979, reason: 'danger-to-life', nature: 'The sister called: nobody opens the door since yesterday.' } });
    // A second safety lead, who may judge what the first one did.
    await product.t.owner.query(`INSERT INTO identity.membership (id, organisation_id, account_id, role, starts_at)
      SELECT gen_random_uuid(), organisation_id, account_id, 'safety-lead', starts_at FROM identity.membership WHERE role = 'auditor'`);
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
  const asAuditor = async (role: string): Promise<Person> => {
    const person = await product.signIn('administrator');
    person.take(await person.post('/auth/role', { role }));
    return person;
  };

  it.each(looks.map((each) => [each.size, each] as const))('are readable for a patient: %s', async (_, chosen) => {
    const words = wordsIn(chosen.language);
    const of = await device(chosen, alder);
    const page = await of.open('/');
    await page.getByText(words('care-team', 'emergency.title')).waitFor();
    await look(of, page, 'today-with-emergency');
    await page.goto('/more');
    await page.getByRole('link', { name: words('shell', 'more.sharing') }).waitFor();
    await look(of, page, 'more');
    await page.goto('/sharing');
    await page.getByText(words('care-team', 'sharing.alerts')).waitFor();
    await look(of, page, 'sharing');
    await page.goto('/sharing/give');
    await page.getByText(words('care-team', 'everyRole.therapist')).click();
    await page.getByText(words('care-team', 'kind.symptom_scores'), { exact: true }).click();
    await look(of, page, 'sharing-give');
    await page.getByRole('button', { name: words('care-team', 'give.button') }).click();
    await page.getByText(words('care-team', 'give.missingHow')).waitFor();
    await page.goto('/sharing');
    await page.getByRole('link', { name: new RegExp(`^${words('care-team', 'sharing.end')}`) }).first().click();
    await page.getByText(words('care-team', 'kind.crisis_alerts'), { exact: true }).click();
    await look(of, page, 'sharing-end');
    await page.getByRole('button', { name: words('care-team', 'end.button') }).click();
    await heading(page, new RegExp(words('care-team', 'end.sureHeading')));
    await look(of, page, 'sharing-end-sure');
    await page.goto('/sharing');
    await page.getByRole('link', { name: words('care-team', 'sharing.remove', { name: product.account('prescriber', 0).name }) }).click();
    await heading(page, new RegExp(words('care-team', 'remove.prescriberHeading')));
    await look(of, page, 'sharing-remove-warning');
    await page.getByRole('button', { name: words('care-team', 'remove.next') }).click();
    await look(of, page, 'sharing-remove');
    await page.goto('/readers');
    await page.getByText(words('care-team', 'basis.consent')).first().waitFor();
    await look(of, page, 'readers');
  }, 120_000);

  it.each(looks.map((each) => [each.size, each] as const))('are readable for staff: %s', async (_, chosen) => {
    const words = wordsIn(chosen.language, 'staff');
    const of = await device(chosen, lead);
    const page = await of.open('/emergency');
    await page.getByLabel(words('care-team', 'emergency.name'), { exact: true }).fill('alder quinn');
    await page.getByLabel(words('care-team', 'emergency.birthYear')).fill('1979');
    await page.getByRole('button', { name: words('care-team', 'emergency.look'), exact: true }).click();
    await page.getByText(words('care-team', 'emergency.one')).waitFor();
    await look(of, page, 'emergency-form');
    await page.goto(`/emergency/patients/${alder.patientId}`);
    await page.getByText(words('care-team', 'summary.bannerText')).waitFor();
    await page.getByText('Jo Quinn', { exact: false }).waitFor();
    await look(of, page, 'emergency-summary');

    const judge = await device(chosen, await asAuditor('safety-lead'));
    const reviews = await judge.open('/emergency/reviews');
    await reviews.getByRole('button', { name: words('care-team', 'reviews.send') }).waitFor();
    await look(judge, reviews, 'emergency-reviews');
    const auditor = await device(chosen, await asAuditor('auditor'));
    const audit = await auditor.open('/audit');
    await audit.getByRole('row').nth(5).waitFor();
    await look(auditor, audit, 'audit');

    const coordinator = await product.signIn('coordinator');
    const office = await device(chosen, coordinator);
    const record = await office.open(`/patients/${alder.patientId}`);
    await record.getByRole('link', { name: words('care-team', 'member.remove', { name: product.account('therapist').name }) }).first().click();
    await record.getByRole('button', { name: words('care-team', 'member.confirm') }).waitFor();
    await look(office, record, 'team-remove');
  }, 120_000);

  it('have nothing in them that keeps anybody out', () => expect(found).toEqual([]));
});
