import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { withdrawConsent } from '@evenkeel/care-team-server/testing';
import type { BuiltPatient, BuiltPerson } from '@evenkeel/identity-server/testing';
import type { AlertId } from '@evenkeel/kernel';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { alertContext } from '../alert-context.js';
import { toAlertBoardType } from '../graphql/alert-board.type.js';
import { toAlertDetailType } from '../graphql/to-alert-detail.js';
import { buildCaredFor, buildClinic, type Clinic, EscalationUnderTest, testRows } from '../testing.js';
import { AcknowledgeAlert } from './acknowledge-alert.js';
import { EngageAlert } from './engage-alert.js';
import { OpenAlert } from './open-alert.js';
import { ReadAlerts } from './read-alerts.js';
import { ReadOwnAlert } from './read-own-alert.js';
import { ResolveAlert } from './resolve-alert.js';

const minute = 60_000;
const answers = [{ question: 'overall', value: 9, text: null, answeredAt: '2026-03-02T14:00:00.000Z' }, { question: 'words', value: null, text: 'It came back in the night.', answeredAt: '2026-03-02T14:00:00.000Z' }];

describe('reading alerts', () => {
  let t: TestDatabase;
  let e: EscalationUnderTest;
  let clinic: Clinic;
  let patient: BuiltPatient;
  let id: AlertId;
  beforeAll(async () => {
    t = await freshDatabase({ rows: testRows });
    e = await EscalationUnderTest.start(t);
    clinic = await buildClinic(t);
    patient = await buildCaredFor(t, clinic);
    id = await e.raise(patient, { context: alertContext.parse({ answers, dose: 'clonazepam 0.75 mg', recent: [4, 6, 9], usual: 4 }) });
    await e.round();
  }, 90_000);
  afterAll(async () => { await e.stop(); await t.close(); });

  const detail = async (person: BuiltPerson) => {
    const actor = person.actor();
    const read = await e.get(ReadAlerts).detail(actor, id);
    return read === null ? null : toAlertDetailType(read, actor, 'en');
  };
  const board = async (person: BuiltPerson) => {
    const actor = person.actor();
    return toAlertBoardType(await e.get(ReadAlerts).board(actor), actor.accountId);
  };
  const statements = async () => (await e.get(ReadOwnAlert).run(patient.actor(), id))?.statements.map(({ code, who }) => (who === null ? code : `${code} ${who}`)) ?? [];

  it('shows a prescriber the answers, the dose and how to reach the patient', async () => {
    const shown = await detail(clinic.lee);
    expect(shown?.context).toMatchObject({ dose: 'clonazepam 0.75 mg', usual: 4, recent: [4, 6, 9], trigger: 'seizure' });
    expect(shown?.context?.answers.map((answer) => answer.text ?? answer.value)).toEqual([9, 'It came back in the night.']);
    expect(shown?.contact).toMatchObject({ phone: '+15550101', welfareText: 'Ask for a welfare check.' });
    expect(shown?.told.map((each) => `${each.displayName} ${each.channel} ${each.status}`)).toEqual(expect.arrayContaining(['Dr Lee email logged', 'Ortiz inapp accepted']));
    expect(shown?.head).toMatchObject({ patientName: patient.name, status: 'notified', nextRoles: ['prescriber', 'therapist'] });
    expect(shown?.actions).toEqual(['acknowledge', 'resolve', 'escalate']);
    expect(shown?.outcomes).toEqual(['duplicate', 'false-trigger']);
  });

  it('shows a coordinator the head and the phone, and no answer', async () => {
    const shown = await detail(clinic.ortiz);
    expect(shown?.head.family).toBe('seizure');
    expect(shown?.contact?.phone).toBe('+15550101');
    expect(shown?.context).toBeNull();
    expect(JSON.stringify(shown)).not.toMatch(/clonazepam|night/);
    expect(shown?.actions).toEqual(['acknowledge', 'escalate']);
  });

  it('shows nobody of another clinic, no administrator and no patient anything', async () => {
    const other = await buildClinic(t);
    expect(await detail(other.lee)).toBeNull();
    expect(await detail(clinic.admin)).toBeNull();
    expect((await board(other.lee)).waiting).toEqual([]);
    // The own clinic's line is there with and without alerts.
    await t.owner.query(`UPDATE identity.organisation SET fallback_phone = '+1 555 0199' WHERE id = $1`, [other.organisationId]);
    expect([(await board(other.lee)).fallbackPhone, (await board(clinic.lee)).fallbackPhone]).toEqual(['+1 555 0199', '+15550100']);
    expect((await board(clinic.admin)).waiting).toEqual([]);
    const stranger = await buildCaredFor(t, other);
    expect(await e.get(ReadOwnAlert).run(stranger.actor(), id)).toBeNull();
  });

  it('hides the answers when the patient withdraws the consent', async () => {
    const { rows } = await t.owner.query<{ id: string }>(`SELECT id FROM clin.consent WHERE patient_id = $1 AND recipient_role = 'therapist'`, [patient.patientId]);
    expect((await detail(clinic.kim))?.context).not.toBeNull();
    for (const consent of rows) await withdrawConsent(t, consent.id);
    expect((await detail(clinic.kim))?.context ?? null).toBeNull();
  });

  it('writes each reading into the audit, by kind of data', async () => {
    const actor = clinic.lee.actor();
    await e.get(ReadAlerts).detail(actor, id);
    const { rows } = await t.owner.query<{ category: string }>(`SELECT category FROM audit.entry WHERE request_id = $1 ORDER BY category`, [actor.requestId]);
    expect(rows.map((row) => row.category)).toEqual(['alert_head', 'crisis_alerts', 'identity_contacts']);
  });

  it('tells the patient what rows say, moment by moment, and puts every alert into one list of the board', async () => {
    expect((await statements())[0]).toBe('sent prescriber');
    expect((await board(clinic.lee)).waiting.map((head) => head.id)).toEqual([id]);
    await e.get(OpenAlert).run(clinic.lee.actor(), id);
    await e.get(OpenAlert).run(clinic.lee.actor(), id);
    expect((await statements())[0]).toBe('opened prescriber');
    expect((await e.events(id)).filter((event) => event.kind === 'opened').length).toBe(1);
    await t.clock.advance(minute);
    await e.get(AcknowledgeAlert).run(clinic.lee.actor(), { id, rowVersion: (await e.alert(id)).rowVersion });
    expect((await statements())[0]).toBe('acknowledged prescriber');
    expect((await board(clinic.lee)).mine.map((head) => head.id)).toEqual([id]);
    expect((await board(clinic.ortiz)).inProgress.map((head) => `${head.id} ${head.acknowledgedBy}`)).toEqual([`${id} Dr Lee`]);
    expect((await detail(clinic.lee))?.actions).toEqual(['engage', 'resolve', 'escalate']);
    await t.clock.advance(10 * minute);
    expect((await statements())[0]).toBe('acknowledgement-lapsed prescriber');
    await e.round();
    await e.get(AcknowledgeAlert).run(clinic.rao.actor(), { id, rowVersion: (await e.alert(id)).rowVersion });
    await e.get(EngageAlert).run(clinic.rao.actor(), { id, rowVersion: (await e.alert(id)).rowVersion, how: 'sent-help' });
    expect((await statements())[0]).toBe('help-sent prescriber');
    expect((await detail(clinic.rao))?.outcomes).toContain('sent-to-emergency-care');
    await e.get(ResolveAlert).run(clinic.rao.actor(), { id, rowVersion: (await e.alert(id)).rowVersion, outcome: 'sent-to-emergency-care', note: 'Ambulance came.' });
    expect((await statements())[0]).toBe('resolved');
    const end = await board(clinic.lee);
    expect([end.waiting, end.mine, end.inProgress]).toEqual([[], [], []]);
    expect(end.closedToday.map((head) => `${head.id} ${head.resolvedBy}`)).toEqual([`${id} Dr Rao`]);
    const { rows: [note] } = await t.owner.query<{ note: Buffer }>(`SELECT note FROM clin.alert_note WHERE alert_id = $1`, [id]);
    expect(note?.note.toString('latin1')).not.toContain('Ambulance');
  });

  it('never calls a ring on a page "sent"', async () => {
    const quiet = await buildCaredFor(t, clinic);
    const other = await e.raise(quiet);
    await t.owner.query(`UPDATE clin.notification SET status = 'accepted', accepted_at = clock.now() WHERE alert_id = $1 AND channel = 'inapp'`, [other]);
    const own = await e.get(ReadOwnAlert).run(quiet.actor(), other);
    expect(own?.statements.map(({ code }) => code)).toEqual(['not-sent-yet', 'saved']);
  });
});
