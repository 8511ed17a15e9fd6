import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { categories, type Category, whileNamed } from '@evenkeel/care-team-rules';
import { Database } from '@evenkeel/database';
import { type BuiltPatient, type BuiltPerson, buildOrganisation, buildPatient, buildStaff } from '@evenkeel/identity-server/testing';
import type { Actor, OrganisationId, PatientId } from '@evenkeel/kernel';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { Access } from './access.js';
import { rows } from './index.js';
import { StandingReader } from './store/standing.reader.js';
import { giveConsent, joinTeam, leaveTeam, refreshGrants, withdrawConsent } from './testing.js';

describe('who may read what', () => {
  let t: TestDatabase;
  /** The same pools without row-level security: what is refused here is refused by our code alone. */
  let bare: Database;
  const access = new Access(new StandingReader());
  let organisationId: OrganisationId;
  let patient: BuiltPatient;
  let stranger: BuiltPatient;
  let prescriber: BuiltPerson;
  let coordinator: BuiltPerson;

  const byCode = async (actor: Actor, of: PatientId): Promise<readonly Category[]> => {
    const allowed = await bare.as(actor, (tx) => access.readingsOf(tx, actor, categories, [of]));
    return categories.filter((category) => allowed.get(category)?.has(of) === true);
  };
  const byRows = async (actor: Actor, of: PatientId): Promise<readonly Category[]> => {
    const found: Category[] = [];
    for (const category of categories) {
      const { yes } = await t.database.as(actor, (tx) => tx.one<{ yes: boolean }>('SELECT $2::uuid = ANY (app.granted($1)) AS yes', [category, of]));
      if (yes) found.push(category);
    }
    return found;
  };
  /** Both lines of defence, each alone, have to say the same. */
  const bothSay = async (person: BuiltPerson, of: BuiltPatient): Promise<readonly Category[]> => {
    const code = await byCode(person.actor(), of.patientId);
    expect(await byRows(person.actor(), of.patientId)).toEqual(code);
    return code;
  };

  beforeAll(async () => {
    t = await freshDatabase({ rows });
    bare = await Database.connect({ ...t.config, DATABASE_URL_APP_CLIN: t.config.DATABASE_URL }, rows, { app_clin: 2 });
    organisationId = await buildOrganisation(t);
    patient = await buildPatient(t, { organisationId });
    stranger = await buildPatient(t, { organisationId });
    prescriber = await buildStaff(t, { organisationId, role: 'prescriber' });
    coordinator = await buildStaff(t, { organisationId, role: 'coordinator' });
  }, 60_000);
  afterAll(async () => {
    await bare.close();
    await t.close();
  });

  it('gives a patient their own record and no other', async () => {
    expect(await bothSay(patient, patient)).toEqual(categories.filter((category) => category !== 'therapy_notes' && category !== 'recent_scores'));
    expect(await bothSay(patient, stranger)).toEqual([]);
  });

  it('answers for the own record without a query', async () => {
    const actor = patient.actor();
    const untouched = { query: () => { throw new Error('asked the database'); } } as never;
    expect(await access.patients(untouched, actor, 'symptom_scores')).toEqual(new Set([patient.patientId]));
    expect(await access.patients(untouched, actor, 'symptom_scores', [stranger.patientId])).toEqual(new Set());
  });

  it('gives staff nothing of a patient whose team they are not on', async () => {
    expect(await bothSay(prescriber, patient)).toEqual([]);
    expect(await bothSay(coordinator, patient)).toEqual([]);
  });

  it('gives a member the schedule and the team, and the rest by consent, as long as both last', async () => {
    const membership = await joinTeam(t, { organisationId, patientId: patient.patientId, accountId: prescriber.accountId, role: 'prescriber' });
    expect(await bothSay(prescriber, patient)).toEqual(['schedule', 'team']);
    expect(await bothSay(prescriber, stranger)).toEqual([]);

    const consent = await giveConsent(t, { organisationId, patientId: patient.patientId, to: { role: 'prescriber' } });
    expect(await bothSay(prescriber, patient)).toContain('symptom_scores');
    expect(await bothSay(prescriber, patient)).not.toContain('therapy_notes');

    await withdrawConsent(t, consent);
    expect(await bothSay(prescriber, patient)).toEqual(['schedule', 'team']);
    await giveConsent(t, { organisationId, patientId: patient.patientId, to: { accountId: prescriber.accountId } });
    expect(await bothSay(prescriber, patient)).toContain('free_text');
    await leaveTeam(t, membership);
    expect(await bothSay(prescriber, patient)).toEqual([]);
  });

  it('never shows a coordinator an answer, whatever the consent says', async () => {
    await joinTeam(t, { organisationId, patientId: patient.patientId, accountId: coordinator.accountId, role: 'coordinator' });
    await giveConsent(t, { organisationId, patientId: patient.patientId, to: { role: 'coordinator' } });
    const seen = await bothSay(coordinator, patient);
    expect(seen).toContain('alert_head');
    for (const hidden of ['symptom_scores', 'free_text', 'crisis_alerts', 'doses', 'therapy_notes']) expect(seen).not.toContain(hidden);
  });

  it('ends a consent at its last moment, not a moment later', async () => {
    const consented = await buildStaff(t, { organisationId, role: 'therapist' });
    const expiresAt = new Date((await t.clock.now()).getTime() + 60_000);
    await joinTeam(t, { organisationId, patientId: patient.patientId, accountId: consented.accountId, role: 'therapist' });
    await giveConsent(t, { organisationId, patientId: patient.patientId, to: { accountId: consented.accountId }, expiresAt });
    await t.clock.advance(59_999);
    expect(await bothSay(consented, patient)).toContain('symptom_scores');
    await t.clock.advance(1);
    expect(await bothSay(consented, patient)).not.toContain('symptom_scores');
  });

  it('does not take an invitation for an acceptance, nor a membership in another role', async () => {
    const invited = await buildStaff(t, { organisationId, role: ['therapist', 'prescriber'] });
    await joinTeam(t, { organisationId, patientId: stranger.patientId, accountId: invited.accountId, role: 'therapist', accepted: false });
    expect(await bothSay(invited, stranger)).toEqual([]);
    await joinTeam(t, { organisationId, patientId: stranger.patientId, accountId: invited.accountId, role: 'prescriber' });
    expect(await bothSay(invited, stranger)).toEqual([]);
  });

  it('opens the record to whoever an alert has paged, until 24 hours after it', async () => {
    const lead = await buildStaff(t, { organisationId, role: 'safety-lead' });
    const alertId = '01900000-0000-7000-8000-00000000a1e7';
    for (const category of whileNamed['safety-lead']) {
      await t.owner.query(
        `INSERT INTO identity.access_grant (account_id, role, category, patient_id, valid_from, basis_kind, basis_id) VALUES ($1, 'safety-lead', $2, $3, clock.now(), 'alert', $4)`,
        [lead.accountId, category, stranger.patientId, alertId]);
    }
    expect(await bothSay(lead, stranger)).toContain('crisis_alerts');
    await t.owner.query(`UPDATE identity.access_grant SET valid_until = clock.now() + interval '24 hours' WHERE basis_id = $1`, [alertId]);
    await t.clock.advance(24 * 3_600_000 - 1);
    expect(await bothSay(lead, stranger)).toContain('crisis_alerts');
    await t.clock.advance(1);
    expect(await bothSay(lead, stranger)).toEqual([]);
    await refreshGrants(t, stranger.patientId);
  });

  it('lets a coordinator whom an alert has paged read the team, and change nothing of it even by a statement of their own', async () => {
    const paged = await buildStaff(t, { organisationId, role: 'coordinator' });
    await t.owner.query(
      `INSERT INTO identity.access_grant (account_id, role, category, patient_id, valid_from, basis_kind, basis_id)
       SELECT $1, 'coordinator', category, $2, clock.now(), 'alert', $2 FROM unnest($3::text[]) AS category`, [paged.accountId, patient.patientId, whileNamed.coordinator]);
    const end = (actor: Actor) => t.database.as(actor, (tx) => tx.execute(`UPDATE clin.care_team_member SET ends_at = NULL, ended_reason = NULL WHERE patient_id = $1 AND ends_at IS NULL`, [patient.patientId]));
    expect(await bothSay(paged, patient)).toContain('team');
    expect(await end(paged.actor())).toBe(0);
    expect(await end(coordinator.actor())).toBeGreaterThan(0);
  });

  it('gives administrators and auditors no record at all', async () => {
    const admin = await buildStaff(t, { organisationId, role: ['administrator', 'auditor'] });
    expect(await bothSay(admin, patient)).toEqual([]);
    expect(await byCode({ ...admin.actor(), role: 'auditor' }, patient.patientId)).toEqual([]);
  });
});
