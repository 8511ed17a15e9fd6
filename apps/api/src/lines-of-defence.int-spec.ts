import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Category, mayRead, type Consent, type Membership } from '@evenkeel/care-team-rules';
import { leaveTeam, withdrawConsent } from '@evenkeel/care-team-server/testing';
import { prepareGraphql } from '@evenkeel/graphql';
import { createLog, nestLog, prepareHttp } from '@evenkeel/http';
import { buildOrganisation, buildPatient, buildStaff, openSession, type BuiltPerson } from '@evenkeel/identity-server/testing';
import type { AccountId, Actor, OrganisationId, PatientId, Role } from '@evenkeel/kernel';
import { rows as rowClasses, seedDemo } from '@evenkeel/product';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import supertest from 'supertest';
import { AppModule } from './app.module.js';

/** The kind of data in each table that is about a patient. A new table has to be named here, or the test fails. */
const categoryOf: Readonly<Record<string, Category>> = {
  'identity.patient_zone': 'team', 'clin.care_team_member': 'team', 'clin.consent': 'team', 'clin.check_in_schedule': 'schedule', 'clin.check_in': 'schedule',
  'clin.check_in_answer': 'symptom_scores', 'clin.check_in_text': 'free_text', 'clin.dose_step': 'taper_plan', 'clin.alert': 'alert_head', 'clin.alert_trigger': 'alert_head',
  'clin.alert_event': 'alert_head', 'clin.notification': 'alert_head', 'clin.notification_attempt': 'alert_head', 'clin.alert_context': 'crisis_alerts', 'clin.alert_note': 'alert_head',
  'clin.timeline_month': 'symptom_scores', 'clin.timeline_stale': 'symptom_scores', 'clin.annotation': 'free_text',
  'clin.plan_version': 'taper_plan', 'clin.plan_sign_off': 'taper_plan', 'clin.plan_change': 'taper_plan', 'clin.step_review': 'taper_plan', 'clin.task': 'schedule',
  'clin.intake': 'taper_plan', 'clin.other_medicine': 'taper_plan', 'clin.outside_clinician': 'taper_plan', 'clin.calendar_feed': 'schedule',
  'clin.dose_record': 'doses', 'clin.dispensing': 'taper_plan', 'clin.dose_watch': 'taper_plan',
};
/** About a patient too, but for the person who is signed in: a session, a grant, a use of emergency access, an invitation that somebody wrote. */
const ofTheReader = ['clin.break_glass', 'identity.access_grant', 'identity.invitation', 'identity.session'];
/** Nobody but staff reads closing notes, why a plan was signed, and what a review found. */
const staffOnly = new Set(['clin.alert_note', 'clin.plan_sign_off', 'clin.step_review']);
/** Not for everybody who reads this kind of data. */
const rolesOf: Readonly<Record<string, readonly Role[]>> = {
  'clin.task': ['patient', 'prescriber', 'coordinator'], 'clin.intake': ['patient', 'prescriber'], 'clin.other_medicine': ['patient', 'prescriber'], 'clin.outside_clinician': ['prescriber'],
  'clin.calendar_feed': ['patient'], 'clin.dispensing': ['patient', 'prescriber'], 'clin.dose_watch': ['patient', 'prescriber'],
};
/** Whoever wrote an annotation reads it, whatever is shared, while they are on the team. */
const byAuthor = 'clin.annotation';

interface Reader {
  readonly who: string;
  readonly actor: Actor;
  readonly person: BuiltPerson;
}

describe('S3: each line of defence alone', () => {
  let t: TestDatabase;
  let folder: string;
  let app: NestExpressApplication;
  let readers: Reader[];
  let patients: { id: PatientId; name: string; alerts: string[]; checkIns: string[]; schedules: string[] }[];
  const select = async <Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> => (await t.owner.query(sql, parameters)).rows as Row[];

  beforeAll(async () => {
    t = await freshDatabase({ rows: rowClasses });
    folder = mkdtempSync(path.join(tmpdir(), 's3-'));
    await seedDemo({ ...t.config, EVENKEEL_DATA_DIR: folder });
    // As if half of it had been folded: what is still to fold and what is folded are both there to be seen, or not.
    await t.owner.query(`INSERT INTO clin.timeline_month (organisation_id, patient_id, month, overall_day, overall, symptom, level, folded_at)
      SELECT DISTINCT organisation_id, patient_id, month, '{}'::smallint[], '{}'::smallint[], '{}'::text[], '{}'::smallint[], clock.now() FROM clin.timeline_stale`);
    const elsewhere = await buildOrganisation(t, { name: 'Another clinic' });
    const theirs = await buildPatient(t, { organisationId: elsewhere, name: 'Of another clinic' });
    await t.owner.query(`INSERT INTO clin.task (organisation_id, patient_id, id, kind, about, for_role, opened_at, due_at)
      SELECT organisation_id, id, gen_random_uuid(), 'plan-unread', '1', 'coordinator', clock.now(), clock.now() FROM identity.patient ON CONFLICT DO NOTHING`);
    await t.owner.query(`INSERT INTO clin.intake (organisation_id, patient_id, recorded_at, id, recorded_by, recorded_on, taken, indication, factors)
      SELECT organisation_id, id, clock.now(), gen_random_uuid(), account_id, '2026-03-01', '[]', 'panic', '{}' FROM identity.patient`);
    const [home] = await select<{ id: OrganisationId }>(`SELECT id FROM identity.organisation WHERE id <> $1`, [elsewhere]);
    if (home === undefined) throw new Error('no demo clinic');
    await part(home.id);
    readers = [
      ...await demoReaders(home.id),
      ...await Promise.all((['prescriber', 'therapist', 'coordinator', 'safety-lead'] as const).map(async (role) => reader(`a ${role} who is on no team`, await buildStaff(t, { organisationId: home.id, role })))),
      reader('a prescriber of another clinic', await buildStaff(t, { organisationId: elsewhere, role: 'prescriber' })),
      reader('a patient of another clinic', theirs),
    ];
    patients = await Promise.all((await select<{ id: PatientId }>(`SELECT id FROM identity.patient ORDER BY id`)).map(async ({ id }) => ({
      id, name: await nameOf(id),
      alerts: (await select<{ id: string }>(`SELECT id FROM clin.alert WHERE patient_id = $1`, [id])).map((row) => row.id),
      checkIns: (await select<{ id: string }>(`SELECT id FROM clin.check_in WHERE patient_id = $1 ORDER BY at DESC LIMIT 3`, [id])).map((row) => row.id),
      schedules: (await select<{ id: string }>(`SELECT id FROM clin.check_in_schedule WHERE patient_id = $1`, [id])).map((row) => row.id),
    })));
    const log = createLog({ LOG_LEVEL: 'silent', EVENKEEL_INSTANCE: 'test' });
    app = await NestFactory.create<NestExpressApplication>(AppModule.forProcess(t.config, log, new Map()), { bodyParser: false, logger: nestLog(log), abortOnError: false });
    prepareHttp(app, t.config, log);
    prepareGraphql(app, { operations: new Map(), production: false });
    await app.init();
  }, 120_000);
  afterAll(async () => { await app.close(); await t.close(); rmSync(folder, { recursive: true, force: true }); });

  /** Makes the demo less harmonious: somebody left a team, somebody's consent was withdrawn. */
  async function part(organisationId: OrganisationId): Promise<void> {
    const [left] = await select<{ id: string }>(`SELECT id FROM clin.care_team_member WHERE organisation_id = $1 AND role = 'prescriber' AND NOT is_primary AND ends_at IS NULL LIMIT 1`, [organisationId]);
    const [gone] = await select<{ id: string }>(`SELECT id FROM clin.consent WHERE organisation_id = $1 AND recipient_role = 'therapist' AND revoked_at IS NULL LIMIT 1`, [organisationId]);
    if (left === undefined || gone === undefined) throw new Error('the demo has changed');
    await leaveTeam(t, left.id);
    await withdrawConsent(t, gone.id);
  }

  const reader = (who: string, person: BuiltPerson): Reader => ({ who, person, actor: person.actor() });

  async function demoReaders(organisationId: OrganisationId): Promise<Reader[]> {
    const held = await select<{ account_id: AccountId; role: Role; patient: PatientId | null }>(
      `SELECT m.account_id, m.role, p.id AS patient FROM identity.membership m LEFT JOIN identity.patient p ON p.account_id = m.account_id WHERE m.organisation_id = $1 ORDER BY m.role, m.account_id`, [organisationId]);
    return held.map(({ account_id: accountId, role, patient: patientId }, index) => {
      const base = { accountId, organisationId, role, patientId, name: '', email: '' };
      return reader(`${role} ${index} of the demo`, { ...base, actor: () => ({ kind: 'person', ...base, sessionId: accountId as unknown as Actor['sessionId'], steppedUpAt: null, requestId: 's3' }) });
    });
  }

  async function nameOf(id: PatientId): Promise<string> {
    const [row] = await select<{ profile: Buffer }>(`SELECT profile FROM identity.patient WHERE id = $1`, [id]);
    if (row === undefined) throw new Error('no such patient');
    return (JSON.parse(await t.sealer.open({ query: select }, id, 'identity.patient.profile', id, row.profile)) as { name: string }).name;
  }

  /** By the rules alone, from all memberships and consents: the yardstick for both lines. */
  async function allowed(actor: Actor, category: Category): Promise<ReadonlySet<PatientId>> {
    const key = `${actor.accountId} ${actor.role} ${category}`;
    const answer = known.get(key) ?? decide(actor, category);
    known.set(key, answer);
    return answer;
  }
  const known = new Map<string, Promise<ReadonlySet<PatientId>>>();

  async function decide(actor: Actor, category: Category): Promise<ReadonlySet<PatientId>> {
    const memberships = (await select<Omit<Membership, 'startsAt' | 'endsAt'> & { starts: Date; ends: Date | null }>(
      `SELECT id, patient_id AS "patientId", account_id AS "accountId", role, starts_at AS starts, ends_at AS ends FROM clin.care_team_member WHERE accepted_at IS NOT NULL`))
      .map(({ starts, ends, ...row }): Membership => ({ ...row, startsAt: starts.getTime(), endsAt: ends?.getTime() ?? null }));
    const consents = (await select<Omit<Consent, 'startsAt' | 'expiresAt' | 'revokedAt'> & { starts: Date; expires: Date; revoked: Date | null }>(
      `SELECT id, patient_id AS "patientId", categories, purposes, starts_at AS starts, expires_at AS expires, revoked_at AS revoked,
         CASE WHEN recipient_role IS NULL THEN jsonb_build_object('kind', 'person', 'accountId', recipient_account) ELSE jsonb_build_object('kind', 'role', 'role', recipient_role) END AS recipient
       FROM clin.consent`))
      .map(({ starts, expires, revoked, ...row }): Consent => ({ ...row, startsAt: starts.getTime(), expiresAt: expires.getTime(), revokedAt: revoked?.getTime() ?? null }));
    const now = (await t.clock.now()).getTime();
    const all = await select<{ id: PatientId }>('SELECT id FROM identity.patient');
    return new Set(all.map(({ id }) => id).filter((patientId) => mayRead({
      role: actor.role, accountId: actor.accountId, ownPatientId: actor.patientId, patientId, category, now,
      memberships: memberships.filter((each) => each.patientId === patientId), consents: consents.filter((each) => each.patientId === patientId),
    }) !== null));
  }

  /** Patients of the team about whom this person wrote something in this role. */
  async function written(actor: Actor): Promise<readonly PatientId[]> {
    const team = await allowed(actor, 'team');
    const rows = await select<{ id: PatientId }>(`SELECT DISTINCT patient_id AS id FROM ${byAuthor} WHERE author_id = $1 AND author_role = $2`, [actor.accountId, actor.role]);
    return rows.map(({ id }) => id).filter((id) => team.has(id));
  }

  const tablesAboutPatients = async (): Promise<string[]> => (await select<{ name: string }>(
    `SELECT table_schema || '.' || table_name AS name FROM information_schema.columns WHERE column_name = 'patient_id' AND table_schema IN ('identity', 'clin', 'outbox') ORDER BY 1`)).map((row) => row.name);

  describe('row-level security, without a line of our code', () => {
    it('knows every table that is about a patient', async () => {
      expect((await tablesAboutPatients()).filter((table) => !ofTheReader.includes(table))).toEqual(Object.keys(categoryOf).sort());
    });

    it('shows each reader exactly the patients that the rules allow, table by table', async () => {
      let shown = 0;
      for (const { who, actor } of readers) {
        for (const [table, category] of Object.entries(categoryOf)) {
          const may = (actor.role === 'patient' && staffOnly.has(table)) || rolesOf[table]?.includes(actor.role) === false ? new Set() : new Set([...await allowed(actor, category), ...(table === byAuthor ? await written(actor) : [])]);
          const has = (await select<{ patient_id: PatientId }>(`SELECT DISTINCT patient_id FROM ${table}`)).map((row) => row.patient_id);
          const seen = await t.database.as(actor, (tx) => tx.query<{ patient_id: PatientId }>(`SELECT DISTINCT patient_id FROM ${table}`));
          expect([who, table, seen.map((row) => row.patient_id).sort()]).toEqual([who, table, has.filter((id) => may.has(id)).sort()]);
          shown += seen.length;
        }
      }
      expect(shown).toBeGreaterThan(50);
    }, 60_000);

    it('lets nobody change a row of a patient who is not theirs', async () => {
      const writable = await select<{ name: string; columns: string[] }>(`SELECT table_schema || '.' || table_name AS name, array_agg(column_name::text) AS columns
        FROM information_schema.column_privileges WHERE grantee = 'app_clin' AND privilege_type = 'UPDATE' GROUP BY 1`);
      expect(writable.length).toBeGreaterThan(5);
      for (const { who, actor } of readers) {
        const team = await allowed(actor, 'team');
        const foreign = patients.map((each) => each.id).filter((id) => !team.has(id));
        for (const table of Object.keys(categoryOf)) {
          const column = writable.find(({ name }) => name === table)?.columns[0];
          if (column === undefined) continue;
          const changed = await t.database.as(actor, (tx) => tx.execute(`UPDATE ${table} SET ${column} = ${column} WHERE patient_id = ANY ($1::uuid[])`, [foreign])).catch((error: Error) => error.message);
          expect([who, table, changed]).toEqual([who, table, typeof changed === 'string' ? expect.stringMatching(/permission denied|row-level security/) : 0]);
        }
      }
    }, 60_000);
  });

  describe('our code, without row-level security', () => {
    beforeAll(async () => {
      for (const { name } of await select<{ name: string }>(`SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND c.relrowsecurity AND n.nspname IN ('identity', 'clin', 'audit', 'outbox')`)) {
        await t.owner.query(`ALTER TABLE ${name} DISABLE ROW LEVEL SECURITY`);
      }
      const stranger = readers.find(({ who }) => who.includes('prescriber who is on no team'));
      if (stranger === undefined) throw new Error('no stranger');
      expect(await t.database.as(stranger.actor, (tx) => tx.query('SELECT DISTINCT patient_id FROM clin.check_in_answer'))).toHaveLength(3);
    });

    const ask = async (cookie: string, query: string, variables: object = {}) =>
      (await supertest(app.getHttpServer()).post('/graphql').set({ 'x-evenkeel-client': 'web', cookie }).send({ query, variables })).body as { data: Record<string, unknown> | null; errors?: { extensions: { code: string } }[] };
    const stateOf = async (): Promise<string> => {
      const hash = createHash('sha256');
      for (const table of [...Object.keys(categoryOf), 'identity.patient']) hash.update(JSON.stringify(await select(`SELECT md5(x::text) FROM ${table} x ORDER BY 1`)));
      return hash.digest('hex');
    };
    const head = 'id patientId patientName family tier status';
    const record = 'id name phone team { displayName } consents { recipient } schedules { id } checkIns { id } doseSteps { id } alerts { id }';

    const timeline = 'timeline(patientId: $id, from: "2025-10-01", pixels: 900) { patientId zone buckets { median } doses { micrograms } alerts { id } notes { id } }';

    it('answers no reader with anything of a patient who is not theirs', async () => {
      let answered = 0;
      for (const { who, actor, person } of readers) {
        const { cookie } = await openSession(t, person);
        const team = await allowed(actor, 'team');
        const foreign = patients.filter(({ id }) => !team.has(id));
        const answers: unknown[] = [
          await ask(cookie, `{ patients { id name } tasks { id patientId patientName } }`), await ask(cookie, `{ alertBoard { waiting { ${head} } mine { ${head} } inProgress { ${head} } closedToday { ${head} } } }`),
          await ask(cookie, `{ today { due { id } doseSteps { id } alerts { id } lastOverall } }`), await ask(cookie, `{ viewer { displayName } }`), await ask(cookie, `{ messageLog { entries { body } } }`),
        ];
        for (const patient of foreign) {
          answers.push(await ask(cookie, `query($id: ID!) { patient(id: $id) { ${record} } }`, { id: patient.id }));
          answers.push(await ask(cookie, `query($id: ID!) { ${timeline} timelineDay(patientId: $id, date: "2026-02-10") { answers { question } notes { text } } }`, { id: patient.id }));
          for (const id of patient.alerts.slice(0, 2)) answers.push(await ask(cookie, `query($id: ID!) { alert(id: $id) { head { ${head} } context { trigger } contact { phone } } ownAlert(id: $id) { reference } }`, { id }));
          for (const id of patient.checkIns) answers.push(await ask(cookie, `query($id: ID!) { checkInAnswers(checkInId: $id) { question value text } }`, { id }));
        }
        const text = JSON.stringify(answers);
        for (const patient of foreign) for (const secret of [patient.id, patient.name, ...patient.alerts, ...patient.checkIns]) expect([who, text.includes(secret) ? secret : 'nothing']).toEqual([who, 'nothing']);
        expect([who, /"question":|"trigger":|"reference":|"phone":"/.exec(text)?.[0] ?? 'nothing']).toEqual([who, 'nothing']);
        expect([who, /"code":"(?!not-allowed|signed-out)[^"]*"/.exec(text)?.[0] ?? 'no fault']).toEqual([who, 'no fault']);
        answered += answers.length;
      }
      expect(answered).toBeGreaterThan(100);
    }, 120_000);

    it('shows those who may see it what they may see, so that silence proves something', async () => {
      const [own] = readers.filter(({ actor }) => actor.role === 'prescriber');
      if (own === undefined) throw new Error('no prescriber');
      const { cookie } = await openSession(t, own.person);
      const [mine] = await allowed(own.actor, 'symptom_scores');
      const patient = patients.find(({ id }) => id === mine);
      const { data } = await ask(cookie, `query($id: ID!, $checkIn: ID!) { patient(id: $id) { ${record} } checkInAnswers(checkInId: $checkIn) { question value } ${timeline} }`, { id: mine, checkIn: patient?.checkIns[0] });
      expect(data).toMatchObject({ patient: { id: mine, name: patient?.name }, timeline: { patientId: mine } });
      expect((data?.['checkInAnswers'] as unknown[]).length).toBeGreaterThan(0);
    });

    it('changes nothing of a patient who is not theirs', async () => {
      const before = await stateOf();
      const now = (await t.clock.now()).toISOString();
      const answered = {
        id: '0a7e0000-0000-7000-8000-0000000000aa', revision: 99, templateId: 'daily', templateVersion: 1, openedAt: now, complete: true, shown: [],
        answers: [{ question: 'overall', value: 1, answeredAt: now, localDate: '2026-03-02', zone: 'America/New_York' }],
      };
      for (const { who, actor, person } of readers) {
        const { cookie } = await openSession(t, person);
        const team = await allowed(actor, 'team');
        for (const patient of patients.filter(({ id }) => !team.has(id))) {
          const schedule = { patientId: patient.id, templateId: 'daily', localTime: '09:00', zone: 'America/New_York', startsOn: '2026-03-05', id: patient.schedules[0], rowVersion: 1 };
          const answers = [
            await ask(cookie, `mutation($input: CheckInScheduleInput!) { setCheckInSchedule(input: $input) { __typename } }`, { input: schedule }),
            await ask(cookie, `query($input: CheckInScheduleInput!) { checkInPreview(input: $input) { __typename } }`, { input: schedule }),
            await ask(cookie, `mutation($input: AddAnnotationInput!) { addAnnotation(input: $input) { __typename } }`,
              { input: { id: '0a7e0000-0000-7000-8000-0000000000ab', patientId: patient.id, localDate: '2026-02-10', visibility: 'whole-team', text: 'Not theirs.' } }),
          ];
          for (const id of patient.checkIns.slice(0, 1)) {
            // Once as the answer to a check-in of theirs, once with an id that collides with it.
            for (const input of [{ ...answered, checkInId: id }, { ...answered, id }]) answers.push(await ask(cookie, `mutation($input: SubmitCheckInInput!) { submitCheckIn(input: $input) { __typename } }`, { input }));
          }
          for (const id of patient.alerts.slice(0, 1)) {
            answers.push(
              await ask(cookie, `mutation($id: ID!) { openAlert(id: $id) { __typename } }`, { id }),
              await ask(cookie, `mutation($id: ID!) { acknowledgeAlert(input: { id: $id, rowVersion: 1 }) { __typename } }`, { id }),
              await ask(cookie, `mutation($id: ID!) { engageAlert(input: { id: $id, rowVersion: 1, how: "reached" }) { __typename } }`, { id }),
              await ask(cookie, `mutation($id: ID!) { resolveAlert(input: { id: $id, rowVersion: 1, outcome: "patient-reached", note: "called" }) { __typename } }`, { id }),
              await ask(cookie, `mutation($id: ID!) { escalateAlert(input: { id: $id, asOf: 1 }) { __typename } }`, { id }));
          }
          for (const answer of answers) {
            const kind = Object.values(answer.data ?? {}).map((each) => (each as { __typename: string } | null)?.__typename)[0] ?? answer.errors?.[0]?.extensions.code;
            expect([who, ['NotFound', 'not-allowed'].includes(String(kind)) ? 'turned away' : JSON.stringify(answer)]).toEqual([who, 'turned away']);
          }
        }
      }
      expect(await stateOf()).toBe(before);
    }, 120_000);
  });
});
