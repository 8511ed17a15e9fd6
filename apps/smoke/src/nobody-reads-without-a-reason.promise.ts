import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { desk, Devices, heading, type Page, type Person, phone, Product, until, wordsIn } from '@evenkeel/testing/product';

const minute = 60_000;
const words = wordsIn('en');
const staff = wordsIn('en', 'staff');

interface Shown { id: string; name: string; phone: string | null; birthYear: number | null; doseSteps: unknown[]; checkIns: unknown[]; alerts: unknown[] }
interface Visit { name: string; role: string; categories: string[]; actions: string[]; bases: { kind: string; reason: string | null }[] }
interface Answer { __typename: string; code?: string; id?: string; patientId?: string; matches?: string }

/** Promise 9: nobody reads a record without being on the team with consent, or breaking the glass with a reason; every read is in the audit, which the patient sees. */
describe('a record', () => {
  let product: Product;
  let devices: Devices;
  let lead: Person;
  let alder: Person;
  const name = 'Alder Quinn';

  beforeAll(async () => {
    product = await Product.start();
    devices = await Devices.start(product.url);
    alder = await product.signIn('patient', 0);
    lead = await product.signIn('safety-lead');
  }, 120_000);
  afterEach(() => { expect([...product.complaints(), ...devices.complaints()]).toEqual([]); });
  afterAll(async () => { await devices.stop(); await product.stop(); }, 60_000);

  const id = (person: Person): string => person.patientId ?? '';
  const read = async (person: Person, of: Person): Promise<Shown | null> => (await person.run<{ patient: Shown | null }>('Patient', { id: id(of) })).patient;
  const whoLooked = async (patient: Person): Promise<Visit[]> => (await patient.run<{ whoLooked: { visits: Visit[] } }>('WhoLooked')).whoLooked.visits;
  const audited = async (actions: string): Promise<{ action: string; basis: string }[]> =>
    (await product.t.owner.query<{ action: string; basis: string }>('SELECT action, basis FROM audit.entry WHERE action LIKE $1 ORDER BY id', [actions])).rows;

  it('shows each member of the team what is shared with them, and nothing of it to anybody else', async () => {
    expect((await read(await product.signIn('prescriber', 0), alder))?.phone).toMatch(/555/);
    const therapist = await read(await product.signIn('therapist'), alder);
    expect(therapist).toMatchObject({ name, phone: null, birthYear: null });
    expect(therapist?.doseSteps.length).toBeGreaterThan(0);
    expect(await read(lead, alder)).toBeNull();
    await expect(read(await product.signIn('administrator'), alder)).rejects.toThrow(/not-allowed/);
    const { sharing } = await alder.run<{ sharing: { consents: { id: string; recipientRole: string; live: boolean }[] } }>('Sharing');
    const consent = sharing.consents.find((each) => each.live && each.recipientRole === 'coordinator');
    const coordinator = await product.signIn('coordinator');
    expect((await read(coordinator, alder))?.phone).toMatch(/555/);
    await alder.run('EndConsent', { input: { consentId: consent?.id, sure: true } });
    expect(await read(coordinator, alder)).toMatchObject({ name, phone: null, birthYear: null, doseSteps: [] });
  }, 60_000);

  it('tells the patient who looked, at what and why, on the page', async () => {
    await read(await product.signIn('prescriber', 0), alder);
    const visits = await whoLooked(alder);
    const prescriber = visits.find((visit) => visit.role === 'prescriber');
    expect(prescriber?.name).toBe(product.account('prescriber', 0).name);
    expect(prescriber?.categories).toEqual(expect.arrayContaining(['team', 'identity_contacts', 'taper_plan', 'schedule']));
    expect(new Set(prescriber?.bases.map((basis) => basis.kind))).toEqual(new Set(['membership', 'consent']));
    expect(visits.some((visit) => visit.role === 'safety-lead')).toBe(false);
    const device = await devices.device(phone, alder);
    await device.setClock(await product.t.clock.now());
    const page = await device.open('/readers');
    await heading(page, new RegExp(words('care-team', 'readers.heading')));
    await page.getByText(product.account('prescriber', 0).name).first().waitFor();
    await page.getByText(words('care-team', 'basis.consent')).first().waitFor();
  }, 60_000);

  it('is opened in an emergency only with a fresh proof and a reason, for an hour, to be read; and everybody who has to know does', async () => {
    const wish = { name: 'alder quinn', birthYear: 1979, reason: 'danger-to-life', nature: 'His sister called: he does not open the door.' };
    const open = async (more: object = {}): Promise<Answer> => (await lead.run<{ openEmergencyAccess: Answer }>('OpenEmergencyAccess', { input: { ...wish, ...more } })).openEmergencyAccess;
    // Signing in was a proof, for five minutes.
    await product.pass(5 * minute);
    expect(await open()).toMatchObject({ code: 'step-up-needed' });
    await lead.proveAgain(product.demoPassword);
    expect(await open({ nature: 'too short' })).toMatchObject({ code: 'words-too-few' });
    const looked = await lead.run<{ lookInEmergency: Answer }>('LookInEmergency', { input: { name: wish.name, birthYear: wish.birthYear } });
    expect(looked.lookInEmergency).toEqual({ __typename: 'EmergencyLook', matches: 'one' });
    const before = product.mailbox.mails.length;
    const { heard, socket } = await alder.listen();
    const opened = await open();
    expect(opened).toMatchObject({ __typename: 'EmergencyOpened', patientId: alder.patientId });

    const summary = async (): Promise<(Shown & { emergencyId: string; recentScores: unknown[] }) | null> =>
      (await lead.run<{ patient: (Shown & { emergencyId: string; recentScores: unknown[] }) | null }>('EmergencySummary', { id: id(alder) })).patient;
    const patient = await summary();
    expect(patient).toMatchObject({ name, emergencyId: opened.id });
    expect(patient?.phone).toMatch(/555/);
    expect(patient?.recentScores.length).toBeGreaterThan(0);
    expect(patient?.doseSteps.length).toBeGreaterThan(0);
    await expect(lead.run('RemoveTeamMember', { input: { membershipId: opened.id, sure: true } })).rejects.toThrow(/not-allowed/);

    await until('mails to the patient, the safety lead, and the administrator who is auditor too', async () => product.mailbox.mails.length >= before + 3);
    await product.settle();
    const mails = product.mailbox.mails.slice(before);
    expect(new Set(mails.map((mail) => mail.to))).toEqual(new Set([alder.email, product.account('safety-lead').email, product.account('administrator').email]));
    for (const mail of mails) expect(`${mail.subject} ${mail.text}`.replace(/https?:\S+/g, '')).not.toMatch(/alder|quinn|sister|clonazepam/i);
    await until('a doorbell at the patient', () => heard.some(({ topic, subject }) => topic === 'emergency' && subject === opened.id));
    socket.disconnect();
    expect((await alder.run<{ ownEmergencies: { name: string; reason: string }[] }>('OwnEmergencies')).ownEmergencies).toMatchObject([{ name: product.account('safety-lead').name, reason: 'danger-to-life' }]);
    expect((await whoLooked(alder)).find((visit) => visit.role === 'safety-lead')?.bases).toEqual([{ kind: 'break-glass', reason: 'danger-to-life' }]);
    expect((await audited('emergency.%')).map(({ action }) => action)).toEqual(['emergency.refused', 'emergency.refused', 'emergency.look', 'emergency.open']);

    await product.pass(60 * minute - 1000);
    expect(await summary()).not.toBeNull();
    await product.pass(1000);
    expect(await summary()).toBeNull();
    expect((await lead.run<{ emergencyReviews: { id: string; mine: boolean }[] }>('EmergencyReviews')).emergencyReviews).toMatchObject([{ id: opened.id, mine: true }]);
  }, 90_000);

  it('cannot be read past the audit: what is changed in it afterwards is found', async () => {
    const auditor = await product.signIn('administrator');
    auditor.take(await auditor.post('/auth/role', { role: 'auditor' }));
    const check = async (): Promise<{ intact: boolean; problems: string[]; rows: number }> => (await auditor.run<{ checkAuditChain: { intact: boolean; problems: string[]; rows: number } }>('CheckAuditChain')).checkAuditChain;
    await until('the rows of the last second to be sealed', async () => (await product.t.owner.query(`SELECT 1 FROM audit.entry e WHERE e.action = 'emergency.open' AND NOT EXISTS (SELECT FROM audit.seal s WHERE e.id <@ s.ids)`)).rowCount === 0);
    expect(await check()).toMatchObject({ intact: true, problems: [] });
    const { auditLog } = await auditor.run<{ auditLog: { entries: { action: string; patientId: string | null; actorName: string | null }[] } }>('AuditLog', { filter: { from: '2026-03-02T00:00:00Z', until: '2026-03-04T00:00:00Z', action: 'emergency.open' } });
    expect(auditLog.entries).toMatchObject([{ action: 'emergency.open', patientId: alder.patientId, actorName: product.account('safety-lead').name }]);
    expect(JSON.stringify(auditLog)).not.toContain(name);
    // As somebody would who owns the database and would rather not have looked.
    await product.t.owner.query(`UPDATE audit.entry SET acting_role = 'prescriber' WHERE action = 'emergency.open'`);
    const broken = await check();
    expect(broken.intact).toBe(false);
    expect(broken.problems.join()).toMatch(/rows of seal \d+ were changed/);
    const page: Page = await (await devices.device(desk, auditor)).open('/audit');
    await page.getByText(staff('audit', 'chain.broken')).waitFor();
  }, 60_000);
});
