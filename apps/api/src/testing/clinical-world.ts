import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Consent, Emergency, Membership, Naming } from '@evenkeel/care-team-rules';
import { IndexNames } from '@evenkeel/care-team-server';
import { giveConsent, joinTeam, leaveTeam, refreshGrants, withdrawConsent } from '@evenkeel/care-team-server/testing';
import { newId } from '@evenkeel/database';
import { Engine } from '@evenkeel/escalation-server';
import { buildOrganisation, buildPatient, buildStaff, openSession, type BuiltPerson } from '@evenkeel/identity-server/testing';
import type { AccountId, Actor, AlertId, OrganisationId, PatientId, SessionId } from '@evenkeel/kernel';
import { rows, seedDemo } from '@evenkeel/product';
import { defaultTaperSettings } from '@evenkeel/taper-rules';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { openHouse, type House } from './house.js';

/** How somebody stands to the patient of their own clinic. */
export const relations = ['self', 'team-with-consent', 'team-without-consent', 'expired-consent', 'withdrawn-consent', 'ex-member', 'never', 'paged', 'break-glass'] as const;
export type Relation = (typeof relations)[number];

/** Somebody who asks, with everything that the rules want to know about them. */
export interface Reader {
  readonly who: string;
  readonly world: 'own' | 'other';
  readonly actor: Actor;
  readonly cookie: string;
  readonly sessionId: SessionId;
  readonly name: string;
  readonly email: string;
  readonly memberships: readonly Membership[];
  readonly consents: readonly Consent[];
  readonly namedBy: readonly Naming[];
  readonly emergencies: readonly Emergency[];
}

/** Ids of everything that belongs to the patient who is asked about. */
export interface Target {
  readonly organisationId: OrganisationId;
  readonly patientId: PatientId;
  readonly accountId: AccountId;
  readonly name: string;
  readonly birthYear: number;
  readonly alertId: string;
  readonly checkInId: string;
  readonly scheduleId: string;
  readonly membershipId: string;
  readonly memberAccountId: string;
  readonly consentId: string;
  readonly annotationId: string;
  readonly emergencyId: string;
  readonly sessionId: string;
  readonly invitationId: string;
  readonly planVersionId: string;
  readonly calendarFeedId: string;
  readonly planNumber: number;
  readonly taskId: string;
  readonly otherMedicineId: string;
  readonly outsideClinicianId: string;
  readonly localProduct: string;
  readonly settingsVersion: number;
  readonly dates: { readonly note: string; readonly today: string };
}

export interface ClinicalWorld {
  readonly t: TestDatabase;
  readonly house: House;
  readonly target: Target;
  readonly readers: readonly Reader[];
  select<Row>(sql: string, parameters?: unknown[]): Promise<Row[]>;
}

const known = { name: 'Alder Quinn', birthYear: 1979 };
const seizure = { overall: 9, 'event.seizure': 1, 'seizure-when': 0 };
const words = { 'dose-note': 'The stairs were hard.' };
const teamRelations = ['team-with-consent', 'team-without-consent', 'expired-consent', 'withdrawn-consent', 'ex-member', 'never', 'paged'] as const;

/**
 * The demo clinic with an open alert, somebody in every relation to one of its patients, and the same people in another clinic.
 * @param closing gets what has to be closed, last opened first closed, also when the rest of the building fails
 */
export async function openClinicalWorld(closing: (() => Promise<void>)[]): Promise<ClinicalWorld> {
  const t = await freshDatabase({ rows });
  closing.push(() => t.close());
  const folder = mkdtempSync(path.join(tmpdir(), 'world-'));
  await seedDemo({ ...t.config, EVENKEEL_DATA_DIR: folder });
  rmSync(folder, { recursive: true, force: true });
  const house = await openHouse(t);
  closing.push(() => house.close());
  const select = async <Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> => (await t.owner.query(sql, parameters)).rows as Row[];
  const only = async <Row>(sql: string, parameters: unknown[] = []): Promise<Row> => {
    const [row] = await select<Row>(sql, parameters);
    if (row === undefined) throw new Error(`nothing for ${sql}`);
    return row;
  };
  const { organisation_id: organisationId, id: patientId, account_id: accountId } = await only<{ organisation_id: OrganisationId; id: PatientId; account_id: AccountId }>(
    `SELECT p.* FROM identity.patient p JOIN clin.annotation a ON a.patient_id = p.id WHERE a.visibility = 'only-me' LIMIT 1`);
  const self = person({ accountId, organisationId, patientId, role: 'patient' });
  const own = await openSession(t, self);
  const alertId = await raise(house, own.cookie, (await t.clock.now()).toISOString());
  await house.app.get(Engine, { strict: false }).tick();
  await house.app.get(Engine, { strict: false }).drain();
  await t.owner.query('DELETE FROM clin.consent WHERE patient_id = $1', [patientId]);
  const site = { t, house };
  const elsewhere = await buildOrganisation(t, { name: 'Another clinic' });
  const theirs = await buildPatient(t, { organisationId: elsewhere, name: 'Of another clinic' });
  const readers: Reader[] = [];
  await house.app.get(IndexNames, { strict: false }).run({ kind: 'system', name: 'test', requestId: 'proof' });
  readers.push(
    ...await population(site, 'own', { organisationId, patientId, ...known }, alertId as AlertId),
    ...await population(site, 'other', { organisationId: elsewhere, patientId: theirs.patientId, name: theirs.name, birthYear: 1980 }, null));
  readers.push(await reader(site, 'own: patient, self', 'own', self), await reader(site, 'other: patient, self', 'other', theirs));
  const annotation = await only<{ id: string; day: string }>(`SELECT id, local_date::text AS day FROM clin.annotation WHERE patient_id = $1 AND visibility = 'whole-team'`, [patientId]);
  const member = await only<{ id: string; account_id: string }>(`SELECT id, account_id FROM clin.care_team_member WHERE patient_id = $1 AND ends_at IS NULL AND role = 'therapist' LIMIT 1`, [patientId]);
  const inviter = readers.find(({ who }) => who === 'own: coordinator, never');
  const opener = readers.find(({ who }) => who === 'own: prescriber, break-glass');
  if (inviter === undefined || opener?.emergencies[0] === undefined) throw new Error('nobody invites or opens');
  const invitationId = await invite(house, inviter.cookie);
  const [{ breakGlassId: emergencyId }] = [opener.emergencies[0]];
  await refreshGrants(t, patientId);
  await t.clock.advance(60_000);
  const first = async (sql: string): Promise<string> => (await only<{ id: string }>(sql, [patientId])).id;
  const found = await writeDown(site, { organisationId, patientId }, accountId);
  const target: Target = {
    organisationId, patientId, accountId, ...known, ...found, alertId, invitationId, emergencyId, sessionId: own.sessionId,
    checkInId: await first('SELECT id FROM clin.check_in WHERE patient_id = $1 AND completed_at IS NOT NULL ORDER BY at DESC LIMIT 1'),
    scheduleId: await first('SELECT id FROM clin.check_in_schedule WHERE patient_id = $1 LIMIT 1'),
    consentId: await first('SELECT id FROM clin.consent WHERE patient_id = $1 AND revoked_at IS NULL AND expires_at > clock.now() LIMIT 1'),
    planVersionId: await first(`SELECT id FROM clin.plan_version WHERE patient_id = $1 AND state = 'active'`), planNumber: 1,
    calendarFeedId: (await only<{ id: string }>(
      `INSERT INTO clin.calendar_feed (organisation_id, patient_id, id, token_hash, created_at) VALUES ($1, $2, gen_random_uuid(), sha256('of the proof'), clock.now()) RETURNING id`, [organisationId, patientId])).id,
    annotationId: annotation.id, membershipId: member.id, memberAccountId: member.account_id,
    dates: { note: annotation.day, today: (await only<{ day: string }>('SELECT local_date::text AS day FROM clin.check_in WHERE patient_id = $1 ORDER BY at DESC LIMIT 1', [patientId])).day },
  };
  return { t, house, target, readers, select };
}

/** Somebody who is in the tables already. */
const person = (facts: Pick<BuiltPerson, 'accountId' | 'organisationId' | 'patientId' | 'role'>): BuiltPerson => ({
  ...facts, name: '', email: '', actor: () => ({ kind: 'person', ...facts, sessionId: facts.accountId as unknown as SessionId, steppedUpAt: null, requestId: 'proof' }),
});

/** A serious answer and words, by the phone of the patient. Returns the alert that it raised. */
async function raise(house: House, cookie: string, at: string): Promise<string> {
  const tap = (question: string, value: number | null, text: string | null) => ({ question, value, text, answeredAt: at, localDate: at.slice(0, 10), zone: 'America/New_York' });
  const answers = [...Object.entries(seizure).map(([question, value]) => tap(question, value, null)), ...Object.entries(words).map(([question, text]) => tap(question, null, text))];
  const input = { id: newId(), checkInId: null, revision: 1, templateId: 'daily', templateVersion: 1, openedAt: at, complete: true, shown: [], answers };
  const { text } = await house.ask('/graphql', cookie, 'mutation ($input: SubmitCheckInInput!) { submitCheckIn(input: $input) { __typename ... on Refusal { code field } ... on CheckInSaved { alerts { id } } } }', { input });
  const id = /"alerts":\[\{"id":"([^"]+)"/.exec(text)?.[1];
  if (id === undefined) throw new Error(`no alert: ${text}`);
  return id;
}

interface Site {
  readonly t: TestDatabase;
  readonly house: House;
}

interface Place {
  readonly organisationId: OrganisationId;
  readonly patientId: PatientId;
  readonly name: string;
  readonly birthYear: number;
}

/** What prescribers and administrators write down, and something that is to be done. */
async function writeDown({ t }: Site, of: Pick<Place, 'organisationId' | 'patientId'>, by: AccountId): Promise<Pick<Target, 'taskId' | 'otherMedicineId' | 'outsideClinicianId' | 'localProduct' | 'settingsVersion'>> {
  const [taskId, otherMedicineId, outsideClinicianId, localProduct] = [newId(), newId(), newId(), 'powder-of-the-house'];
  const settingsVersion = 90_417;
  const key = [of.organisationId, of.patientId];
  const queries = { query: async <Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> => (await t.owner.query(sql, [...parameters])).rows as Row[] };
  const name = await t.sealer.seal(queries, of.patientId, 'clin.other_medicine.name', otherMedicineId, 'Fluconazole');
  const contact = await t.sealer.seal(queries, of.patientId, 'clin.outside_clinician.contact', outsideClinicianId, JSON.stringify({ name: 'Dr Rowan Hale', phone: '+1 555 0101', email: 'rowan@example.org' }));
  const words = await t.sealer.seal(queries, of.patientId, 'clin.intake.words', taskId, 'Found so.');
  const taken = [{ medicine: 'clonazepam', slots: { morning: 0, midday: 0, evening: 0, night: 500 }, pattern: 'as-needed', daysAMonth: 4 }];
  const product = {
    kind: 'powder', code: localProduct, medicine: 'clonazepam', form: 'powder', label: 'Powder of the house', countries: [], rxNorm: null, concentrationUgPerG: 1000, scaleMarkMg: 1, local: true,
    provenance: { source: 'Formula of the pharmacy', certainty: 'read-in-source', checkedOn: '2026-01-05' },
  };
  await t.owner.query(`INSERT INTO clin.task (organisation_id, patient_id, id, kind, about, for_role, opened_at, due_at) VALUES ($1, $2, $3, 'plan-unread', 'proof', 'coordinator', clock.now(), clock.now())`, [...key, taskId]);
  await t.owner.query(
    `INSERT INTO clin.intake (organisation_id, patient_id, recorded_at, id, recorded_by, recorded_on, taken, indication, months_of_use, factors, risk_review_on, words)
     VALUES ($1, $2, clock.now(), $3, $4, '2026-03-01', $5::jsonb, 'panic', 12, '{copd}', '2026-03-01', $6)`, [...key, taskId, by, JSON.stringify(taken), words]);
  await t.owner.query(`INSERT INTO clin.other_medicine (organisation_id, patient_id, id, name, started_on, entered_by, entered_at) VALUES ($1, $2, $3, $4, '2026-01-05', $5, clock.now())`, [...key, otherMedicineId, name, by]);
  await t.owner.query(`INSERT INTO clin.outside_clinician (organisation_id, patient_id, id, role, contact, entered_by, entered_at) VALUES ($1, $2, $3, 'psychiatrist', $4, $5, clock.now())`, [...key, outsideClinicianId, contact, by]);
  await t.owner.query(`INSERT INTO clin.local_product (organisation_id, code, product, entered_by, entered_at) VALUES ($1, $2, $3::jsonb, $4, clock.now())`, [of.organisationId, localProduct, JSON.stringify(product), by]);
  const { version: _, ...figures } = defaultTaperSettings;
  await t.owner.query(`INSERT INTO clin.taper_settings (organisation_id, version, settings, signed_by, signed_at) VALUES ($1, $2, $3::jsonb, $4, clock.now())`, [of.organisationId, settingsVersion, JSON.stringify(figures), by]);
  return { taskId, otherMedicineId, outsideClinicianId, localProduct, settingsVersion };
}

/** As somebody does it: by name and year of birth, with a reason. */
async function openEmergency(house: House, cookie: string, { name, birthYear }: Place): Promise<Emergency['breakGlassId']> {
  const input = { name, birthYear, reason: 'seizure', nature: 'Found on the floor of the waiting room.' };
  const { text } = await house.ask('/graphql', cookie, 'mutation ($input: OpenEmergencyAccessInput!) { openEmergencyAccess(input: $input) { __typename ... on Refusal { code } ... on EmergencyOpened { id } } }', { input });
  const id = /"id":"([^"]+)"/.exec(text)?.[1];
  if (id === undefined) throw new Error(`no emergency access: ${text}`);
  return id as Emergency['breakGlassId'];
}

/** As a coordinator does it. */
async function invite(house: House, cookie: string): Promise<string> {
  const input = { name: 'Some Newcomer', email: 'newcomer@example.org', language: 'en' };
  const { text } = await house.ask('/graphql', cookie, 'mutation ($input: InvitePatientInput!) { invitePatient(input: $input) { __typename ... on Refusal { code } ... on InvitationMade { id } } }', { input });
  const id = /"id":"([^"]+)"/.exec(text)?.[1];
  if (id === undefined) throw new Error(`no invitation: ${text}`);
  return id;
}

/** Somebody of every role in every relation that the role can have. */
async function population(site: Site, world: 'own' | 'other', of: Place, alertId: AlertId | null): Promise<readonly Reader[]> {
  const made: Reader[] = [];
  const { t } = site;
  for (const role of ['prescriber', 'therapist', 'coordinator'] as const) {
    for (const relation of teamRelations) made.push(await reader(site, `${world}: ${role}, ${relation}`, world, await buildStaff(t, { organisationId: of.organisationId, role }), relation, of, alertId));
  }
  for (const role of ['prescriber', 'safety-lead'] as const) made.push(await reader(site, `${world}: ${role}, break-glass`, world, await buildStaff(t, { organisationId: of.organisationId, role }), 'break-glass', of, alertId));
  made.push(await reader(site, `${world}: safety-lead, paged`, world, await buildStaff(t, { organisationId: of.organisationId, role: 'safety-lead' }), 'paged', of, alertId));
  for (const role of ['safety-lead', 'administrator', 'auditor', 'moderator'] as const) made.push(await reader(site, `${world}: ${role}, never`, world, await buildStaff(t, { organisationId: of.organisationId, role })));
  return [...made, await reader(site, `${world}: patient, never`, world, await buildPatient(t, { organisationId: of.organisationId }))];
}

async function reader(site: Site, who: string, world: 'own' | 'other', of: BuiltPerson, relation: Relation = 'never', at: Place | null = null, alertId: AlertId | null = null): Promise<Reader> {
  const { t } = site;
  const { cookie, actor, sessionId } = await openSession(t, of);
  await t.owner.query('UPDATE identity.session SET stepped_up_at = clock.now() WHERE id = $1', [sessionId]);
  const facts = at === null ? nothing : await relate(site, of, cookie, relation, at, alertId);
  return { who, world, actor, cookie, sessionId, name: of.name, email: of.email, ...facts };
}

type Facts = Pick<Reader, 'memberships' | 'consents' | 'namedBy' | 'emergencies'>;
const nothing: Facts = { memberships: [], consents: [], namedBy: [], emergencies: [] };

/** Puts the rows into the database, and tells the rules the same. */
async function relate({ t, house }: Site, { accountId, role }: BuiltPerson, cookie: string, relation: Relation, at: Place, alertId: AlertId | null): Promise<Facts> {
  const now = await t.clock.now();
  const [year, day] = [365 * 86_400_000, 86_400_000];
  const before = new Date(now.getTime() - 2 * year);
  if (relation === 'never' || relation === 'self') return nothing;
  if (relation === 'paged') {
    if (alertId === null || role === 'patient') return nothing;
    await t.owner.query('SELECT clin.grant_for_alert($1, $2, $3)', [alertId, accountId, role]);
    return { ...nothing, namedBy: [{ alertId, patientId: at.patientId, accountId, role, from: now.getTime(), resolvedAt: null }] };
  }
  if (relation === 'break-glass') {
    if (role === 'patient') return nothing;
    const id = await openEmergency(house, cookie, at);
    return { ...nothing, emergencies: [{ breakGlassId: id, patientId: at.patientId, accountId, role, from: now.getTime(), until: now.getTime() + 3_600_000 }] };
  }
  if (role !== 'prescriber' && role !== 'therapist' && role !== 'coordinator') throw new Error(`${role} is on no team`);
  const id = await joinTeam(t, { ...at, accountId, role, primary: false, onRota: false, startsAt: before });
  if (relation === 'ex-member') await leaveTeam(t, id);
  const startsAt = relation === 'expired-consent' ? before : new Date(now.getTime() - day);
  const expiresAt = new Date(now.getTime() + (relation === 'expired-consent' ? -day : year));
  const consentId = relation === 'team-without-consent' ? null : await giveConsent(t, { ...at, to: { accountId }, startsAt, expiresAt });
  if (relation === 'withdrawn-consent' && consentId !== null) await withdrawConsent(t, consentId);
  const categories = ['taper_plan', 'doses', 'symptom_scores', 'free_text', 'therapy_tasks', 'crisis_alerts', 'identity_contacts', 'alert_head'] as const;
  return {
    ...nothing,
    memberships: [{ id: id as Membership['id'], patientId: at.patientId, accountId, role, startsAt: before.getTime(), endsAt: relation === 'ex-member' ? now.getTime() : null }],
    consents: consentId === null ? [] : [{
      id: consentId as Consent['id'], patientId: at.patientId, recipient: { kind: 'person', accountId }, categories, purposes: ['treatment'],
      startsAt: startsAt.getTime(), expiresAt: expiresAt.getTime(), revokedAt: relation === 'withdrawn-consent' ? now.getTime() : null,
    }],
  };
}
