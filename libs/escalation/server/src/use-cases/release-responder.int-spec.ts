import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { leaveTeam } from '@evenkeel/care-team-server/testing';
import type { BuiltPatient, BuiltPerson } from '@evenkeel/identity-server/testing';
import type { AlertId, SystemActor } from '@evenkeel/kernel';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { buildCaredFor, buildClinic, type Clinic, EscalationUnderTest, testRows } from '../testing.js';
import { AcknowledgeAlert } from './acknowledge-alert.js';
import { ReleaseResponder } from './release-responder.js';

const worker: SystemActor = { kind: 'system', name: 'test', requestId: 'test' };

describe('somebody who leaves a team', () => {
  let t: TestDatabase;
  let e: EscalationUnderTest;
  let clinic: Clinic;
  beforeAll(async () => {
    t = await freshDatabase({ rows: testRows });
    e = await EscalationUnderTest.start(t);
    clinic = await buildClinic(t);
  }, 90_000);
  afterAll(async () => { await e.stop(); await t.close(); });

  const raise = async (): Promise<{ patient: BuiltPatient; id: AlertId }> => {
    const patient = await buildCaredFor(t, clinic);
    return { patient, id: await e.raise(patient) };
  };
  const leave = async (patient: BuiltPatient, person: BuiltPerson): Promise<void> => {
    const { rows } = await t.owner.query<{ id: string }>('SELECT id FROM clin.care_team_member WHERE patient_id = $1 AND account_id = $2 AND ends_at IS NULL', [patient.patientId, person.accountId]);
    for (const { id } of rows) await leaveTeam(t, id);
  };
  const release = (patient: BuiltPatient, person: BuiltPerson) => e.get(ReleaseResponder).run(worker, patient.patientId, person.accountId);

  it('holds the alert no more: it goes back to the others at once', async () => {
    const { patient, id } = await raise();
    await e.round();
    await e.get(AcknowledgeAlert).run(clinic.lee.actor(), { id, rowVersion: (await e.alert(id)).rowVersion });
    expect(await e.alert(id)).toMatchObject({ status: 'acknowledged', ackBy: clinic.lee.accountId });
    await leave(patient, clinic.lee);
    expect(await release(patient, clinic.lee)).toBe(1);
    const after = await e.alert(id);
    expect(after.ackBy).toBeNull();
    expect(after.status).toBe('notified');
    expect((await e.events(id)).map(({ kind }) => kind)).toContain('responder-left');
    await e.round();
    expect((await e.notifications(id)).filter(({ recipient, cycle }) => recipient === clinic.lee.accountId && cycle === after.cycle)).toEqual([]);
  });

  it('gets none of the messages that wait', async () => {
    const { patient, id } = await raise();
    expect((await e.notifications(id)).filter(({ recipient }) => recipient === clinic.lee.accountId).every(({ status }) => status === 'pending')).toBe(true);
    await leave(patient, clinic.lee);
    await release(patient, clinic.lee);
    expect((await e.notifications(id)).filter(({ recipient, status }) => recipient === clinic.lee.accountId && status === 'pending')).toEqual([]);
    await e.round();
    expect((await e.notifications(id)).filter(({ recipient, status }) => recipient === clinic.lee.accountId && status === 'accepted')).toEqual([]);
    const { rows } = await t.owner.query(`SELECT 1 FROM identity.access_grant WHERE account_id = $1 AND patient_id = $2`, [clinic.lee.accountId, patient.patientId]);
    expect(rows).toEqual([]);
  });

  it('is let in again by no page that was on its way', async () => {
    const { patient, id } = await raise();
    await leave(patient, clinic.lee);
    // The sender has claimed the page before the news came.
    await e.round();
    const { rows } = await t.owner.query(`SELECT basis_kind FROM identity.access_grant WHERE account_id = $1 AND patient_id = $2`, [clinic.lee.accountId, patient.patientId]);
    expect(rows).toEqual([]);
    expect((await e.alert(id)).status).not.toBe('resolved');
  });

  it('is left alone when they are on the team again', async () => {
    const { patient, id } = await raise();
    await e.round();
    await e.get(AcknowledgeAlert).run(clinic.rao.actor(), { id, rowVersion: (await e.alert(id)).rowVersion });
    expect(await release(patient, clinic.rao)).toBe(0);
    expect(await e.alert(id)).toMatchObject({ ackBy: clinic.rao.accountId });
  });
});
