import type { NestExpressApplication } from '@nestjs/platform-express';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isRefusal, type Actor, type OrganisationId } from '@evenkeel/kernel';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import supertest from 'supertest';
import { AccountLinks } from './links.js';
import { passwordWork } from './passwords.js';
import { Sessions } from './sessions.js';
import { InvitationStore } from './store/invitation.store.js';
import { buildOrganisation, buildPatient, buildStaff, openSession, type BuiltPatient, type BuiltPerson } from './testing.js';
import { openDoor } from './testing-door.js';
import { Invite, type InvitationWish } from './use-cases/invite.js';
import { RedeemTicket } from './use-cases/redeem-ticket.js';
import { RevokeInvitation } from './use-cases/revoke-invitation.js';

const password = 'quiet-lantern-over-water';
const days = (n: number): number => n * 24 * 3_600_000;

describe('the ways in', () => {
  let t: TestDatabase;
  let app: NestExpressApplication;
  let clinic: OrganisationId;
  let admin: BuiltPerson;
  let coordinator: BuiltPerson;
  let ada: BuiltPerson;
  let pat: BuiltPatient;
  let addresses = 0;

  beforeAll(async () => {
    t = await freshDatabase();
    app = await openDoor(t);
    clinic = await buildOrganisation(t);
    admin = await buildStaff(t, { organisationId: clinic, role: 'administrator', password });
    coordinator = await buildStaff(t, { organisationId: clinic, role: 'coordinator' });
    ada = await buildStaff(t, { organisationId: clinic, role: 'prescriber', name: 'Ada Reyes', password });
    pat = await buildPatient(t, { organisationId: clinic, password });
  }, 60_000);
  afterAll(async () => { await app.close(); await t.close(); });

  const post = (at: string, body: object = {}, cookie = '', from = '127.0.0.1') =>
    supertest(app.getHttpServer()).post(at).set({ 'x-evenkeel-client': 'web', 'x-forwarded-for': from, cookie }).send(body);
  const cookieOf = (answer: { headers: Record<string, unknown> }): string => String(answer.headers['set-cookie']).split(';', 1)[0] ?? '';
  const said = (answer: { status: number; body: { code?: string } }) => [answer.status, answer.body.code ?? null];
  const newAddress = (): string => `new-${(addresses += 1)}@home.example`;
  const invite = async (by: Actor, wish: Partial<InvitationWish> = {}): Promise<{ id: string; token: string; email: string }> => {
    const email = wish.email ?? newAddress();
    const id = await app.get(Invite).run(by, { purpose: 'staff', role: 'therapist', name: 'Nia Cole', language: 'en', ...wish, email });
    if (isRefusal(id)) throw new Error(id.code);
    return { id, token: app.get(AccountLinks).tokenOf('invitation', id), email };
  };
  const rolesOf = async (email: string): Promise<string[]> => (await t.owner.query<{ role: string }>(
    `SELECT m.role FROM identity.membership m JOIN identity.account a ON a.id = m.account_id WHERE a.email_index = $1 ORDER BY 1`, [t.sealer.emailIndex(email)])).rows.map((row) => row.role);
  const worked = async (act: () => Promise<unknown>): Promise<number> => { const before = passwordWork.count; await act(); return passwordWork.count - before; };

  describe('by invitation', () => {
    it('make an account with a name, a language and a password, once', async () => {
      const { token, email } = await invite(admin.actor());
      const look = await post('/auth/invitation', { token });
      expect(look.body.invitation).toMatchObject({ organisationName: 'Harbour Clinic', role: 'therapist', name: 'Nia Cole', email, language: 'en' });
      const registered = await post('/auth/invitation/register', { token, name: 'Nia Cole-Ortiz', password, language: 'es' });
      expect([registered.status, registered.body, registered.headers['set-cookie']]).toEqual([200, { next: 'sign-in' }, undefined]);
      const signedIn = await post('/auth/sign-in', { email, password });
      expect(signedIn.body.session).toMatchObject({ role: 'therapist', displayName: 'Nia Cole-Ortiz', language: 'es' });
      expect((await post('/auth/invitation/accept', { token }, cookieOf(signedIn))).status).toBe(200);
      expect(said(await post('/auth/invitation/register', { token, name: 'Eve', password, language: 'en' }))).toEqual([404, 'invitation-over']);
      expect(said(await post('/auth/invitation', { token }))).toEqual([404, 'invitation-over']);
    });

    it('give a patient a record of their own, with the inviting coordinator on the team and no consent', async () => {
      const { token, email } = await invite(coordinator.actor(), { purpose: 'patient', role: 'patient', name: 'Lu Park', language: 'es' });
      await post('/auth/invitation/register', { token, name: 'Lu Park', password, language: 'es' });
      const { session } = (await post('/auth/sign-in', { email, password })).body as { session: { role: string; patientId: string } };
      expect(session.role).toBe('patient');
      const grants = await t.owner.query<{ role: string; basis_kind: string; n: number }>(`SELECT role, basis_kind, count(*)::int AS n FROM identity.access_grant WHERE patient_id = $1 GROUP BY 1, 2 ORDER BY 1`, [session.patientId]);
      expect(grants.rows.map(({ role, basis_kind: basis }) => [role, basis])).toEqual([['coordinator', 'team'], ['patient', 'self']]);
    });

    it('do the same for a known and an unknown address, byte for byte, and change nothing for a known one', async () => {
      const [unknown, known] = [await invite(admin.actor()), await invite(admin.actor(), { email: ada.email })];
      const register = (token: string) => post('/auth/invitation/register', { token, name: 'Ada Stone', password: 'another-quiet-lantern', language: 'en' });
      const answers = [await register(known.token), await register(unknown.token)];
      const bytes = answers.map(({ status, text, headers }) => [status, text, Object.entries(headers).filter(([name]) => !['date', 'x-request-id'].includes(name))]);
      expect(bytes[0]).toEqual(bytes[1]);
      expect((await post('/auth/sign-in', { email: ada.email, password })).status).toBe(200);
      expect(await rolesOf(ada.email)).toEqual(['prescriber']);
      const mine = cookieOf(await post('/auth/sign-in', { email: ada.email, password }));
      const accepted = await post('/auth/invitation/accept', { token: known.token }, mine);
      expect([accepted.status, accepted.body.session.roles]).toEqual([200, ['prescriber', 'therapist']]);
    });

    it('are closed to whoever is signed in under another address', async () => {
      const { token } = await invite(admin.actor());
      expect(said(await post('/auth/invitation/accept', { token }, (await openSession(t, pat)).cookie))).toEqual([404, 'invitation-over']);
      expect(said(await post('/auth/invitation/accept', { token }))).toEqual([401, 'signed-out']);
    });

    it('say one and the same about links that are revoked, over, cut short or made up', async () => {
      const [revoked, over] = [await invite(admin.actor()), await invite(admin.actor())];
      expect(await app.get(RevokeInvitation).run(admin.actor(), revoked.id)).toBe(revoked.id);
      await t.clock.advance(days(7) - 1000);
      expect((await post('/auth/invitation', { token: over.token })).status).toBe(200);
      await t.clock.advance(1000);
      const answers = await Promise.all([revoked.token, over.token, over.token.slice(0, 42), 'A'.repeat(43), ''].map((token) => post('/auth/invitation', { token })));
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
      expect(said(answers[0] ?? { status: 0, body: {} })).toEqual([404, 'invitation-over']);
      for (const { token } of [revoked, over]) expect(said(await post('/auth/invitation/register', { token, name: 'Eve', password, language: 'en' }))).toEqual([404, 'invitation-over']);
    });

    it('of two who use one link at once let one in', async () => {
      const { token, email } = await invite(admin.actor());
      const answers = await Promise.all(['One', 'Two'].map((name) => post('/auth/invitation/register', { token, name, password, language: 'en' })));
      expect(answers.map((each) => each.status).sort()).toEqual([200, 404]);
      expect(await rolesOf(email)).toEqual(['therapist']);
    });

    it('are opened by each office for its own people only, in the code and in the rows', async () => {
      expect(await app.get(Invite).run(coordinator.actor(), { purpose: 'staff', role: 'administrator', name: 'Eve', email: 'eve@x.example', language: 'en' })).toMatchObject({ code: 'not-allowed' });
      expect(await app.get(Invite).run(ada.actor(), { purpose: 'patient', role: 'patient', name: 'Eve', email: 'eve@x.example', language: 'en' })).toMatchObject({ code: 'not-allowed' });
      const store = app.get(InvitationStore);
      const raw = (by: BuiltPerson, purpose: 'staff' | 'patient', role: string) => t.database.as(by.actor(), (tx) => store.add(tx, {
        id: crypto.randomUUID() as never, organisationId: clinic, purpose, role, patientId: null, name: 'Eve', email: 'eve@x.example', language: 'en', tokenHash: Buffer.from(crypto.randomUUID()), invitedBy: by.accountId }));
      await expect(raw(coordinator, 'staff', 'administrator')).rejects.toThrow(/row-level security/);
      await expect(raw(admin, 'patient', 'patient')).rejects.toThrow(/row-level security/);
      await expect(raw(ada, 'staff', 'administrator')).rejects.toThrow(/row-level security/);
      const list = (by: BuiltPerson) => t.database.as(by.actor(), (tx) => store.page(tx, ['staff', 'patient', 'care-team']));
      expect(new Set((await list(admin)).map((each) => each.purpose))).toEqual(new Set(['staff']));
      expect(new Set((await list(coordinator)).map((each) => each.purpose))).toEqual(new Set(['patient']));
      expect(await list(ada)).toEqual([]);
      const mine = await invite(admin.actor());
      expect(await app.get(RevokeInvitation).run(coordinator.actor(), mine.id)).toMatchObject({ code: 'not-found' });
    });

    it('never give a role to which nobody is invited, whatever the gate does', async () => {
      const gate = { kind: 'system', name: 'gate', requestId: 'test' } as const;
      await expect(t.database.gate(gate, (tx) => tx.execute(
        `INSERT INTO identity.membership (id, organisation_id, account_id, role, starts_at) VALUES (gen_random_uuid(), $1, $2, 'administrator', clock.now())`, [clinic, ada.accountId]))).rejects.toThrow(/row-level security/);
    });
  });

  describe('by a link for a new password', () => {
    const request = (email: string, from = '192.0.2.1') => post('/auth/reset', { email }, '', from);
    const tokens = async (email: string): Promise<string[]> => (await t.owner.query<{ id: string }>(`SELECT id FROM identity.password_reset WHERE email_index = $1 ORDER BY created_at DESC, id DESC`, [t.sealer.emailIndex(email)]))
      .rows.map(({ id }) => app.get(AccountLinks).tokenOf('reset', id));

    it('change it once, sign everybody out and nobody in', async () => {
      const bob = await buildStaff(t, { organisationId: clinic, role: 'therapist', password });
      const { cookie } = await openSession(t, bob);
      await request(bob.email);
      await request(bob.email);
      const [token = '', older = ''] = await tokens(bob.email);
      const changed = await post('/auth/reset/complete', { token, password: 'another-quiet-lantern' });
      expect([changed.status, changed.body, changed.headers['set-cookie']]).toEqual([200, {}, undefined]);
      expect((await supertest(app.getHttpServer()).get('/auth/session').set('cookie', cookie)).body).toEqual({ session: null });
      for (const again of [token, older]) expect(said(await post('/auth/reset/complete', { token: again, password: 'a-third-quiet-lantern' }))).toEqual([404, 'reset-over']);
      expect([(await post('/auth/sign-in', { email: bob.email, password })).status, (await post('/auth/sign-in', { email: bob.email, password: 'another-quiet-lantern' })).status]).toEqual([401, 200]);
    });

    it('are over after half an hour, and refuse a weak password without being used up', async () => {
      const bob = await buildStaff(t, { organisationId: clinic, role: 'therapist', name: 'Robert Ashdown', password });
      await request(bob.email);
      const [token = ''] = await tokens(bob.email);
      expect(said(await post('/auth/reset/complete', { token, password: 'Robert-Ashdown-9' }))).toEqual([422, 'password-names-you']);
      await t.clock.advance(30 * 60_000 - 1000);
      expect(said(await post('/auth/reset/complete', { token, password: 'short' }))).toEqual([422, 'password-too-short']);
      await t.clock.advance(1000);
      expect(said(await post('/auth/reset/complete', { token, password: 'another-quiet-lantern' }))).toEqual([404, 'reset-over']);
    });

    it('are sent to one address three times in a quarter of an hour at most, and the answer does not tell', async () => {
      const email = newAddress();
      const answers = [];
      for (let i = 0; i < 5; i += 1) answers.push(await request(email, `192.0.2.${10 + i}`));
      expect(answers.map(({ status, text }) => `${status} ${text}`)).toEqual(Array(5).fill('200 {}'));
      expect(await tokens(email)).toHaveLength(3);
    });
  });

  describe('S16: say nothing about whether an address is known', () => {
    const bytesOf = ({ status, text, headers }: supertest.Response) => JSON.stringify([status, text, Object.entries(headers).filter(([name]) => !['date', 'x-request-id'].includes(name)).sort()]);

    it('in bytes', async () => {
      for (const ask of [(email: string) => post('/auth/sign-in', { email, password: 'wrong' }, '', '192.0.2.50'), (email: string) => post('/auth/reset', { email }, '', '192.0.2.51')]) {
        expect(bytesOf(await ask(ada.email))).toBe(bytesOf(await ask('nobody@nowhere.example')));
      }
    });

    it('in work: exactly one hash for every password that is looked at, and none for a wish or a link', async () => {
      const signIn = (email: string, secret: string) => () => post('/auth/sign-in', { email, password: secret }, '', '192.0.2.60').then();
      for (const act of [signIn(ada.email, password), signIn(ada.email, 'wrong'), signIn('nobody@nowhere.example', password), signIn('', '')]) expect(await worked(act)).toBe(1);
      for (const email of [ada.email, 'nobody@nowhere.example']) expect(await worked(() => post('/auth/reset', { email }, '', '192.0.2.61').then())).toBe(0);
      const [known, unknown] = [await invite(admin.actor(), { email: ada.email }), await invite(admin.actor())];
      for (const token of [known.token, unknown.token, 'A'.repeat(43)]) {
        expect(await worked(() => post('/auth/invitation/register', { token, name: 'Nia', password: 'another-quiet-lantern', language: 'en' }).then())).toBe(1);
        expect(await worked(() => post('/auth/reset/complete', { token, password: 'another-quiet-lantern' }).then())).toBe(1);
      }
    });

    it('in rows: inviting and asking for a new password write the same for both', async () => {
      const written = async (act: () => Promise<unknown>): Promise<string> => {
        const count = async () => (await t.owner.query(`SELECT (SELECT count(*) FROM outbox.message)::int AS outbox, (SELECT count(*) FROM identity.password_reset)::int AS resets, (SELECT count(*) FROM identity.invitation)::int AS invitations,
          (SELECT count(*) FROM identity.account)::int AS accounts, (SELECT count(*) FROM identity.sign_in_attempt)::int AS attempts, (SELECT count(*) FROM identity.data_key)::int AS keys, (SELECT count(*) FROM audit.entry)::int AS audit`)).rows[0] as Record<string, number>;
        const before = await count();
        await act();
        const after = await count();
        return JSON.stringify(Object.fromEntries(Object.entries(after).map(([name, n]) => [name, n - (before[name] ?? 0)])));
      };
      const fresh = await buildStaff(t, { organisationId: clinic, role: 'therapist' });
      expect(await written(() => post('/auth/reset', { email: fresh.email }, '', '192.0.2.70').then())).toBe(await written(() => post('/auth/reset', { email: newAddress() }, '', '192.0.2.71').then()));
      expect(await written(() => invite(admin.actor(), { email: fresh.email }))).toBe(await written(() => invite(admin.actor())));
    });
  });

  describe('S15: guesses', () => {
    it('are looked at ten times for an account from one network, whatever a client says about where it comes from', async () => {
      const eve = await buildStaff(t, { organisationId: clinic, role: 'coordinator', password });
      // The proxy appends whom it sees; what stands before that is what the client made up.
      const looked = await worked(async () => {
        for (let i = 0; i < 40; i += 1) await post('/auth/sign-in', { email: i % 2 === 0 ? eve.email : ` ${eve.email.toUpperCase()} `, password: `wrong ${i}` }, '', `203.0.113.${i}, 10.0.0.${i}, 198.51.100.77`);
      });
      expect(looked).toBe(10);
    });

    it('cannot be multiplied in one request', async () => {
      const guess = { email: ada.email, password: 'wrong' };
      for (const body of [[guess, guess], { email: [ada.email], password: ['a', 'b'] }, { ...guess, password: { $ne: '' } }]) {
        expect(await worked(() => post('/auth/sign-in', body, '', '198.51.100.78').then())).toBe(0);
      }
    });
  });

  describe('S11: tokens', () => {
    /** Every text that differs from the token in one bit of its 258. */
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const flips = (token: string): string[] => [...token].flatMap((sign, at) => [1, 2, 4, 8, 16, 32].map((bit) => `${token.slice(0, at)}${alphabet[alphabet.indexOf(sign) ^ bit]}${token.slice(at + 1)}`));
    const malformed = (token: string): string[] => ['', ' ', token.slice(1), `${token}A`, `${token} `, ` ${token}`, `${token}=`, token.toUpperCase(), Buffer.from(token, 'base64url').toString('hex'), Buffer.from(token, 'base64url').toString('base64'),
      'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.', `${token}\u0000`, `${token}%00`, '../'.repeat(20), "' OR 1=1 --", 'null', 'undefined', '[object Object]'];
    const inTens = async (texts: readonly string[], accepted: (text: string) => Promise<boolean>): Promise<number> => {
      let count = 0;
      for (let from = 0; from < texts.length; from += 10) count += (await Promise.all(texts.slice(from, from + 10).map(accepted))).filter(Boolean).length;
      return count;
    };

    it('of sessions and sockets: of ten thousand that differ in one bit, and of malformed ones, none is accepted', async () => {
      let tried = 0;
      for (let round = 0; round < 20; round += 1) {
        const { token, cookie } = await openSession(t, ada);
        const { ticket } = (await post('/realtime/ticket', {}, cookie)).body as { ticket: string };
        const [wrongTokens, wrongTickets] = [token, ticket].map((right) => [...flips(right), ...(round === 0 ? malformed(right) : [])]) as [string[], string[]];
        expect(await inTens(wrongTokens, async (text) => (await app.get(Sessions).visitorOf(text, 'test')) !== null)).toBe(0);
        expect(await inTens(wrongTickets, async (text) => (await app.get(RedeemTicket).run('test', text)) !== null)).toBe(0);
        tried += wrongTokens.length + wrongTickets.length;
        // The right ones work, or this would prove nothing.
        expect([await app.get(Sessions).visitorOf(token, 'test') !== null, await app.get(RedeemTicket).run('test', ticket) !== null]).toEqual([true, true]);
        expect(await app.get(RedeemTicket).run('test', ticket)).toBeNull();
      }
      process.stdout.write(`S11: ${tried} wrong tokens and tickets, 0 accepted\n`);
      expect(tried).toBeGreaterThan(10_000);
    }, 120_000);

    it('of the other realm open nothing here', async () => {
      const { token, sessionId } = await openSession(t, ada);
      await t.owner.query(`UPDATE identity.session SET realm = 'peer' WHERE id = $1`, [sessionId]);
      expect(await app.get(Sessions).visitorOf(token, 'test')).toBeNull();
    });

    it('of one kind are none of another', async () => {
      const { token, cookie } = await openSession(t, ada);
      const { ticket } = (await post('/realtime/ticket', {}, cookie)).body as { ticket: string };
      const link = (await invite(admin.actor())).token;
      for (const other of [ticket, link]) expect(await app.get(Sessions).visitorOf(other, 'test')).toBeNull();
      for (const other of [token, link]) expect(await app.get(RedeemTicket).run('test', other)).toBeNull();
      for (const other of [token, ticket]) {
        expect(said(await post('/auth/invitation', { token: other }))).toEqual([404, 'invitation-over']);
        expect(said(await post('/auth/reset/complete', { token: other, password: 'another-quiet-lantern' }))).toEqual([404, 'reset-over']);
      }
      expect(said(await post('/auth/reset/complete', { token: link, password: 'another-quiet-lantern' }))).toEqual([404, 'reset-over']);
    });

    it.each([[-1000, true], [0, false], [1000, false]])('of a session that ends, %i ms from its end', async (off, lives) => {
      const end = new Date((await t.owner.query<{ now: Date }>('SELECT clock.now() AS now')).rows[0]?.now.getTime() ?? 0);
      const { token } = await openSession(t, ada, { expiresAt: new Date(end.getTime() + 5000) });
      await t.clock.advance(5000 + off);
      expect((await app.get(Sessions).visitorOf(token, 'test')) !== null).toBe(lives);
    });
  });
});
