import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { joinTeam, leaveTeam } from '@evenkeel/care-team-server/testing';
import { prepareGraphql } from '@evenkeel/graphql';
import { createLog, nestLog, prepareHttp } from '@evenkeel/http';
import { AccountLinks, Invite } from '@evenkeel/identity-server';
import { buildOrganisation, buildPatient, buildStaff, openSession, type BuiltPatient, type BuiltPerson } from '@evenkeel/identity-server/testing';
import { isRefusal, type OrganisationId, type Role } from '@evenkeel/kernel';
import { rows } from '@evenkeel/product';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import supertest from 'supertest';
import { AppModule } from './app.module.js';

const password = 'quiet-lantern-over-water';
const week = 7 * 24 * 3_600_000;

/** Invitations to a patient's team, from the form to the grants: who may send them, who may take them, and what comes with them. */
describe('an invitation to the team of a patient', () => {
  let t: TestDatabase;
  let app: NestExpressApplication;
  let clinic: OrganisationId;
  let pat: BuiltPatient;
  let cora: BuiltPerson;
  let addresses = 0;

  beforeAll(async () => {
    t = await freshDatabase({ rows });
    const log = createLog({ LOG_LEVEL: 'silent', EVENKEEL_INSTANCE: 'test' });
    app = await NestFactory.create<NestExpressApplication>(AppModule.forProcess(t.config, log, new Map()), { bodyParser: false, logger: nestLog(log), abortOnError: false });
    prepareHttp(app, t.config, log);
    prepareGraphql(app, { operations: new Map(), production: false });
    await app.init();
    clinic = await buildOrganisation(t);
    cora = await buildStaff(t, { organisationId: clinic, role: 'coordinator', name: 'Cora Lind', password });
  }, 60_000);
  beforeEach(async () => {
    pat = await buildPatient(t, { organisationId: clinic, name: 'Pat Doe', password });
    await t.owner.query('DELETE FROM outbox.message');
  });
  afterAll(async () => { await app.close(); await t.close(); });

  const post = (at: string, body: object, cookie = '') => supertest(app.getHttpServer()).post(at).set({ 'x-evenkeel-client': 'web', cookie }).send(body);
  const said = (answer: { status: number; body: { code?: string } }) => [answer.status, answer.body.code ?? null];
  const newAddress = (): string => `nia-${(addresses += 1)}@home.example`;
  const ask = async (person: BuiltPerson, query: string, variables: object = {}, role?: Role) =>
    (await post('/graphql', { query, variables }, (await openSession(t, person, role === undefined ? {} : { role })).cookie)).body as { data: Record<string, unknown> };
  interface Wish { name: string; email: string; role: string; patientId: string }
  const invite = async (by: BuiltPerson, wish: Partial<Wish> = {}): Promise<{ answer: { __typename: string; code?: string; field?: string | null }; token: string; id: string; email: string }> => {
    const input = { patientId: pat.patientId, name: 'Nia Cole', email: newAddress(), role: 'therapist', language: 'en', ...wish };
    const { data } = await ask(by, 'mutation ($input: InviteToTeamInput!) { inviteToTeam(input: $input) { __typename ... on Refusal { code field } } }', { input });
    const { rows: [row] } = await t.owner.query<{ id: string }>('SELECT id FROM identity.invitation WHERE patient_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1', [pat.patientId]);
    return { answer: data['inviteToTeam'] as { __typename: string }, token: row === undefined ? '' : app.get(AccountLinks).tokenOf('invitation', row.id), id: row?.id ?? '', email: input.email };
  };
  const register = (token: string) => post('/auth/invitation/register', { token, name: 'Nia Cole', password, language: 'en' });
  const signIn = async (email: string): Promise<string> => String((await post('/auth/sign-in', { email, password })).headers['set-cookie']).split(';', 1)[0] ?? '';
  const accept = async (token: string, person: BuiltPerson) => post('/auth/invitation/accept', { token }, (await openSession(t, person)).cookie);
  const team = async (): Promise<string[]> => (await t.owner.query<{ role: string }>(
    `SELECT role FROM clin.care_team_member WHERE patient_id = $1 AND accepted_at IS NOT NULL AND ends_at IS NULL ORDER BY role`, [pat.patientId])).rows.map(({ role }) => role);
  const bells = async () => (await t.owner.query<{ topic: string; payload: Record<string, string> }>(`SELECT topic, payload FROM outbox.message WHERE topic <> 'job' ORDER BY id`)).rows;
  const deeds = async () => (await t.owner.query<{ action: string; category: string | null }>(
    `SELECT action, category FROM audit.entry WHERE patient_id = $1 AND action ~ '^(invitation|team)' ORDER BY id`, [pat.patientId])).rows.map(({ action, category }) => `${action} ${category ?? '-'}`);

  it('makes an account by the link, a place on the team and nothing that needs a consent', async () => {
    const { answer, token, email } = await invite(pat);
    expect(answer.__typename).toBe('SharingChanged');
    expect(await team()).toEqual([]);
    expect((await register(token)).status).toBe(200);
    expect(await team()).toEqual(['therapist']);
    const { rows: [nia] } = await t.owner.query<{ id: string }>('SELECT id FROM identity.account WHERE email_index = $1', [t.sealer.emailIndex(email)]);
    const cookie = await signIn(email);
    const read = (await post('/graphql', { query: `{ patients { name } patient(id: "${pat.patientId}") { name phone team { displayName role } consents { live } } }` }, cookie)).body;
    expect(read.data).toEqual({ patients: [{ name: 'Pat Doe' }], patient: { name: 'Pat Doe', phone: null, team: [{ displayName: 'Nia Cole', role: 'therapist' }], consents: [] } });
    expect((await t.owner.query<{ category: string }>('SELECT DISTINCT category FROM identity.access_grant WHERE account_id = $1 ORDER BY 1', [nia?.id])).rows.map(({ category }) => category)).toEqual(['schedule', 'team']);
    // Her connections are made anew with the commit, and the patient's page asks again.
    expect(await bells()).toEqual([
      { topic: 'access-changed', payload: { account: nia?.id } },
      { topic: 'changed', payload: { topic: 'patient', subject: pat.patientId, patient: pat.patientId } },
    ]);
    expect(await deeds()).toEqual(['invitation.care-team team', 'team.join team', 'invitation.accept team']);
  });

  it('brings a prescriber only once the clinic has given the role', async () => {
    const email = newAddress();
    const { token } = await invite(pat, { email, role: 'prescriber' });
    // Nobody becomes a prescriber by a patient's letter: no account is made, and the link stays open.
    expect(said(await register(token))).toEqual([422, 'role-not-held']);
    expect((await t.owner.query('SELECT 1 FROM identity.account WHERE email_index = $1', [t.sealer.emailIndex(email)])).rowCount).toBe(0);
    const ada = await buildStaff(t, { organisationId: clinic, role: 'therapist', email, password });
    expect(said(await accept(token, ada))).toEqual([422, 'role-not-held']);
    expect(await team()).toEqual([]);
    await t.owner.query(`INSERT INTO identity.membership (id, organisation_id, account_id, role, starts_at) VALUES (gen_random_uuid(), $1, $2, 'prescriber', clock.now())`, [clinic, ada.accountId]);
    expect((await accept(token, ada)).status).toBe(200);
    expect(await team()).toEqual(['prescriber']);
  });

  it('is sent by a coordinator of the team, and by nobody else of the staff', async () => {
    expect((await invite(cora)).answer).toMatchObject({ code: 'not-found' });
    await t.owner.query(`INSERT INTO identity.access_grant (account_id, role, category, patient_id, valid_from, basis_kind, basis_id) SELECT $1, 'coordinator', c, $2, clock.now(), 'alert', gen_random_uuid() FROM unnest(ARRAY['team', 'alert_head']) c`, [cora.accountId, pat.patientId]);
    // Not even with the form filled in wrongly does somebody without a place learn that there is a patient.
    expect((await invite(cora, { email: 'nobody' })).answer).toMatchObject({ code: 'not-found', field: null });
    await joinTeam(t, { organisationId: clinic, patientId: pat.patientId, accountId: cora.accountId, role: 'coordinator' });
    expect((await invite(cora, { email: 'nobody' })).answer).toMatchObject({ code: 'email-malformed', field: 'email' });
    const { answer, token } = await invite(cora);
    expect(answer.__typename).toBe('SharingChanged');
    expect((await register(token)).status).toBe(200);
    expect(await team()).toEqual(['coordinator', 'therapist']);
    const other = await buildPatient(t, { organisationId: clinic });
    expect((await invite(other)).answer).toMatchObject({ code: 'not-found' });
  });

  it('is over when whoever sent it has left the team', async () => {
    const place = await joinTeam(t, { organisationId: clinic, patientId: pat.patientId, accountId: cora.accountId, role: 'coordinator' });
    const { token, email } = await invite(cora);
    await leaveTeam(t, place);
    expect(said(await register(token))).toEqual([404, 'invitation-over']);
    expect(said(await accept(token, await buildStaff(t, { organisationId: clinic, role: 'therapist', email })))).toEqual([404, 'invitation-over']);
    expect(await team()).toEqual([]);
  });

  it('never puts a patient on their own team', async () => {
    const { token } = await invite(pat, { email: pat.email });
    expect(said(await accept(token, pat))).toEqual([404, 'invitation-over']);
    expect(await team()).toEqual([]);
  });

  it('counts once, however often it is accepted, also for somebody who is there already', async () => {
    const nia = await buildStaff(t, { organisationId: clinic, role: 'therapist' });
    const { token } = await invite(pat, { email: nia.email });
    for (let times = 0; times < 2; times += 1) expect((await accept(token, nia)).status).toBe(200);
    expect(await team()).toEqual(['therapist']);
    expect((await accept((await invite(pat, { email: nia.email })).token, nia)).status).toBe(200);
    expect(await team()).toEqual(['therapist']);
  });

  it('opens nothing once it is taken back, or a week old', async () => {
    const nia = await buildStaff(t, { organisationId: clinic, role: 'therapist' });
    const [revoked, old] = [await invite(pat, { email: nia.email }), await invite(pat, { email: nia.email })];
    await t.owner.query('UPDATE identity.invitation SET revoked_at = clock.now() WHERE id = $1', [revoked.id]);
    expect(said(await accept(revoked.token, nia))).toEqual([404, 'invitation-over']);
    await t.clock.advance(week);
    expect(said(await accept(old.token, nia))).toEqual([404, 'invitation-over']);
    expect(await team()).toEqual([]);
  });

  it('and one to moderate never meet in one account, whichever comes first', async () => {
    const admin = await buildStaff(t, { organisationId: clinic, role: 'administrator' });
    const asModerator = async (email: string): Promise<string> => {
      const id = await app.get(Invite).run(admin.actor(), { purpose: 'staff', role: 'moderator', name: 'Noor', email, language: 'en' });
      if (isRefusal(id)) throw new Error(id.code);
      return app.get(AccountLinks).tokenOf('invitation', id);
    };
    const nia = await buildStaff(t, { organisationId: clinic, role: 'therapist' });
    expect(said(await accept(await asModerator(nia.email), nia))).toEqual([422, 'roles-not-together']);
    const noor = await buildStaff(t, { organisationId: clinic, role: 'moderator' });
    expect(said(await accept((await invite(pat, { email: noor.email })).token, noor))).toEqual([422, 'roles-not-together']);
    expect(await team()).toEqual([]);
  });
});
