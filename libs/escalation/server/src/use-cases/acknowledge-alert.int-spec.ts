import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { joinTeam, leaveTeam } from '@evenkeel/care-team-server/testing';
import { type BuiltPatient, buildStaff } from '@evenkeel/identity-server/testing';
import { type AlertId, isRefusal, type SystemActor } from '@evenkeel/kernel';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { AckLinks } from '../ack-link.js';
import { ackPage } from '../http/ack-page.js';
import { AlertStore } from '../store/alert.store.js';
import { ClaimStore } from '../store/claim.store.js';
import { buildCaredFor, buildClinic, type Clinic, EscalationUnderTest, testRows } from '../testing.js';
import { AcknowledgeAlert } from './acknowledge-alert.js';
import { AcknowledgeByLink } from './acknowledge-by-link.js';
import { AdvanceDueAlerts } from './advance-due-alerts.js';
import { EngageAlert } from './engage-alert.js';
import { ResolveAlert } from './resolve-alert.js';

const engine: SystemActor = { kind: 'system', name: 'test', requestId: 'test' };
const minute = 60_000;

describe('acknowledging', () => {
  let t: TestDatabase;
  let e: EscalationUnderTest;
  let clinic: Clinic;
  let patient: BuiltPatient;
  beforeAll(async () => {
    t = await freshDatabase({ rows: testRows });
    e = await EscalationUnderTest.start(t);
    clinic = await buildClinic(t);
  }, 90_000);
  afterAll(async () => { await e.stop(); await t.close(); });

  const raise = async (): Promise<AlertId> => {
    patient = await buildCaredFor(t, clinic);
    return e.raise(patient);
  };

  it('holds the alert without holding up a sender who writes its links', async () => {
    const id = await raise();
    await t.database.engine(engine, async (tx) => {
      expect((await e.get(AlertStore).lock(tx, id))?.id).toBe(id);
      // What a foreign key to the alert asks for; NOWAIT fails where it would have to wait.
      expect((await t.owner.query('SELECT 1 FROM clin.alert WHERE id = $1 FOR KEY SHARE NOWAIT', [id])).rowCount).toBe(1);
      await expect(t.owner.query('SELECT 1 FROM clin.alert WHERE id = $1 FOR NO KEY UPDATE NOWAIT', [id])).rejects.toThrow(/could not obtain lock/);
    });
  });

  it('has exactly one owner when twenty people and the engine are at it at the same moment (A25)', async () => {
    const crowd = await Promise.all(Array.from({ length: 20 }, () => buildStaff(t, { organisationId: clinic.organisationId, role: 'prescriber' })));
    for (let round = 0; round < 15; round += 1) {
      const id = await raise();
      for (const { accountId } of crowd) await t.owner.query(
        `INSERT INTO clin.care_team_member (organisation_id, patient_id, id, account_id, role, accepted_at, starts_at) VALUES ($1, $2, gen_random_uuid(), $3, 'prescriber', clock.now(), clock.now())`,
        [clinic.organisationId, patient.patientId, accountId]);
      await t.owner.query(`INSERT INTO clin.consent (organisation_id, patient_id, id, recipient_role, categories, purposes, text_version, given_at, starts_at, expires_at)
        VALUES ($1, $2, gen_random_uuid(), 'prescriber', '{crisis_alerts}', '{treatment}', 'x', clock.now(), clock.now(), clock.now() + interval '1 day')`, [clinic.organisationId, patient.patientId]);
      await t.owner.query('SELECT clin.refresh_grants($1)', [patient.patientId]);
      const { rowVersion } = await e.alert(id);
      if (round % 2 === 1) await t.owner.query('UPDATE clin.alert SET next_action_at = clock.now() WHERE id = $1', [id]);
      const answers = await Promise.all([
        ...crowd.map((person) => e.get(AcknowledgeAlert).run(person.actor(), { id, rowVersion })),
        e.get(AdvanceDueAlerts).run(engine).then(() => null),
      ]);
      const won = answers.filter((answer) => answer !== null && !isRefusal(answer));
      const { rows: acks } = await t.owner.query(`SELECT seq FROM clin.alert_event WHERE alert_id = $1 AND kind = 'acknowledged'`, [id]);
      expect(won.length).toBe(acks.length);
      expect(won.length).toBeLessThanOrEqual(1);
      // The engine may have been faster; then everybody's screen was old and the alert climbs on.
      if (won.length === 0) expect((await e.alert(id)).status).toBe('notified');
      else {
        const { rows: pages } = await t.owner.query(`SELECT 1 FROM clin.notification WHERE alert_id = $1 AND purpose = 'page' AND status = 'pending'`, [id]);
        expect(pages).toEqual([]);
      }
    }
  }, 120_000);

  describe('by a link', () => {
    const linkFor = async (id: AlertId, accountId: string): Promise<string> => {
      await e.round();
      const { rows: [row] } = await t.owner.query<{ id: string }>(`SELECT id FROM clin.notification WHERE alert_id = $1 AND recipient_id = $2 AND channel = 'email' ORDER BY cycle LIMIT 1`, [id, accountId]);
      return e.get(AckLinks).tokenOf(row?.id as Parameters<AckLinks['tokenOf']>[0]);
    };

    it('does nothing when it is only looked at, holds for ten minutes when it is used, and answers a second click alike', async () => {
      const id = await raise();
      const token = await linkFor(id, clinic.lee.accountId);
      for (let look = 0; look < 3; look += 1) expect((await e.get(AcknowledgeByLink).look(token, 'r')).state).toBe('ask');
      expect((await e.alert(id)).status).toBe('notified');
      const first = await e.get(AcknowledgeByLink).run(token, 'r');
      expect(first.state).toBe('acknowledged');
      const row = await e.alert(id);
      expect(row.ackExpiresAt?.getTime()).toBe((await t.clock.now()).getTime() + 10 * minute);
      expect(await e.get(AcknowledgeByLink).run(token, 'r')).toEqual(first);
      expect((await e.alert(id)).rowVersion).toBe(row.rowVersion);
      expect((await e.get(AcknowledgeByLink).look(await linkFor(id, clinic.ortiz.accountId), 'r')).state).toBe('held-by-other');
      expect((await e.get(AcknowledgeByLink).run(await linkFor(id, clinic.ortiz.accountId), 'r')).state).toBe('held-by-other');
    });

    it('is refused after the person has left, and paging goes on', async () => {
      const late = await buildStaff(t, { organisationId: clinic.organisationId, role: 'prescriber' });
      const small = await buildCaredFor(t, { ...clinic, lee: late });
      const { rows: [member] } = await t.owner.query<{ id: string }>(`SELECT id FROM clin.care_team_member WHERE account_id = $1 AND patient_id = $2`, [late.accountId, small.patientId]);
      const id = await e.raise(small);
      const token = await linkFor(id, late.accountId);
      await leaveTeam(t, member?.id ?? '');
      expect((await e.get(AcknowledgeByLink).run(token, 'r')).state).toBe('refused');
      expect((await e.alert(id)).status).toBe('notified');
      const { rows } = await t.owner.query(`SELECT 1 FROM audit.entry WHERE action = 'alert.acknowledge-refused' AND object_id = $1`, [id]);
      expect(rows.length).toBe(1);
      await joinTeam(t, { organisationId: clinic.organisationId, patientId: small.patientId, accountId: late.accountId, role: 'prescriber' });
    });

    it('dies after a day, with the alert, and when it was never ours', async () => {
      const id = await raise();
      const token = await linkFor(id, clinic.lee.accountId);
      await e.get(AcknowledgeAlert).run(clinic.lee.actor(), { id, rowVersion: (await e.alert(id)).rowVersion });
      await e.get(EngageAlert).run(clinic.lee.actor(), { id, rowVersion: (await e.alert(id)).rowVersion, how: 'reached' });
      await e.get(ResolveAlert).run(clinic.lee.actor(), { id, rowVersion: (await e.alert(id)).rowVersion, outcome: 'patient-reached', note: '' });
      expect((await e.get(AcknowledgeByLink).run(token, 'r')).state).toBe('closed');
      const other = await raise();
      const theirs = await linkFor(other, clinic.lee.accountId);
      await t.clock.advance(24 * 60 * minute);
      expect((await e.get(AcknowledgeByLink).run(theirs, 'r')).state).toBe('expired');
      expect((await e.alert(other)).status).toBe('notified');
      for (const odd of ['x', 'a'.repeat(43), `${token}x`, '']) expect((await e.get(AcknowledgeByLink).run(odd, 'r')).state).toBe('unknown');
    });

    it('shows a page without the patient, in the language of its reader', async () => {
      const id = await raise();
      await t.owner.query(`UPDATE identity.account SET language = 'es' WHERE id = $1`, [clinic.lee.accountId]);
      const view = await e.get(AcknowledgeByLink).look(await linkFor(id, clinic.lee.accountId), 'r');
      const page = ackPage(view, 'http://localhost:4000');
      expect(page).toContain('lang="es"');
      expect(page).toContain('<form method="post">');
      expect(page).not.toMatch(new RegExp(`${patient.patientId}|${patient.name}|seizure|convulsi`, 'i'));
      await t.owner.query(`UPDATE identity.account SET language = 'en' WHERE id = $1`, [clinic.lee.accountId]);
    });
  });

  it('leaves at most the pages that were already leaving', async () => {
    const id = await raise();
    const leaving = await t.database.engine(engine, (tx) => e.get(ClaimStore).claim(tx, 1, 'urgent'));
    await e.get(AcknowledgeAlert).run(clinic.lee.actor(), { id, rowVersion: (await e.alert(id)).rowVersion });
    expect((await e.notifications(id)).filter((n) => n.status === 'leased').length).toBe(leaving.length);
    expect((await t.database.engine(engine, (tx) => e.get(ClaimStore).claim(tx, 50, 'urgent'))).filter((each) => each.alertId === id)).toEqual([]);
  });
});
