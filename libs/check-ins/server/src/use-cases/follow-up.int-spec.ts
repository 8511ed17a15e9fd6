import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { rows as careTeamRows } from '@evenkeel/care-team-server';
import { giveConsent, joinTeam } from '@evenkeel/care-team-server/testing';
import { newRandomId } from '@evenkeel/database';
import { type AlertContext, rows as escalationRows, sealedContext } from '@evenkeel/escalation-server';
import { type BuiltPatient, type BuiltPerson, buildOrganisation, buildPatient, buildStaff } from '@evenkeel/identity-server/testing';
import { isRefusal, type OrganisationId } from '@evenkeel/kernel';
import { rows as notificationRows } from '@evenkeel/notifications-server';
import { signRules } from '@evenkeel/symptoms-server/testing';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { rows } from '../index.js';
import { runCheckIns } from '../testing.js';
import { SubmitCheckIn } from './submit-check-in.js';

const at = (minute: number): Date => new Date(`2026-03-02T14:${String(minute).padStart(2, '0')}:00.000Z`);

/** A device sends what is dangerous at once and the rest of the check-in as the patient gets to it. */
describe('what is answered after the alert was raised', () => {
  let t: TestDatabase;
  let app: INestApplicationContext;
  let organisationId: OrganisationId;
  let prescriber: BuiltPerson;
  let patient: BuiltPatient;
  let id: string;
  let revision: number;

  beforeAll(async () => {
    t = await freshDatabase({ rows: [...rows, ...careTeamRows, ...escalationRows, ...notificationRows] });
    app = await runCheckIns(t);
    organisationId = await buildOrganisation(t);
    await signRules(t, { organisationId });
    prescriber = await buildStaff(t, { organisationId, role: 'prescriber' });
  }, 60_000);
  beforeEach(async () => {
    await t.clock.set(at(0).toISOString());
    patient = await buildPatient(t, { organisationId });
    await joinTeam(t, { organisationId, patientId: patient.patientId, accountId: prescriber.accountId, role: 'prescriber' });
    await giveConsent(t, { organisationId, patientId: patient.patientId, to: { role: 'prescriber' } });
    [id, revision] = [newRandomId(), 0];
  });
  afterAll(async () => { await app.close(); await t.close(); });

  /** The device sends everything that has been answered so far with each revision. */
  const soFar = new Map<string, Parameters<SubmitCheckIn['run']>[1]['answers'][number]>();
  beforeEach(() => { soFar.clear(); });
  const tell = async (minute: number, given: Readonly<Record<string, number | string>>): Promise<void> => {
    await t.clock.set(at(minute).toISOString());
    for (const [question, said] of Object.entries(given)) {
      soFar.set(question, {
        question, value: typeof said === 'number' ? said : null, text: typeof said === 'string' ? said : null,
        answeredAt: at(minute), localDate: '2026-03-02', zone: 'America/New_York',
      });
    }
    revision += 1;
    const saved = await app.get(SubmitCheckIn).run(patient.actor(), {
      id, revision, templateId: 'serious', templateVersion: 1, checkInId: null, openedAt: at(0), complete: false, shown: ['help-card.emergency'], answers: [...soFar.values()],
    });
    if (isRefusal(saved)) throw new Error(`refused: ${saved.code} ${saved.field}`);
  };
  const alerts = async (): Promise<string[]> => (await t.owner.query<{ family: string; tier: string }>(
    `SELECT family, tier FROM clin.alert WHERE patient_id = $1 ORDER BY family, opened_at`, [patient.patientId])).rows.map(({ family, tier }) => `${family} ${tier}`);
  /** What every alert of this family has been told, the oldest first: the answers in one line each. */
  const told = async (family: string): Promise<string[]> => {
    const queries = { query: async <Row>(sql: string, parameters: readonly unknown[] = []) => (await t.owner.query(sql, [...parameters])).rows as Row[] };
    const { rows: contexts } = await t.owner.query<{ trigger_id: string; revision: number; context: Buffer }>(
      `SELECT c.trigger_id, c.revision, c.context FROM clin.alert_context c JOIN clin.alert a ON a.id = c.alert_id
        WHERE a.patient_id = $1 AND a.family = $2 ORDER BY a.opened_at, c.revision`, [patient.patientId, family]);
    const lines: string[] = [];
    for (const { trigger_id: triggerId, revision: number, context } of contexts) {
      const opened = JSON.parse(await t.sealer.open(queries, patient.patientId, sealedContext.place, sealedContext.row(triggerId, number), context)) as AlertContext;
      lines.push(opened.answers.map(({ question, value, text }) => `${question}=${value ?? text}`).join(' '));
    }
    return lines;
  };
  const close = async (): Promise<void> => {
    await t.owner.query(`UPDATE clin.alert SET status = 'resolved', next_action_at = NULL, resolved_at = clock.now(), resolved_by = $2, outcome = 'patient-reached' WHERE patient_id = $1`, [patient.patientId, prescriber.accountId]);
  };

  it('reaches the open alert: the time of a seizure, the note, each once', async () => {
    await tell(0, { 'event.seizure': 1 });
    await tell(1, { 'seizure-when': 0 });
    await tell(2, { 'event-note': 'It began after lunch' });
    await tell(3, {});
    expect(await alerts()).toEqual(['seizure E0']);
    expect(await told('seizure')).toEqual([
      'event.seizure=1', 'event.seizure=1 seizure-when=0', 'event.seizure=1 seizure-when=0 event-note=It began after lunch',
    ]);
  });

  it('reaches every alert that is open from this check-in, whatever the answer was about', async () => {
    await tell(0, { 'event.suicidal-thoughts': 1, 'event.vomiting': 1 });
    await tell(1, { 'suicidal-acuity': 0 });
    expect(await alerts()).toEqual(['suicidality E1', 'vomiting E1']);
    for (const family of ['suicidality', 'vomiting']) expect((await told(family)).at(-1)).toBe('event.suicidal-thoughts=1 event.vomiting=1 suicidal-acuity=0');
    await tell(2, { 'suicidal-acuity': 1 });
    expect(await alerts()).toEqual(['suicidality E0', 'vomiting E1']);
    expect((await told('suicidality')).at(-1)).toContain('suicidal-acuity=1');
  });

  it('reaches it too when the answer makes it less urgent, or is taken back', async () => {
    await tell(0, { 'event.seizure': 1 });
    await tell(1, { 'seizure-when': 2 });
    await tell(2, { 'event.seizure': -1 });
    expect(await alerts()).toEqual(['seizure E0']);
    expect(await told('seizure')).toEqual(['event.seizure=1', 'event.seizure=1 seizure-when=2', 'event.seizure=-1 seizure-when=2']);
  });

  it('is one report: the note to an event asks for no second answer', async () => {
    await tell(0, { 'event.vomiting': 1, 'event-note': 'since noon' });
    expect(await alerts()).toEqual(['vomiting E1']);
    expect(await told('vomiting')).toEqual(['event.vomiting=1 event-note=since noon']);
  });

  it('is an alert of its own with a high-risk phrase, without an event, and after the alert of the event was closed', async () => {
    await tell(0, { 'event.vomiting': 1, 'event-note': 'I want to die' });
    expect(await alerts()).toEqual(['free-text E1', 'vomiting E1']);
    await close();
    [id, revision] = [newRandomId(), 0];
    soFar.clear();
    await tell(5, { 'event.pregnant': 1 });
    await close();
    await tell(6, { 'event-note': 'and one more thing' });
    expect(await alerts()).toEqual(['free-text E1', 'free-text E2', 'pregnancy E1', 'vomiting E1']);
  });

  it('follows words that were reported before their event', async () => {
    await tell(0, { 'event-note': 'feeling odd' });
    await tell(1, { 'event.chest-pain': 1, 'event-note': 'pain in the chest' });
    expect(await alerts()).toEqual(['chest-pain E0', 'free-text E2']);
    for (const family of ['chest-pain', 'free-text']) expect((await told(family)).at(-1)).toContain('pain in the chest');
  });
});
