import type { NestExpressApplication } from '@nestjs/platform-express';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OrganisationId } from '@evenkeel/kernel';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import supertest from 'supertest';
import { buildOrganisation, buildPatient, buildStaff, openSession, type BuiltPatient, type BuiltPerson } from './testing.js';
import { openDoor } from './testing-door.js';
import { RedeemTicket } from './use-cases/redeem-ticket.js';

const password = 'quiet-lantern-over-water';
const minutes = (n: number): number => n * 60_000;
const hours = (n: number): number => minutes(60 * n);

describe('signing in', () => {
  let t: TestDatabase;
  let app: NestExpressApplication;
  let clinic: OrganisationId;
  let ada: BuiltPerson;
  let pat: BuiltPatient;

  beforeAll(async () => {
    t = await freshDatabase();
    app = await openDoor(t);
    clinic = await buildOrganisation(t);
    ada = await buildStaff(t, { organisationId: clinic, role: ['prescriber', 'safety-lead'], name: 'Ada Reyes', email: 'Ada@Clinic.example', password, language: 'es' });
    pat = await buildPatient(t, { organisationId: clinic, name: 'Pat Doe', email: 'pat@home.example', password });
  }, 60_000);
  afterAll(async () => { await app.close(); await t.close(); });

  const post = (at: string, body: object = {}, cookie = '', from = '127.0.0.1') =>
    supertest(app.getHttpServer()).post(at).set({ 'x-evenkeel-client': 'web', 'x-forwarded-for': from, cookie }).send(body);
  const session = (cookie: string) => supertest(app.getHttpServer()).get('/auth/session').set('cookie', cookie);
  const signIn = (email: string, secret = password, from?: string) => post('/auth/sign-in', { email, password: secret }, '', from);
  const cookieOf = (answer: { headers: Record<string, unknown> }): string => String(answer.headers['set-cookie']).split(';', 1)[0] ?? '';

  it('opens a session for the right password, whatever the case of the address', async () => {
    const answer = await signIn(' ada@CLINIC.example ');
    expect([answer.status, answer.body]).toEqual([200, { session: { role: 'prescriber', roles: ['prescriber', 'safety-lead'], displayName: 'Ada Reyes', language: 'es', patientId: null, secondFactor: false, mustEnrol: false } }]);
    expect(String(answer.headers['set-cookie'])).toMatch(/^evenkeel_clin=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/);
    expect((await session(cookieOf(answer))).body.session.displayName).toBe('Ada Reyes');
    expect((await t.owner.query(`SELECT action, object_id, organisation_id FROM audit.entry WHERE action = 'session.sign-in'`)).rows)
      .toEqual([{ action: 'session.sign-in', object_id: ada.accountId, organisation_id: clinic }]);
  });

  it('keeps only a hash of the token', async () => {
    const token = cookieOf(await signIn(pat.email)).split('=')[1] ?? '';
    const { rows } = await t.owner.query<{ hash: string }>(`SELECT encode(token_hash, 'hex') AS hash FROM identity.session`);
    expect(token).toHaveLength(43);
    expect(rows.some(({ hash }) => hash.includes(Buffer.from(token, 'base64url').toString('hex')))).toBe(false);
  });

  it('gives a patient their own record and a month', async () => {
    const answer = await signIn(pat.email);
    expect(answer.body.session).toMatchObject({ role: 'patient', patientId: pat.patientId });
    expect(String(answer.headers['set-cookie'])).toContain('Max-Age=2592000');
  });

  it('says the same about a wrong password, an unknown address, a disabled account and one without a role', async () => {
    const gone = await buildStaff(t, { organisationId: clinic, role: 'therapist', password });
    await t.owner.query(`UPDATE identity.account SET disabled_at = clock.now() WHERE id = $1`, [gone.accountId]);
    const left = await buildStaff(t, { organisationId: clinic, role: 'therapist', password });
    await t.owner.query(`UPDATE identity.membership SET ends_at = clock.now() WHERE account_id = $1`, [left.accountId]);
    const answers = [await signIn(ada.email, 'wrong'), await signIn('nobody@nowhere.example'), await signIn(gone.email), await signIn(left.email)];
    for (const answer of answers) {
      expect([answer.status, answer.body, answer.headers['set-cookie']]).toEqual([401, { code: 'sign-in-failed', message: 'The e-mail address or the password is not right.' }, undefined]);
    }
  });

  it('refuses after ten failures within a quarter of an hour, in whatever process they were', async () => {
    const eve = await buildStaff(t, { organisationId: clinic, role: 'coordinator', password });
    for (let i = 0; i < 10; i += 1) expect((await signIn(eve.email, `wrong ${i}`, '198.51.100.1')).status).toBe(401);
    const locked = await signIn(eve.email, password, '198.51.100.1');
    expect([locked.status, locked.body.code]).toEqual([429, 'too-many-attempts']);
    expect((await signIn(eve.email, password, '198.51.100.2')).status).toBe(200);
    await t.clock.advance(minutes(15) + 1000);
    expect((await signIn(eve.email, password, '198.51.100.1')).status).toBe(200);
  });

  it('counts a burst of attempts as it counts them one by one', async () => {
    const zoe = await buildStaff(t, { organisationId: clinic, role: 'coordinator', password });
    const answers = await Promise.all(Array.from({ length: 16 }, (_, i) => signIn(zoe.email, `wrong ${i}`, '198.51.100.3')));
    expect(answers.filter((each) => each.status === 401)).toHaveLength(10);
    expect(answers.filter((each) => each.status === 429)).toHaveLength(6);
  }, 30_000);

  it('stops a network that tries many addresses, and an address that is tried from many networks', async () => {
    const attempt = async (emailIndex: Buffer, network: Buffer) =>
      t.owner.query(`INSERT INTO identity.sign_in_attempt SELECT $1, $2, clock.now(), false FROM generate_series(1, 9)`, [emailIndex, network]);
    for (let i = 0; i < 12; i += 1) await attempt(t.sealer.emailIndex(`someone-${i}@x.example`), t.sealer.emailIndex('network 198.51.100.9'));
    expect((await signIn(pat.email, password, '198.51.100.9')).status).toBe(429);
    const victim = await buildStaff(t, { organisationId: clinic, role: 'coordinator', password });
    for (let i = 0; i < 12; i += 1) await attempt(t.sealer.emailIndex(victim.email), Buffer.from(`elsewhere ${i}`));
    expect((await signIn(victim.email, password, '198.51.100.10')).status).toBe(429);
  });

  describe('a session', () => {
    it.each([
      ['staff, used all the time', 'staff', [3, 3, 3, 2.9], true], ['staff, after twelve hours', 'staff', [3, 3, 3, 3.1], false],
      ['staff, after four idle hours', 'staff', [4.1], false], ['a patient, after 29 days', 'patient', [24 * 29], true], ['a patient, after a month', 'patient', [24 * 30 + 0.1], false],
    ] as const)('of %s', async (_who, kind, pauses, lives) => {
      const cookie = cookieOf(await signIn(kind === 'staff' ? ada.email : pat.email));
      let alive = true;
      for (const pause of pauses) { await t.clock.advance(hours(pause)); alive = (await session(cookie)).body.session !== null; }
      expect(alive).toBe(lives);
    });

    it('writes when it was last used at most each minute', async () => {
      const { cookie, sessionId } = await openSession(t, ada);
      const seen = async () => (await t.owner.query(`SELECT last_seen_at FROM identity.session WHERE id = $1`, [sessionId])).rows[0].last_seen_at as Date;
      const at = await seen();
      await t.clock.advance(59_000); await session(cookie);
      expect(await seen()).toEqual(at);
      await t.clock.advance(2000); await session(cookie);
      expect((await seen()).getTime() - at.getTime()).toBe(61_000);
    });

    it('ends with the sign-out, with the role and with the account', async () => {
      const out = await openSession(t, ada);
      const answer = await post('/auth/sign-out', {}, out.cookie);
      expect([answer.status, String(answer.headers['set-cookie'])]).toEqual([204, expect.stringMatching(/^evenkeel_clin=; .*Max-Age=0/)]);
      expect((await session(out.cookie)).body).toEqual({ session: null });
      expect((await t.owner.query(`SELECT payload FROM outbox.message WHERE topic = 'access-changed'`)).rows).toContainEqual({ payload: { session: out.sessionId } });
      const bob = await buildStaff(t, { organisationId: clinic, role: 'therapist' });
      const [first, second] = [await openSession(t, bob), await openSession(t, bob)];
      await t.owner.query(`UPDATE identity.membership SET ends_at = clock.now() WHERE account_id = $1`, [bob.accountId]);
      expect((await session(first.cookie)).body).toEqual({ session: null });
      await t.owner.query(`UPDATE identity.membership SET ends_at = NULL WHERE account_id = $1`, [bob.accountId]);
      await t.owner.query(`UPDATE identity.account SET disabled_at = clock.now() WHERE id = $1`, [bob.accountId]);
      expect((await session(second.cookie)).body).toEqual({ session: null });
    });

    it.each(['', 'evenkeel_clin=', 'evenkeel_clin=short', `evenkeel_clin=${'a'.repeat(43)}`, `other=${'a'.repeat(43)}`])('is not there with the cookie "%s"', async (cookie) => {
      expect((await session(cookie)).body).toEqual({ session: null });
    });

    it('goes on in another role under another token', async () => {
      const before = await openSession(t, ada);
      const answer = await post('/auth/role', { role: 'safety-lead' }, before.cookie);
      expect([answer.status, answer.body.session.role]).toEqual([200, 'safety-lead']);
      expect((await session(before.cookie)).body).toEqual({ session: null });
      expect((await session(cookieOf(answer))).body.session.role).toBe('safety-lead');
      const refused = await post('/auth/role', { role: 'administrator' }, cookieOf(answer));
      expect([refused.status, refused.body.code]).toEqual([403, 'not-allowed']);
      expect((await session(cookieOf(answer))).body.session.role).toBe('safety-lead');
      expect((await post('/auth/role', { role: 'safety-lead' })).status).toBe(401);
    });
  });

  describe('a ticket for a socket', () => {
    const redeem = (ticket: string) => app.get(RedeemTicket).run('request', ticket);
    const ticketFor = async (person: BuiltPerson): Promise<string> => (await post('/realtime/ticket', {}, (await openSession(t, person)).cookie)).body.ticket as string;

    it('works once', async () => {
      const ticket = await ticketFor(pat);
      expect(await redeem(ticket)).toMatchObject({ accountId: pat.accountId, role: 'patient', patientId: pat.patientId });
      expect(await redeem(ticket)).toBeNull();
    });

    it('works for a minute', async () => {
      const [early, late] = [await ticketFor(ada), await ticketFor(ada)];
      await t.clock.advance(59_000);
      expect(await redeem(early)).not.toBeNull();
      await t.clock.advance(2000);
      expect(await redeem(late)).toBeNull();
    });

    it('needs a session when it is issued and when it is used', async () => {
      expect((await post('/realtime/ticket')).status).toBe(401);
      const { cookie } = await openSession(t, ada);
      const ticket = (await post('/realtime/ticket', {}, cookie)).body.ticket as string;
      await post('/auth/sign-out', {}, cookie);
      expect(await redeem(ticket)).toBeNull();
      expect(await redeem('nonsense')).toBeNull();
    });
  });
});
