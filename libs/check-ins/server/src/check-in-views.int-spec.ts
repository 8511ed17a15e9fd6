import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { rows as careTeamRows } from '@evenkeel/care-team-server';
import { giveConsent, joinTeam, withdrawConsent } from '@evenkeel/care-team-server/testing';
import { Database } from '@evenkeel/database';
import { rows as escalationRows } from '@evenkeel/escalation-server';
import { type BuiltPatient, type BuiltPerson, buildOrganisation, buildPatient, buildStaff } from '@evenkeel/identity-server/testing';
import type { Actor, OrganisationId } from '@evenkeel/kernel';
import type { QuestionCode } from '@evenkeel/symptoms-rules';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { CheckInViews } from './check-in-views.js';
import { rows } from './index.js';
import { PatientCheckIns } from './patient-check-ins.js';
import { AnswerStore } from './store/answer.store.js';
import { CheckInReader } from './store/check-in.reader.js';
import { openCheckIn, planCheckIns, runCheckIns } from './testing.js';

const all = [...rows, ...careTeamRows, ...escalationRows];

describe('who sees check-ins and answers', () => {
  let t: TestDatabase;
  let app: INestApplicationContext;
  let bare: Database;
  let bareApp: INestApplicationContext;
  let organisationId: OrganisationId;
  let patient: BuiltPatient;
  let other: BuiltPatient;
  let prescriber: BuiltPerson;
  let coordinator: BuiltPerson;
  let outsider: BuiltPerson;
  let checkInId: string;
  let consent: string;

  beforeAll(async () => {
    t = await freshDatabase({ rows: all, startAt: '2026-03-02T12:00:00Z' });
    app = await runCheckIns(t);
    // The same code on a connection that row-level security does not see.
    bare = await Database.connect({ ...t.config, DATABASE_URL_APP_CLIN: t.config.DATABASE_URL }, all, { app_clin: 2 });
    bareApp = await runCheckIns({ ...t, database: bare });
    organisationId = await buildOrganisation(t);
    patient = await buildPatient(t, { organisationId });
    other = await buildPatient(t, { organisationId });
    prescriber = await buildStaff(t, { organisationId, role: 'prescriber' });
    coordinator = await buildStaff(t, { organisationId, role: 'coordinator' });
    outsider = await buildStaff(t, { organisationId, role: 'prescriber' });
    for (const { accountId, role } of [prescriber, coordinator]) await joinTeam(t, { organisationId, patientId: patient.patientId, accountId, role: role as 'prescriber' | 'coordinator' });
    consent = await giveConsent(t, { organisationId, patientId: patient.patientId, to: { role: 'prescriber' } });
    await giveConsent(t, { organisationId, patientId: patient.patientId, to: { role: 'coordinator' } });
    const scheduleId = await planCheckIns(t, { organisationId, patientId: patient.patientId, nextAt: '2026-03-03T14:00:00Z', nextLocalDate: '2026-03-03', setBy: coordinator.accountId });
    checkInId = await openCheckIn(t, { organisationId, patientId: patient.patientId, scheduleId, localDate: '2026-03-02', at: '2026-03-02T13:00:00Z', windowMinutes: 120 });
    const tap = { answeredAt: new Date('2026-03-02T13:30:00Z'), localDate: '2026-03-02', zone: 'America/New_York' };
    await t.clock.set('2026-03-02T14:00:00Z');
    await t.database.as(patient.actor(), async (tx) => {
      const store = new AnswerStore(t.sealer);
      const of = { organisationId, patientId: patient.patientId, checkInId: checkInId as never, revision: 1 };
      await store.save(tx, of, [{ question: 'sleep', value: 1, ...tap }], { openedAt: tap.answeredAt, answeredAt: null, receivedAt: null, completedAt: null, late: false, revision: 1 });
      await store.saveTexts(tx, of, [{ question: 'dose-note', text: 'late at night', ...tap }]);
    });
  }, 60_000);
  afterAll(async () => {
    await bareApp.close();
    await app.close();
    await bare.close();
    await t.close();
  });

  const asked = async (actor: Actor) => (await app.get(CheckInViews).answers(actor, checkInId)).map(({ question }) => question);
  /** Our code without row-level security. */
  const byCode = async (actor: Actor) => (await bareApp.get(CheckInViews).answers(actor, checkInId)).map(({ question }) => question);
  /** Row-level security without our code: the reader is asked as if everything had been allowed. */
  const byRows = (actor: Actor) => t.database.as(actor, async (tx) => {
    const reader = new CheckInReader(new AnswerStore(t.sealer));
    const words = await tx.query('SELECT 1 FROM clin.check_in_text WHERE check_in_id = $1', [checkInId]);
    return [...(await reader.numbers(tx, patient.patientId, checkInId as never)).map(({ question }) => question), ...words.map(() => 'dose-note')];
  });

  it('shows answers to the patient and, with consent, to the prescriber: both lines of defence agree', async () => {
    for (const reader of [asked, byCode, byRows]) {
      expect(await reader(patient.actor())).toEqual(['sleep', 'dose-note']);
      expect(await reader(prescriber.actor())).toEqual(['sleep', 'dose-note']);
    }
  });

  it('each line of defence alone leaks nothing to anybody else', async () => {
    for (const who of [coordinator.actor(), outsider.actor(), other.actor(), { ...prescriber.actor(), role: 'administrator' as const }, { ...prescriber.actor(), role: 'therapist' as const }]) {
      for (const reader of [asked, byCode, byRows]) expect(await reader(who)).toEqual([]);
    }
  });

  it('shows when check-ins came to whoever is on the team, and to nobody else', async () => {
    for (const context of [app, bareApp]) {
      const views = context.get(PatientCheckIns);
      const seen = await views.latest(coordinator.actor(), [patient.patientId, other.patientId], 5);
      expect([...seen.keys()]).toEqual([patient.patientId]);
      expect(seen.get(patient.patientId)).toMatchObject([{ id: checkInId, status: 'overdue', late: false }]);
      expect((await views.latest(outsider.actor(), [patient.patientId], 5)).size).toBe(0);
      expect((await views.schedules(outsider.actor(), [patient.patientId])).size).toBe(0);
    }
    const rowsSeen = await t.database.as(outsider.actor(), (tx) => tx.query('SELECT 1 FROM clin.check_in UNION ALL SELECT 1 FROM clin.check_in_schedule'));
    expect(rowsSeen).toEqual([]);
  });

  it('derives overdue and missed from the clock at reading', async () => {
    const statusAt = async (instant: string) => {
      await t.clock.set(instant);
      return (await app.get(PatientCheckIns).latest(coordinator.actor(), [patient.patientId], 1)).get(patient.patientId)?.[0]?.status;
    };
    expect(await statusAt('2026-03-02T13:59:59Z')).toBe('open');
    expect(await statusAt('2026-03-02T14:00:00Z')).toBe('overdue');
    expect(await statusAt('2026-03-02T15:00:00Z')).toBe('missed');
    await t.clock.set('2026-03-02T14:00:00Z');
  });

  it('writes every reading down with its basis, once a request', async () => {
    const actor = prescriber.actor('request read');
    await app.get(CheckInViews).answers(actor, checkInId);
    await app.get(CheckInViews).answers(actor, checkInId);
    const { rows: audit } = await t.owner.query('SELECT category, patient_id, basis FROM audit.entry WHERE request_id = $1 ORDER BY category', ['request read']);
    expect(audit).toEqual(['free_text', 'symptom_scores'].map((category) => ({ category, patient_id: patient.patientId, basis: `consent ${consent}` })));
  });

  it('ends with the consent', async () => {
    await withdrawConsent(t, consent);
    for (const reader of [asked, byCode, byRows]) expect(await reader(prescriber.actor())).toEqual([]);
  });

  it('answers nonsense like nothing', async () => {
    expect(await app.get(CheckInViews).answers(patient.actor(), 'nonsense')).toEqual([]);
    expect(await app.get(CheckInViews).today(prescriber.actor())).toBeNull();
  });

  it('shows the first screen as one moment', async () => {
    const today = await app.get(CheckInViews).today(patient.actor());
    expect(today).toMatchObject({
      localDate: '2026-03-02', zone: 'America/New_York', country: 'US', due: { id: checkInId, status: 'overdue' }, next: new Date('2026-03-03T14:00:00Z'),
      lastOverall: null, lastAnswers: [], redFlagsLastAskedOn: null, sedationLastAskedOn: null, alerts: [], contact: { name: 'Harbour Clinic', readingHours: 'Monday to Friday, 9 to 17' },
    });
    expect(today?.tracked).toHaveLength(8);
  });

  it('says when the questions that a date or a step calls for were last put, skipped ones too', async () => {
    const tap = { answeredAt: new Date('2026-03-02T13:40:00Z'), localDate: '2026-03-02', zone: 'America/New_York' };
    const put = async (question: QuestionCode, value: number) => {
      await t.database.as(patient.actor(), (tx) => new AnswerStore(t.sealer).save(
        tx, { organisationId, patientId: patient.patientId, checkInId: checkInId as never, revision: 2 }, [{ question, value, ...tap }],
        { openedAt: tap.answeredAt, answeredAt: null, receivedAt: null, completedAt: null, late: false, revision: 2 }));
      const today = await app.get(CheckInViews).today(patient.actor());
      return [today?.redFlagsLastAskedOn, today?.sedationLastAskedOn];
    };
    expect(await put('event.unresponsive', -1)).toEqual([null, null]);
    expect(await put('event.too-sleepy', -1)).toEqual([null, '2026-03-02']);
    expect(await put('red-flags-none', 1)).toEqual(['2026-03-02', '2026-03-02']);
  });
});
