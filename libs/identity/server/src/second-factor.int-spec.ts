import type { NestExpressApplication } from '@nestjs/platform-express';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor, OrganisationId } from '@evenkeel/kernel';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import supertest from 'supertest';
import { passwordWork } from './passwords.js';
import { buildOrganisation, buildPatient, buildStaff, openSession, type BuiltPerson } from './testing.js';
import { Authenticator, openDoor } from './testing-door.js';
import { totpCode, totpStep } from './totp.js';
import { ResetFactors } from './use-cases/reset-factors.js';

const [password, origin] = ['quiet-lantern-over-water', 'http://localhost:4000'] as const;

describe('a second factor', () => {
  let t: TestDatabase;
  let app: NestExpressApplication;
  let clinic: OrganisationId;
  let ada: BuiltPerson;
  let people = 0;

  beforeAll(async () => {
    t = await freshDatabase();
    app = await openDoor(t);
    clinic = await buildOrganisation(t);
  }, 60_000);
  afterAll(async () => { await app.close(); await t.close(); });
  beforeEach(async () => { ada = await buildStaff(t, { organisationId: clinic, role: ['prescriber', 'safety-lead'], name: `Ada ${(people += 1)}`, password }); });

  const post = (at: string, body: object = {}, cookie = '') => supertest(app.getHttpServer()).post(at).set({ 'x-evenkeel-client': 'web', cookie }).send(body);
  const session = async (cookie: string) => (await supertest(app.getHttpServer()).get('/auth/session').set('cookie', cookie)).body.session as { mustEnrol: boolean; secondFactor: boolean; role: string } | null;
  const cookieOf = (answer: { headers: Record<string, unknown> }): string => String(answer.headers['set-cookie']).split(';', 1)[0] ?? '';
  const said = (answer: { status: number; body: { code?: string } }) => [answer.status, answer.body.code ?? null];
  const now = async (): Promise<Date> => (await t.owner.query<{ now: Date }>('SELECT clock.now() AS now')).rows[0]?.now ?? new Date(0);
  const codeNow = async (secret: string, steps = 0): Promise<string> => totpCode(secret, totpStep(await now()) + steps);
  /** As after a sign-in a moment ago. */
  const fresh = async (person: BuiltPerson): Promise<string> => cookieOf(await post('/auth/sign-in', { email: person.email, password }));
  const withTotp = async (person: BuiltPerson) => {
    const cookie = await fresh(person);
    const { secret } = (await post('/auth/totp', {}, cookie)).body as { secret: string };
    const { recoveryCodes } = (await post('/auth/totp/confirm', { code: await codeNow(secret) }, cookie)).body as { recoveryCodes: string[] };
    await t.clock.advance(60_000);
    return { cookie, secret, recoveryCodes };
  };
  const withPasskey = async (person: BuiltPerson) => {
    const cookie = await fresh(person);
    const key = new Authenticator(origin);
    const { options } = (await post('/auth/passkey/register/options', {}, cookie)).body as { options: { challenge: string } };
    const added = await post('/auth/passkey/register', { passkey: key.create(options), label: 'My phone' }, cookie);
    return { cookie, key, added };
  };
  const firstStage = async (person: BuiltPerson) => (await post('/auth/sign-in', { email: person.email, password })).body as { session: null; next: { token: string; methods: string[] } };
  const ask = async (wish: object, cookie = '') => ((await post('/auth/passkey/options', wish, cookie)).body as { options: { challenge: string; allowCredentials?: unknown[] } }).options;

  describe('from an app', () => {
    it('is asked for after the password, and the token between the two opens nothing else', async () => {
      const { secret } = await withTotp(ada);
      const { session: none, next } = await firstStage(ada);
      expect([none, next.methods]).toEqual([null, ['totp', 'recovery-code']]);
      expect(await session(`evenkeel_clin=${next.token}`)).toBeNull();
      expect(said(await post('/realtime/ticket', {}, `evenkeel_clin=${next.token}`))).toEqual([401, 'signed-out']);
      const answer = await post('/auth/second-factor', { token: next.token, code: await codeNow(secret) });
      expect([answer.status, answer.body.session.secondFactor]).toEqual([200, true]);
      expect(cookieOf(answer)).not.toContain(next.token);
      expect(await session(cookieOf(answer))).not.toBeNull();
      expect(said(await post('/auth/second-factor', { token: next.token, code: await codeNow(secret, 1) }))).toEqual([401, 'step-over']);
    });

    it('works once: the same code and an older one are refused, and of two at once one comes in', async () => {
      const { secret } = await withTotp(ada);
      const code = await codeNow(secret);
      const stages = [await firstStage(ada), await firstStage(ada)];
      const answers = await Promise.all(stages.map(({ next }) => post('/auth/second-factor', { token: next.token, code })));
      expect(answers.map((each) => each.status).sort()).toEqual([200, 401]);
      const { next } = await firstStage(ada);
      expect(said(await post('/auth/second-factor', { token: next.token, code: await codeNow(secret, -1) }))).toEqual([401, 'second-factor-failed']);
    });

    it('is awaited for five minutes by the database’s clock', async () => {
      const { secret } = await withTotp(ada);
      const [early, late] = [await firstStage(ada), await firstStage(ada)];
      await t.clock.advance(299_000);
      expect((await post('/auth/second-factor', { token: early.next.token, code: await codeNow(secret) })).status).toBe(200);
      await t.clock.advance(1000);
      expect(said(await post('/auth/second-factor', { token: late.next.token, code: await codeNow(secret, 1) }))).toEqual([401, 'step-over']);
    });

    it('is guessed at ten times in a quarter of an hour, from wherever', async () => {
      const { secret } = await withTotp(ada);
      for (let i = 0; i < 10; i += 1) {
        const { next } = await firstStage(ada);
        const guess = await supertest(app.getHttpServer()).post('/auth/second-factor').set({ 'x-evenkeel-client': 'web', 'x-forwarded-for': `198.51.100.${i}` }).send({ token: next.token, code: '000000' });
        expect(said(guess)).toEqual([401, 'second-factor-failed']);
      }
      const { next } = await firstStage(ada);
      expect(said(await post('/auth/second-factor', { token: next.token, code: await codeNow(secret) }))).toEqual([429, 'too-many-attempts']);
      await t.clock.advance(15 * 60_000 + 1000);
      expect((await post('/auth/second-factor', { token: (await firstStage(ada)).next.token, code: await codeNow(secret) })).status).toBe(200);
    });

    it('counts only when a code of it was typed, and is sealed in the database', async () => {
      const cookie = await fresh(ada);
      const { secret, uri } = (await post('/auth/totp', {}, cookie)).body as { secret: string; uri: string };
      expect(uri).toContain(`secret=${secret}`);
      expect((await session(await fresh(ada)))?.secondFactor).toBe(false);
      expect(said(await post('/auth/totp/confirm', { code: '000000' }, cookie))).toEqual([401, 'second-factor-failed']);
      const confirmed = await post('/auth/totp/confirm', { code: await codeNow(secret) }, cookie);
      expect(confirmed.body.recoveryCodes).toHaveLength(10);
      const { rows } = await t.owner.query<{ row: string }>(`SELECT c::text AS row FROM identity.credential c WHERE account_id = $1`, [ada.accountId]);
      expect(rows).toHaveLength(12);
      const dump = rows.map(({ row }) => row).join();
      for (const told of [secret, ...confirmed.body.recoveryCodes as string[]]) expect(dump).not.toContain(told.replace('-', ''));
    });

    it('has a sheet of codes of which each works once', async () => {
      const { recoveryCodes } = await withTotp(ada);
      const use = async (code: string) => said(await post('/auth/second-factor', { token: (await firstStage(ada)).next.token, code }));
      expect(await use(` ${recoveryCodes[0]?.toUpperCase()} `)).toEqual([200, null]);
      expect(await use(recoveryCodes[0] ?? '')).toEqual([401, 'second-factor-failed']);
      expect(await use(recoveryCodes[1] ?? '')).toEqual([200, null]);
      const renewed = await post('/auth/recovery-codes', {}, cookieOf(await post('/auth/second-factor', { token: (await firstStage(ada)).next.token, code: recoveryCodes[2] ?? '' })));
      expect(renewed.body.recoveryCodes).toHaveLength(10);
      expect(await use(recoveryCodes[3] ?? '')).toEqual([401, 'second-factor-failed']);
      expect(await use((renewed.body.recoveryCodes as string[])[0] ?? '')).toEqual([200, null]);
    });
  });

  describe('by passkey', () => {
    it('signs in without an address, and before that names nobody', async () => {
      const { key, added } = await withPasskey(ada);
      expect([added.status, added.body.recoveryCodes.length]).toEqual([200, 10]);
      const options = await ask({ for: 'sign-in' });
      expect(options.allowCredentials).toEqual([]);
      const answer = await post('/auth/passkey/sign-in', { passkey: key.get(options) });
      expect([answer.status, answer.body.session.displayName]).toEqual([200, ada.name]);
      expect((await firstStage(ada)).next.methods).toEqual(['passkey', 'recovery-code']);
    });

    it('is the second stage of a sign-in', async () => {
      const { key } = await withPasskey(ada);
      const { next } = await firstStage(ada);
      const passkey = key.get(await ask({ for: 'second-factor', token: next.token }));
      expect((await post('/auth/second-factor', { token: next.token, passkey })).status).toBe(200);
    });

    it('is refused when anything about it is wrong', async () => {
      const { key } = await withPasskey(ada);
      const challenge = async () => (await ask({ for: 'sign-in' })).challenge;
      const stranger = new Authenticator(origin);
      const sign = async (passkey: object) => said(await post('/auth/passkey/sign-in', { passkey }));
      const used = key.get({ challenge: await challenge() });
      expect(await sign(used)).toEqual([200, null]);
      const wrong: [string, object][] = [
        ['signed twice', used], ['a challenge of the page itself', key.get({ challenge: 'bWFkZS11cA' })], ['another origin', key.get({ challenge: await challenge(), origin: 'http://localhost:4001' })],
        ['another host', key.get({ challenge: await challenge(), host: 'evil.example' })], ['not unlocked by a person', key.get({ challenge: await challenge(), verified: false })],
        ['a stranger', stranger.get({ challenge: await challenge() })], ['a challenge for a step up', key.get({ challenge: (await ask({ for: 'step-up' }, (await openSession(t, ada)).cookie)).challenge })],
        ['nothing', { id: 'x' }],
      ];
      for (const [what, passkey] of wrong) expect([what, ...(await sign(passkey))]).toEqual([what, 401, 'passkey-failed']);
      const old = await challenge();
      await t.clock.advance(5 * 60_000);
      expect(await sign(key.get({ challenge: old }))).toEqual([401, 'passkey-failed']);
    });

    it('that is another person’s opens neither a second stage nor a step up', async () => {
      const bob = await buildStaff(t, { organisationId: clinic, role: 'therapist', password });
      const [{ cookie: adas }, { key: bobs }] = [await withPasskey(ada), await withPasskey(bob)];
      const { next } = await firstStage(ada);
      expect(said(await post('/auth/second-factor', { token: next.token, passkey: bobs.get(await ask({ for: 'second-factor', token: next.token })) }))).toEqual([401, 'passkey-failed']);
      expect(said(await post('/auth/step-up', { passkey: bobs.get(await ask({ for: 'step-up' }, adas)) }, adas))).toEqual([401, 'passkey-failed']);
    });

    it('that counts backwards is let in and written down', async () => {
      const { key } = await withPasskey(ada);
      key.counter = 40;
      await post('/auth/passkey/sign-in', { passkey: key.get(await ask({ for: 'sign-in' })) });
      key.counter = 3;
      expect((await post('/auth/passkey/sign-in', { passkey: key.get(await ask({ for: 'sign-in' })) })).status).toBe(200);
      expect((await t.owner.query(`SELECT basis FROM audit.entry WHERE action = 'passkey.counter-went-back'`)).rows).toEqual([{ basis: 'from 41 to 4' }]);
    });
  });

  describe('S12: a token', () => {
    it('is another one after a sign-in, a step up and a change of role, and the one before is dead', async () => {
      const fixed = `evenkeel_clin=${'A'.repeat(43)}`;
      const first = cookieOf(await post('/auth/sign-in', { email: ada.email, password }, fixed));
      expect(first).not.toBe(fixed);
      expect(await session(fixed)).toBeNull();
      const second = cookieOf(await post('/auth/step-up', { password }, first));
      const third = cookieOf(await post('/auth/role', { role: 'safety-lead' }, second));
      expect(new Set([fixed, first, second, third]).size).toBe(4);
      expect([await session(first), await session(second), (await session(third))?.role]).toEqual([null, null, 'safety-lead']);
      // S13: there is nothing to refresh. A token that was replaced opens nothing, and using it disturbs nobody.
      for (let i = 0; i < 5; i += 1) expect(said(await post('/auth/role', { role: 'prescriber' }, first))).toEqual([401, 'signed-out']);
      expect(await session(third)).not.toBeNull();
    });
  });

  describe('a proof', () => {
    it('is asked for before anything about signing in is changed, and counts for five minutes', async () => {
      const { cookie } = await openSession(t, ada);
      const all = (token: string) => [['/auth/password', { password: 'another-quiet-lantern' }], ['/auth/totp', {}], ['/auth/totp/confirm', { code: '123456' }], ['/auth/passkey/register/options', {}],
        ['/auth/passkey/register', { passkey: { id: 'x' }, label: 'x' }], ['/auth/factor/remove', { id: ada.accountId }], ['/auth/recovery-codes', {}]].map(([at, body]) => post(String(at), body as object, token));
      for (const answer of await Promise.all(all(cookie))) expect(said(answer)).toEqual([403, 'step-up-needed']);
      const proved = cookieOf(await post('/auth/step-up', { password }, cookie));
      await t.clock.advance(299_000);
      expect((await post('/auth/totp', {}, proved)).status).toBe(200);
      await t.clock.advance(1000);
      expect(said(await post('/auth/totp', {}, proved))).toEqual([403, 'step-up-needed']);
    });

    it('is the password and a code where there is a second factor, or a passkey alone', async () => {
      const { cookie, secret } = await withTotp(ada);
      expect(said(await post('/auth/step-up', { password: 'wrong' }, cookie))).toEqual([401, 'sign-in-failed']);
      expect(said(await post('/auth/step-up', { password }, cookie))).toEqual([401, 'second-factor-failed']);
      const before = passwordWork.count;
      const proved = await post('/auth/step-up', { password, code: await codeNow(secret) }, cookie);
      expect([proved.status, passwordWork.count - before]).toEqual([200, 1]);
      const { key, cookie: bobs } = await withPasskey(await buildStaff(t, { organisationId: clinic, role: 'therapist', password }));
      expect((await post('/auth/step-up', { passkey: key.get(await ask({ for: 'step-up' }, bobs)) }, bobs)).status).toBe(200);
    });
  });

  describe('S14: a change of the way in', () => {
    const change: [string, (cookie: string) => Promise<unknown>][] = [
      ['a new password', async (cookie) => post('/auth/password', { password: 'another-quiet-lantern' }, cookie)],
      ['a code app', async (cookie) => { const { secret } = (await post('/auth/totp', {}, cookie)).body as { secret: string }; await post('/auth/totp/confirm', { code: await codeNow(secret) }, cookie); }],
      ['a passkey', async (cookie) => { const { options } = (await post('/auth/passkey/register/options', {}, cookie)).body as { options: { challenge: string } }; await post('/auth/passkey/register', { passkey: new Authenticator(origin).create(options), label: 'x' }, cookie); }],
    ];
    it.each(change)('such as %s ends every other session and a half-done sign-in, hangs up their sockets and is told by mail', async (_what, make) => {
      const others = [await openSession(t, ada), await openSession(t, ada, { role: 'safety-lead' })];
      const cookie = await fresh(ada);
      await t.owner.query('DELETE FROM outbox.message');
      await make(cookie);
      expect(await session(cookie)).not.toBeNull();
      for (const other of others) expect(await session(other.cookie)).toBeNull();
      const told = (await t.owner.query<{ topic: string; payload: Record<string, string> }>('SELECT topic, payload FROM outbox.message ORDER BY id')).rows;
      expect(told.filter(({ topic }) => topic === 'access-changed').map(({ payload }) => payload['session']).sort()).toEqual(others.map(({ sessionId }) => String(sessionId)).sort());
      expect(told.filter(({ topic }) => topic === 'job').map(({ payload }) => [payload['job'], payload['accountId']])).toEqual([['accounts.mail-notice', ada.accountId]]);
    });

    it('takes a factor away with its codes, and the last one only where nobody asks for it', async () => {
      const { cookie, secret } = await withTotp(ada);
      const factor = (await t.owner.query<{ id: string }>(`SELECT id FROM identity.credential WHERE account_id = $1 AND kind = 'totp'`, [ada.accountId])).rows[0]?.id;
      const proved = cookieOf(await post('/auth/step-up', { password, code: await codeNow(secret) }, cookie));
      await t.owner.query(`UPDATE identity.organisation SET second_factor_required = true WHERE id = $1`, [clinic]);
      expect(said(await post('/auth/factor/remove', { id: factor }, proved))).toEqual([422, 'last-factor']);
      await t.owner.query(`UPDATE identity.organisation SET second_factor_required = false WHERE id = $1`, [clinic]);
      expect((await post('/auth/factor/remove', { id: factor }, proved)).status).toBe(200);
      expect((await t.owner.query(`SELECT kind FROM identity.credential WHERE account_id = $1`, [ada.accountId])).rows).toEqual([{ kind: 'password' }]);
    });
  });

  describe('that was lost with everything', () => {
    it('is taken away by two administrators, neither for themselves and each after a fresh proof', async () => {
      const [one, two] = [await buildStaff(t, { organisationId: clinic, role: 'administrator' }), await buildStaff(t, { organisationId: clinic, role: 'administrator' })];
      const outside = await buildStaff(t, { organisationId: await buildOrganisation(t), role: 'administrator' });
      const { cookie } = await withTotp(ada);
      const resets = app.get(ResetFactors);
      const proved = async (person: BuiltPerson): Promise<Actor> => ({ ...person.actor(), steppedUpAt: await now() });
      expect(await resets.ask(one.actor(), ada.accountId)).toMatchObject({ code: 'step-up-needed' });
      expect(await resets.ask(await proved(outside), ada.accountId)).toMatchObject({ code: 'not-found' });
      expect(await resets.ask({ ...await proved(one), accountId: ada.accountId }, ada.accountId)).toMatchObject({ code: 'not-for-oneself' });
      const id = String(await resets.ask(await proved(one), ada.accountId));
      for (const alone of [one, { ...one, actor: () => ({ ...one.actor(), accountId: ada.accountId }) }, outside]) expect(await resets.run(await proved(alone), id)).toMatchObject({ code: 'not-found' });
      expect(await resets.run(two.actor(), id)).toMatchObject({ code: 'step-up-needed' });
      expect((await firstStage(ada)).next.methods).toContain('totp');
      expect(await resets.run(await proved(two), id)).toBe(ada.accountId);
      expect(await session(cookie)).toBeNull();
      expect((await session(await fresh(ada)))?.secondFactor).toBe(false);
      expect(await resets.run(await proved(two), id)).toMatchObject({ code: 'not-found' });
    });

    it('waits for the second administrator for a day', async () => {
      const [one, two] = [await buildStaff(t, { organisationId: clinic, role: 'administrator' }), await buildStaff(t, { organisationId: clinic, role: 'administrator' })];
      await withTotp(ada);
      const id = String(await app.get(ResetFactors).ask({ ...one.actor(), steppedUpAt: await now() }, ada.accountId));
      await t.clock.advance(24 * 3_600_000);
      expect(await app.get(ResetFactors).run({ ...two.actor(), steppedUpAt: await now() }, id)).toMatchObject({ code: 'not-found' });
    });
  });

  describe('where the organisation asks for it', () => {
    it('is set up before anything else, by staff and not by patients', async () => {
      const cookie = await fresh(ada);
      const pat = await buildPatient(t, { organisationId: clinic, password });
      const pats = await fresh(pat);
      await t.owner.query(`UPDATE identity.organisation SET second_factor_required = true WHERE id = $1`, [clinic]);
      try {
        expect((await session(cookie))?.mustEnrol).toBe(true);
        expect(said(await post('/realtime/ticket', {}, cookie))).toEqual([401, 'signed-out']);
        expect([(await session(pats))?.mustEnrol, (await post('/realtime/ticket', {}, pats)).status]).toEqual([false, 200]);
        const { secret } = (await post('/auth/totp', {}, cookie)).body as { secret: string };
        await post('/auth/totp/confirm', { code: await codeNow(secret) }, cookie);
        expect([(await session(cookie))?.mustEnrol, (await post('/realtime/ticket', {}, cookie)).status]).toEqual([false, 200]);
      } finally {
        await t.owner.query(`UPDATE identity.organisation SET second_factor_required = false WHERE id = $1`, [clinic]);
      }
    });
  });
});
