import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { checkIn, desk, Devices, heading, type Person, Product, type Saved, seizureNow, until, wordsIn } from '@evenkeel/testing/product';

const staff = wordsIn('en', 'staff');
/** Far more than it takes, far less than the round of review that would do it in the end. */
const atOnceMs = 5000;

interface Shared { team: { id: string; name: string; role: string; accountId: string }[]; consents: { id: string; live: boolean; recipientRole: string | null }[] }
interface Answer { __typename: string; code?: string }

/** Promise 10, the clinical half: somebody who leaves a team hears and sees nothing from that moment, open sockets included. */
describe('somebody who leaves a team', () => {
  let product: Product;
  let devices: Devices;
  let alder: Person;
  let oakley: Person;

  beforeAll(async () => {
    product = await Product.start();
    devices = await Devices.start(product.url);
    alder = await product.signIn('patient', 0);
    oakley = await product.signIn('prescriber', 0);
  }, 120_000);
  afterEach(() => { expect([...product.complaints(), ...devices.complaints()]).toEqual([]); });
  afterAll(async () => { await devices.stop(); await product.stop(); }, 60_000);

  const sharing = async (patient: Person): Promise<Shared> => (await patient.run<{ sharing: Shared }>('Sharing')).sharing;
  const member = async (patient: Person, role: string, index = 0): Promise<Shared['team'][number]> => {
    const found = (await sharing(patient)).team.find((each) => each.role === role && each.name === product.account(role, index).name);
    if (found === undefined) throw new Error(`No ${role} on the team`);
    return found;
  };
  const remove = async (by: Person, membershipId: string): Promise<Answer> =>
    (await by.run<{ removeTeamMember: Answer }>('RemoveTeamMember', { input: { membershipId, sure: true } })).removeTeamMember;
  const sees = async (person: Person, of: Person): Promise<unknown> => (await person.run<{ patient: unknown }>('Patient', { id: of.patientId })).patient;
  const report = async (patient: Person): Promise<string> => {
    const { submitCheckIn } = await patient.run<Saved>('SubmitCheckIn', { input: checkIn(await product.t.clock.now(), seizureNow) });
    const id = submitCheckIn.alerts?.find((alert) => alert.family === 'seizure')?.id;
    if (id === undefined) throw new Error('No alert came of it');
    return id;
  };
  const alert = async (id: string): Promise<{ status: string; ack_by: string | null; row_version: number }> =>
    (await product.t.owner.query<{ status: string; ack_by: string | null; row_version: number }>('SELECT status, ack_by, row_version FROM clin.alert WHERE id = $1', [id])).rows[0] ?? { status: 'gone', ack_by: null, row_version: 0 };

  it('is in the dark at once: page, api and socket; the alert they hold goes back, and no news and no mail reach them', async () => {
    const alertId = await report(alder);
    await product.settle();
    await oakley.run('AcknowledgeAlert', { input: { id: alertId, rowVersion: (await alert(alertId)).row_version } });
    expect((await alert(alertId)).status).toBe('acknowledged');

    const device = await devices.device(desk, oakley);
    const page = await device.open(`/patients/${alder.patientId}`);
    await heading(page, /Alder Quinn/);
    const { socket, heard } = await oakley.listen();
    const { id, accountId } = await member(alder, 'prescriber', 0);
    heard.length = 0;
    const mails = product.mailbox.to(oakley.email).length;

    expect((await remove(alder, id)).__typename).toBe('SharingChanged');
    expect(await sees(oakley, alder)).toBeNull();
    // Whatever happens to the patient from now on is no news for them.
    const { submitCheckIn } = await alder.run<Saved>('SubmitCheckIn', { input: checkIn(await product.t.clock.now(), seizureNow) });
    expect(submitCheckIn.__typename).toBe('CheckInSaved');
    await until('the socket to be hung up', () => !socket.connected, atOnceMs);
    await heading(page, new RegExp(staff('care-team', 'gone.heading')), atOnceMs);
    expect(await page.evaluate(() => document.body.innerText)).not.toMatch(/Alder|Quinn|mg\b/);
    await until('the alert to go back to the others', async () => (await alert(alertId)).ack_by !== accountId, 20_000);
    await product.settle();
    expect(heard).toEqual([]);
    expect(product.mailbox.to(oakley.email).length).toBe(mails);

    // A new connection hears nothing of this patient either.
    const again = await oakley.listen();
    await alder.run<Saved>('SubmitCheckIn', { input: checkIn(await product.t.clock.now(), seizureNow) });
    await product.settle();
    expect(again.heard).toEqual([]);
    again.socket.disconnect();
    const { acknowledgeAlert } = await oakley.run<{ acknowledgeAlert: Answer }>('AcknowledgeAlert', { input: { id: alertId, rowVersion: (await alert(alertId)).row_version } });
    expect(acknowledgeAlert.__typename).toBe('NotFound');
    const { patients } = await oakley.run<{ patients: { id: string }[] }>('Patients');
    expect(patients.map((each) => each.id)).not.toContain(alder.patientId);
  }, 90_000);

  it('reads nothing more of what the patient stops sharing, on the open page too', async () => {
    const sam = await product.signIn('patient', 2);
    const therapist = await product.signIn('therapist');
    const page = await (await devices.device(desk, therapist)).open(`/patients/${sam.patientId}`);
    await page.getByText('Clonazepam', { exact: false }).first().waitFor();
    const consent = (await sharing(sam)).consents.find((each) => each.live && each.recipientRole === 'therapist');
    const { endConsent } = await sam.run<{ endConsent: Answer }>('EndConsent', { input: { consentId: consent?.id, sure: true } });
    expect(endConsent.__typename).toBe('SharingChanged');
    expect(await sees(therapist, sam)).toMatchObject({ doseSteps: [], alerts: [] });
    await until('the doses to leave the page', async () => !/clonazepam/i.test(await page.evaluate(() => document.body.innerText)), atOnceMs);
  }, 60_000);

  it('is in the dark when they leave by themselves, and when a coordinator removes them', async () => {
    const lucia = await product.signIn('patient', 1);
    const therapist = await product.signIn('therapist');
    const fenn = await product.signIn('prescriber', 1);
    const coordinator = await product.signIn('coordinator');
    expect((await therapist.run<{ leaveTeam: Answer }>('LeaveTeam', { patientId: lucia.patientId })).leaveTeam.__typename).toBe('SharingChanged');
    expect(await sees(therapist, lucia)).toBeNull();
    expect((await remove(coordinator, (await member(lucia, 'prescriber', 1)).id)).__typename).toBe('SharingChanged');
    expect(await sees(fenn, lucia)).toBeNull();
    expect(await sees(coordinator, lucia)).not.toBeNull();
    expect((await remove(therapist, (await member(lucia, 'coordinator')).id).catch(() => ({ __typename: 'not allowed' }))).__typename).toBe('not allowed');
  }, 60_000);
});
