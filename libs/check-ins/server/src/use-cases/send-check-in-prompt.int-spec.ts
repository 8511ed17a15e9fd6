import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { rows as notificationRows } from '@evenkeel/notifications-server';
import { type BuiltPatient, buildOrganisation, buildPatient, buildStaff } from '@evenkeel/identity-server/testing';
import type { CheckInId, OrganisationId, ScheduleId, SystemActor } from '@evenkeel/kernel';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { rows } from '../index.js';
import { openCheckIn, planCheckIns, runCheckIns } from '../testing.js';
import { SendCheckInPrompt } from './send-check-in-prompt.js';

const actor: SystemActor = { kind: 'system', name: 'check-ins.prompt', requestId: 'test' };

describe('the message that a check-in waits', () => {
  let t: TestDatabase;
  let app: INestApplicationContext;
  let organisationId: OrganisationId;
  let patient: BuiltPatient;
  let scheduleId: ScheduleId;
  let checkInId: CheckInId;

  const logged = async () => (await t.owner.query<{ subject: string; body: string; attempt: number; outcome: string; channel: string; recipient_label: string }>(
    'SELECT subject, body, attempt, outcome, channel, recipient_label FROM clin.message_log WHERE about_id = $1 ORDER BY attempt', [checkInId])).rows;
  const row = async () => (await t.owner.query<{ delivered_at: Date | null; prompted_at: Date | null; closes_at: Date }>(
    'SELECT delivered_at, prompted_at, closes_at FROM clin.check_in WHERE id = $1', [checkInId])).rows[0];

  beforeAll(async () => {
    t = await freshDatabase({ rows: [...rows, ...notificationRows] });
    app = await runCheckIns(t);
    organisationId = await buildOrganisation(t);
    patient = await buildPatient(t, { organisationId, language: 'es', name: 'Lucía' });
    const { accountId } = await buildStaff(t, { organisationId, role: 'coordinator' });
    scheduleId = await planCheckIns(t, { organisationId, patientId: patient.patientId, nextAt: '2026-03-05T14:00:00Z', nextLocalDate: '2026-03-05', setBy: accountId });
  }, 60_000);
  afterAll(async () => {
    await app.close();
    await t.close();
  });
  beforeEach(async () => {
    await t.clock.set('2026-03-02T14:00:00Z');
    await t.owner.query('DELETE FROM clin.check_in');
    checkInId = await openCheckIn(t, { organisationId, patientId: patient.patientId, scheduleId, localDate: '2026-03-02' });
  });

  it('goes out once, in the patient’s language, without a word about health or a name', async () => {
    const prompt = app.get(SendCheckInPrompt);
    expect(await prompt.run(actor, checkInId)).toBe('sent');
    expect(await prompt.run(actor, checkInId)).toBe('not-due');
    const messages = await logged();
    expect(messages).toMatchObject([{ attempt: 1, outcome: 'accepted', channel: 'log', recipient_label: 'patient' }]);
    expect(messages[0]?.subject).toBe('Tiene un registro pendiente');
    expect(messages[0]?.body).toContain('http://localhost:4000/check-in');
    expect(messages[0]?.body).not.toContain('Lucía');
    expect((await row())?.delivered_at?.toISOString()).toBe('2026-03-02T14:00:00.000Z');
  });

  it.each([
    ['answered', 'UPDATE clin.check_in SET answered_at = clock.now() WHERE id = $1'],
    ['begun', 'UPDATE clin.check_in SET opened_at = clock.now() WHERE id = $1'],
    ['closed', 'UPDATE clin.check_in SET closes_at = clock.now() WHERE id = $1'],
    ['gone', 'DELETE FROM clin.check_in WHERE id = $1'],
  ])('stays at home when the check-in is %s', async (_what, sql) => {
    await t.owner.query(sql, [checkInId]);
    expect(await app.get(SendCheckInPrompt).run(actor, checkInId)).toBe('not-due');
    expect(await logged()).toEqual([]);
  });

  it('is tried again when the mail server cannot be reached, and counts its tries', async () => {
    const unreachable = await runCheckIns({ ...t, config: { ...t.config, SMTP_URL: 'smtp://127.0.0.1:1' } });
    try {
      const prompt = unreachable.get(SendCheckInPrompt);
      await expect(prompt.run(actor, checkInId)).rejects.toThrow(/not taken/);
      await expect(prompt.run(actor, checkInId)).rejects.toThrow(/not taken/);
      expect((await logged()).map(({ attempt, outcome }) => [attempt, outcome])).toEqual([[1, 'retry'], [2, 'retry']]);
      expect((await row())?.delivered_at).toBeNull();
    } finally {
      await unreachable.close();
    }
    expect(await app.get(SendCheckInPrompt).run(actor, checkInId)).toBe('sent');
  });

  it('is given up for somebody who cannot be written to', async () => {
    await t.owner.query('UPDATE identity.account SET disabled_at = clock.now() WHERE id = $1', [patient.accountId]);
    expect(await app.get(SendCheckInPrompt).run(actor, checkInId)).toBe('given-up');
    const after = await row();
    expect(after?.prompted_at).toEqual(after?.closes_at);
    await t.owner.query('UPDATE identity.account SET disabled_at = NULL WHERE id = $1', [patient.accountId]);
  });
});
