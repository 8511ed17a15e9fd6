import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Category, type Consent, type Emergency, mayRead, type Membership, type Naming } from '@evenkeel/care-team-rules';
import { printBasis } from '@evenkeel/care-team-server';
import { prepareGraphql } from '@evenkeel/graphql';
import { createLog, nestLog, prepareHttp } from '@evenkeel/http';
import { openSession, type BuiltPerson } from '@evenkeel/identity-server/testing';
import type { AccountId, Actor, PatientId, Role } from '@evenkeel/kernel';
import { rows as rowClasses, seedDemo } from '@evenkeel/product';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import supertest from 'supertest';
import { AppModule } from './app.module.js';

/** The full size is 2,000: `EVENKEEL_AUDITED=2000`. Another seed is another session. */
const size = Number(process.env['EVENKEEL_AUDITED'] ?? 300);
const seed = Number(process.env['EVENKEEL_SEED'] ?? 20260302);

/** A small generator, so that a session can be played again. */
function dice(start: number): <T>(of: readonly T[]) => T {
  let state = start >>> 0;
  return (of) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const found = of[Math.floor((state / 2 ** 32) * of.length)];
    if (found === undefined) throw new Error('Nothing to choose from');
    return found;
  };
}

interface Shown { readonly patientId: string; readonly category: Category }
interface Listed { readonly id: string; readonly openAlerts: number; readonly lastAnsweredAt: string | null; readonly nextCheckInAt: string | null; readonly doseMicrograms: number | null }
interface PatientAnswer {
  readonly id: string; readonly phone: string | null; readonly birthYear: number | null; readonly address: string | null;
  readonly schedules?: unknown[]; readonly checkIns?: unknown[]; readonly doseSteps?: unknown[]; readonly alerts?: unknown[]; readonly recentScores?: unknown[];
}

describe('S30: the audit of a random session', () => {
  let t: TestDatabase;
  let app: NestExpressApplication;
  let folder: string;
  const pick = dice(seed);
  const select = async <Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> => (await t.owner.query(sql, parameters)).rows as Row[];

  beforeAll(async () => {
    t = await freshDatabase({ rows: rowClasses });
    folder = mkdtempSync(path.join(tmpdir(), 's30-'));
    await seedDemo({ ...t.config, EVENKEEL_DATA_DIR: folder });
    const log = createLog({ LOG_LEVEL: 'silent', EVENKEEL_INSTANCE: 'test' });
    app = await NestFactory.create<NestExpressApplication>(AppModule.forProcess(t.config, log, new Map()), { bodyParser: false, logger: nestLog(log), abortOnError: false });
    prepareHttp(app, t.config, log);
    prepareGraphql(app, { operations: new Map(), production: false });
    await app.init();
  }, 120_000);
  afterAll(async () => { await app.close(); await t.close(); rmSync(folder, { recursive: true, force: true }); });

  async function ask(cookie: string, query: string, variables: object = {}): Promise<{ data: Record<string, unknown> | null; requestId: string }> {
    const answer = await supertest(app.getHttpServer()).post('/graphql').set({ 'x-evenkeel-client': 'web', cookie }).send({ query, variables });
    return { data: (answer.body as { data: Record<string, unknown> | null }).data, requestId: String(answer.headers['x-request-id']) };
  }

  /** By the rules alone, from the rows as they are: on what a reading rested. */
  async function basisOf(actor: Actor, patientId: PatientId, category: Category): Promise<string | null> {
    const memberships = (await select<Omit<Membership, 'startsAt' | 'endsAt'> & { starts: Date; ends: Date | null }>(
      `SELECT id, patient_id AS "patientId", account_id AS "accountId", role, starts_at AS starts, ends_at AS ends FROM clin.care_team_member WHERE accepted_at IS NOT NULL AND patient_id = $1`, [patientId]))
      .map(({ starts, ends, ...row }): Membership => ({ ...row, startsAt: starts.getTime(), endsAt: ends?.getTime() ?? null }));
    const consents = (await select<Omit<Consent, 'startsAt' | 'expiresAt' | 'revokedAt'> & { starts: Date; expires: Date; revoked: Date | null }>(
      `SELECT id, patient_id AS "patientId", categories, purposes, starts_at AS starts, expires_at AS expires, revoked_at AS revoked,
         CASE WHEN recipient_role IS NULL THEN jsonb_build_object('kind', 'person', 'accountId', recipient_account) ELSE jsonb_build_object('kind', 'role', 'role', recipient_role) END AS recipient
       FROM clin.consent WHERE patient_id = $1`, [patientId]))
      .map(({ starts, expires, revoked, ...row }): Consent => ({ ...row, startsAt: starts.getTime(), expiresAt: expires.getTime(), revokedAt: revoked?.getTime() ?? null }));
    const namedBy = (await select<Omit<Naming, 'from' | 'resolvedAt'> & { starts: Date }>(
      `SELECT DISTINCT basis_id AS "alertId", patient_id AS "patientId", account_id AS "accountId", role, valid_from AS starts FROM identity.access_grant WHERE basis_kind = 'alert' AND patient_id = $1`, [patientId]))
      .map(({ starts, ...row }): Naming => ({ ...row, from: starts.getTime(), resolvedAt: null }));
    const emergencies = (await select<Omit<Emergency, 'from' | 'until'> & { starts: Date; ends: Date }>(
      `SELECT id AS "breakGlassId", patient_id AS "patientId", account_id AS "accountId", role, opened_at AS starts, expires_at AS ends FROM clin.break_glass WHERE patient_id = $1`, [patientId]))
      .map(({ starts, ends, ...row }): Emergency => ({ ...row, from: starts.getTime(), until: ends.getTime() }));
    const now = (await t.clock.now()).getTime();
    const basis = mayRead({ role: actor.role, accountId: actor.accountId, ownPatientId: actor.patientId, patientId, category, memberships, consents, namedBy, emergencies, now });
    return basis === null ? null : printBasis(basis);
  }

  const ofList = ({ id, openAlerts, lastAnsweredAt, nextCheckInAt, doseMicrograms }: Listed): Shown[] => [
    { patientId: id, category: 'team' },
    ...(openAlerts > 0 ? [{ patientId: id, category: 'alert_head' as const }] : []),
    ...(lastAnsweredAt !== null || nextCheckInAt !== null ? [{ patientId: id, category: 'schedule' as const }] : []),
    ...(doseMicrograms !== null ? [{ patientId: id, category: 'taper_plan' as const }] : []),
  ];
  const ofPatient = (found: PatientAnswer | null): Shown[] => {
    if (found === null) return [];
    const cell = (category: Category, is: boolean): Shown[] => (is ? [{ patientId: found.id, category }] : []);
    const some = (list: unknown[] | undefined): boolean => (list?.length ?? 0) > 0;
    return [
      ...cell('team', true), ...cell('identity_contacts', found.phone !== null || found.birthYear !== null || found.address !== null),
      ...cell('schedule', some(found.schedules) || some(found.checkIns)), ...cell('taper_plan', some(found.doseSteps)),
      ...cell('alert_head', some(found.alerts)), ...cell('recent_scores', some(found.recentScores)),
    ];
  };

  it(`has a row with the right basis for everything that was shown or done, ${size} times`, async () => {
    const held = await select<{ account_id: AccountId; organisation_id: Actor['organisationId']; role: Role }>(`SELECT account_id, organisation_id, role FROM identity.membership WHERE role NOT IN ('patient', 'administrator', 'auditor') ORDER BY role, account_id`);
    const readers = await Promise.all(held.map(async ({ account_id: accountId, organisation_id: organisationId, role }) => {
      const base = { accountId, organisationId, role, patientId: null, name: '', email: '' };
      const person: BuiltPerson = { ...base, actor: () => ({ kind: 'person', ...base, sessionId: accountId as unknown as Actor['sessionId'], steppedUpAt: null, requestId: 's30' }) };
      const { cookie, sessionId } = await openSession(t, person);
      await t.owner.query('UPDATE identity.session SET stepped_up_at = clock.now() WHERE id = $1', [sessionId]);
      return { actor: person.actor(), cookie, role };
    }));
    const patients = (await select<{ id: PatientId }>('SELECT id FROM identity.patient ORDER BY id')).map(({ id }) => id);
    const checkIns = await select<{ id: string; patient: PatientId }>(`SELECT DISTINCT ON (patient_id, template_id) id, patient_id AS patient FROM clin.check_in WHERE answered_at IS NOT NULL ORDER BY patient_id, template_id, at DESC`);
    const alerts = await select<{ id: string; patient: PatientId }>('SELECT id, patient_id AS patient FROM clin.alert');
    const memberships = await select<{ id: string }>(`SELECT id FROM clin.care_team_member WHERE role = 'coordinator'`);
    const lead = readers.find((each) => each.role === 'safety-lead');
    expect(lead).toBeDefined();
    const patient = 'id phone birthYear address doseSteps { id } recentScores { value }';
    const record = `${patient} schedules { id } checkIns { id } alerts { id }`;

    let cells = 0;
    let written = 0;
    const missing: string[] = [];
    for (let n = 0; n < size; n += 1) {
      const reader = pick(readers);
      const id = pick(patients);
      const kind = pick(['list', 'patient', 'patient', 'answers', 'alert', 'board', 'write', 'emergency', 'time'] as const);
      let shown: Shown[] = [];
      let did: string | null = null;
      let requestId = '';
      let data: Record<string, unknown> | null = null;
      if (kind === 'time') { await t.clock.advance(pick([1000, 60_000, 20 * 60_000])); continue; }
      // Idle sessions are another matter.
      await t.owner.query('UPDATE identity.session SET last_seen_at = clock.now(), stepped_up_at = clock.now(), expires_at = clock.now() + interval \'12 hours\'');
      if (kind === 'list') {
        ({ data, requestId } = await ask(reader.cookie, '{ patients { id name openAlerts worstTier lastAnsweredAt nextCheckInAt doseMicrograms } }'));
        shown = ((data?.['patients'] ?? []) as Listed[]).flatMap(ofList);
      } else if (kind === 'patient') {
        ({ data, requestId } = await ask(reader.cookie, `query($id: ID!) { patient(id: $id) { ${reader.role === 'safety-lead' ? patient : reader.role === 'prescriber' ? record : record.replace('recentScores { value }', '')} } }`, { id }));
        shown = ofPatient((data?.['patient'] ?? null) as PatientAnswer | null);
      } else if (kind === 'answers') {
        const of = pick(checkIns);
        ({ data, requestId } = await ask(reader.cookie, 'query($id: ID!) { checkInAnswers(checkInId: $id) { question value text } }', { id: of.id }));
        const answers = (data?.['checkInAnswers'] ?? []) as { value: number | null; text: string | null }[];
        if (answers.some((each) => each.value !== null)) shown.push({ patientId: of.patient, category: 'symptom_scores' });
        if (answers.some((each) => each.text !== null)) shown.push({ patientId: of.patient, category: 'free_text' });
      } else if (kind === 'alert') {
        const of = pick(alerts);
        ({ data, requestId } = await ask(reader.cookie, 'query($id: ID!) { alert(id: $id) { head { id } context { trigger } contact { phone } } }', { id: of.id }));
        const found = data?.['alert'] as { head: unknown; context: { trigger: unknown } | null; contact: { phone: string | null } | null } | null;
        if (found?.head) shown.push({ patientId: of.patient, category: 'alert_head' });
        if (found?.context) shown.push({ patientId: of.patient, category: 'crisis_alerts' });
      } else if (kind === 'board') {
        ({ data, requestId } = await ask(reader.cookie, '{ alertBoard { waiting { patientId } mine { patientId } inProgress { patientId } closedToday { patientId } } }'));
        const board = (data?.['alertBoard'] ?? {}) as Record<string, { patientId: string }[]>;
        shown = [...new Set(Object.values(board).flat().map((head) => head.patientId))].map((patientId) => ({ patientId, category: 'alert_head' as const }));
      } else if (kind === 'emergency') {
        ({ data, requestId } = await ask(reader.cookie, `mutation($input: OpenEmergencyAccessInput!) { openEmergencyAccess(input: $input) { __typename ... on Refusal { code } } }`,
          { input: { name: 'Alder Quinn', birthYear: 1979, reason: 'seizure', nature: 'Found on the floor, ambulance is called.' } }));
        did = ['prescriber', 'safety-lead'].includes(reader.role) ? 'emergency.%' : null;
      } else {
        const what = pick(['schedule', 'team'] as const);
        if (what === 'schedule') {
          ({ data, requestId } = await ask(reader.cookie, `mutation($input: CheckInScheduleInput!) { setCheckInSchedule(input: $input) { __typename } }`, { input: { patientId: id, templateId: 'daily', localTime: '09:00', zone: 'America/New_York', startsOn: '2027-01-01' } }));
          did = (data?.['setCheckInSchedule'] as { __typename: string } | null)?.__typename === 'CheckInSchedule' ? 'schedule.set' : null;
        } else {
          ({ data, requestId } = await ask(reader.cookie, `mutation($input: RemoveTeamMemberInput!) { removeTeamMember(input: $input) { __typename } }`, { input: { membershipId: pick(memberships).id, sure: true } }));
          did = (data?.['removeTeamMember'] as { __typename: string } | null)?.__typename === 'SharingChanged' ? 'team.remove' : null;
        }
      }
      if (did === 'team.remove') {
        // Back again, so that the session stays a session.
        await t.owner.query(`UPDATE clin.care_team_member SET ends_at = NULL, ended_reason = NULL, ended_by = NULL WHERE ends_at IS NOT NULL`);
        for (const each of patients) await t.owner.query('SELECT clin.refresh_grants($1)', [each]);
      }
      const entries = await select<{ patient_id: string | null; category: string | null; basis: string; action: string }>('SELECT patient_id, category, basis, action FROM audit.entry WHERE request_id = $1', [requestId]);
      for (const cell of shown) {
        cells += 1;
        const basis = await basisOf(reader.actor, cell.patientId as PatientId, cell.category);
        if (!entries.some((entry) => entry.action === 'read' && entry.patient_id === cell.patientId && entry.category === cell.category && entry.basis === basis)) {
          missing.push(`${reader.role} ${kind} ${cell.category}: wanted ${basis}, has ${JSON.stringify(entries.filter((entry) => entry.category === cell.category))}`);
        }
      }
      if (did !== null) {
        written += 1;
        const verb = did.replace('%', '');
        if (!entries.some((entry) => entry.action.startsWith(verb))) missing.push(`${reader.role} did ${did} and nobody wrote it down`);
      }
    }
    process.stdout.write(`S30: ${size} requests, ${cells} cells shown, ${written} things done, ${missing.length} not in the audit\n`);
    expect(missing).toEqual([]);
    expect(cells).toBeGreaterThan(size / 2);
    expect(written).toBeGreaterThan(size / 30);
  }, 60_000 + size * 400);
});
