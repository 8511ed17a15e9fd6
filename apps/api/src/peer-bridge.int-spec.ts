import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, newRandomId } from '@evenkeel/database';
import { PeerSealer } from '@evenkeel/encryption';
import { defaultPolicyIn } from '@evenkeel/escalation-rules';
import { buildCaredFor, buildClinic, type Clinic } from '@evenkeel/escalation-server/testing';
import { prepareGraphql } from '@evenkeel/graphql';
import { createLog, nestLog, prepareHttp } from '@evenkeel/http';
import { buildOrganisation, buildPatient, buildStaff, openSession, type BuiltPatient, type BuiltPerson } from '@evenkeel/identity-server/testing';
import { type CommunityId, type GroupId, PersonaNames, type PersonaId } from '@evenkeel/kernel';
import { CarryCrossings, EndPeerSessions, EnterPeerRealm, SendNotices } from '@evenkeel/peer-bridge-server';
import { joinRealms } from '@evenkeel/peer-bridge-server/testing';
import { buildCommunity, buildGroup, buildPersona, type BuiltPersona } from '@evenkeel/peer-groups-server/testing';
import { rows } from '@evenkeel/product';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import supertest from 'supertest';
import { AppModule } from './app.module.js';

describe('the bridge between the realms', () => {
  let t: TestDatabase;
  let app: NestExpressApplication;
  let clinic: Clinic;
  let communityId: CommunityId;
  let groupId: GroupId;
  let noor: BuiltPersona;
  const fault = (error: unknown): void => { throw error; };

  beforeAll(async () => {
    t = await freshDatabase({ rows });
    const log = createLog({ LOG_LEVEL: 'silent', EVENKEEL_INSTANCE: 'test' });
    app = await NestFactory.create<NestExpressApplication>(AppModule.forProcess(t.config, log, new Map()), { bodyParser: false, logger: nestLog(log), abortOnError: false });
    prepareHttp(app, t.config, log);
    prepareGraphql(app, { operations: new Map(), production: false }, { operations: new Map(), production: false });
    await app.init();
    clinic = await buildClinic(t);
    await policyOf(clinic.organisationId);
    communityId = await buildCommunity(t);
    groupId = await buildGroup(t, { communityId });
    await joinRealms(t, clinic.organisationId, communityId);
    noor = await buildPersona(t, { communityId, displayName: 'Noor' });
  }, 60_000);
  afterAll(async () => { await app.close(); await t.close(); });

  const policyOf = async (organisationId: string): Promise<void> => {
    const { ladders, byMorning } = defaultPolicyIn('America/New_York');
    await t.owner.query(`INSERT INTO clin.escalation_policy (organisation_id, version, ladders, rule_set, signed_by, signed_at) VALUES ($1, 1, $2, '{}', 'Dr Lee', clock.now())`, [organisationId, { ladders, byMorning }]);
  };
  const post = (path: string, body: object, cookie = '') => supertest(app.getHttpServer()).post(path).set({ 'x-evenkeel-client': 'web', cookie }).send(body);
  const doorOf = async (person: BuiltPerson) => {
    const { cookie } = await openSession(t, person);
    return {
      cookie,
      groups: () => post('/peer-entry/groups', {}, cookie),
      enter: (into?: string) => post('/peer-entry/enter', into === undefined ? {} : { groupId: into }, cookie),
    };
  };
  /** Goes in and comes out as the persona. */
  const personaBehind = async (person: BuiltPerson, into?: GroupId): Promise<{ personaId: PersonaId; cookie: string }> => {
    const { ticket } = (await (await doorOf(person)).enter(into)).body as { ticket: string };
    const entered = await post('/peer/auth/enter', { ticket });
    const cookie = String(entered.headers['set-cookie']).split(';')[0] ?? '';
    const { me } = (await post('/peer/graphql', { query: '{ me { personaId } }' }, cookie)).body.data as { me: { personaId: PersonaId } };
    return { personaId: me.personaId, cookie };
  };
  const someone = (): Promise<BuiltPatient> => buildCaredFor(t, clinic);

  describe('the door', () => {
    it('shows the groups to patients and moderators, counted in bands', async () => {
      const { body } = await (await doorOf(await someone())).groups();
      expect(body).toEqual({ community: { id: communityId, name: 'Harbour community', language: 'en', zone: 'America/New_York', moderatedFrom: '08:00', moderatedTo: '22:00',
        groups: [{ id: groupId, topic: 'Tapering slowly', about: 'Going down slowly, together.', readOnly: false, sizeBand: 'under-5', hasRoom: true }] } });
      expect((await (await doorOf(clinic.lee)).groups()).status).toBe(403);
      expect((await post('/peer-entry/groups', {})).status).toBe(401);
    });

    it('gives a person the same persona each time, another one in another group, and two people two', async () => {
      const other = await buildGroup(t, { communityId, topic: 'Nights' });
      const [ann, ben] = [await someone(), await someone()];
      const first = await personaBehind(ann, groupId);
      expect((await personaBehind(ann, groupId)).personaId).toBe(first.personaId);
      expect((await personaBehind(ann, other)).personaId).not.toBe(first.personaId);
      expect((await personaBehind(ben, groupId)).personaId).not.toBe(first.personaId);
      expect(first.personaId[14]).toBe('4');
    });

    it('makes one persona of two first visits at the same time', async () => {
      const ann = await someone();
      const door = await doorOf(ann);
      const before = (await t.owner.query('SELECT 1 FROM comm.persona')).rowCount ?? 0;
      expect((await Promise.all([door.enter(groupId), door.enter(groupId)])).map(({ status }) => status)).toEqual([200, 200]);
      expect((await t.owner.query('SELECT 1 FROM comm.persona')).rowCount).toBe(before + 1);
    });

    it('says the same to everybody whom it does not let in', async () => {
      const full = await buildGroup(t, { communityId, topic: 'Full', capacity: 1 });
      await buildPersona(t, { communityId, groupId: full, displayName: 'Only', state: 'approved' });
      const elsewhere = await buildOrganisation(t, { name: 'Elsewhere' });
      const foreign = await buildGroup(t, { communityId: await buildCommunity(t) });
      const both = await someone();
      await t.owner.query(`INSERT INTO identity.membership (id, organisation_id, account_id, role, starts_at) VALUES (gen_random_uuid(), $1, $2, 'therapist', clock.now())`, [clinic.organisationId, both.accountId]);
      const erased = await someone();
      const { personaId } = await personaBehind(erased, groupId);
      await t.owner.query('UPDATE comm.persona SET erased_at = clock.now() WHERE id = $1', [personaId]);
      const answers = await Promise.all([
        (await doorOf(await someone())).enter(full), (await doorOf(await someone())).enter(foreign), (await doorOf(await someone())).enter(newRandomId()), (await doorOf(await someone())).enter(),
        (await doorOf(await buildPatient(t, { organisationId: elsewhere }))).enter(groupId), (await doorOf(both)).enter(groupId), (await doorOf(erased)).enter(groupId), (await doorOf(clinic.lee)).enter(groupId),
      ]);
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(new Set([`403 {"code":"group-not-available","message":"This group is not available at the moment."}`]));
    });

    it('lets a moderator into the community and no group, and a moderator is nothing else', async () => {
      const mod = await buildStaff(t, { organisationId: clinic.organisationId, role: 'moderator', name: 'Noor Halden' });
      expect((await (await doorOf(mod)).enter(groupId)).status).toBe(403);
      const { cookie } = await personaBehind(mod);
      expect((await post('/peer/graphql', { query: '{ me { part } }' }, cookie)).body.data).toEqual({ me: { part: 'moderator' } });
      const add = (role: string, from = 'clock.now()') => t.owner.query(`INSERT INTO identity.membership (id, organisation_id, account_id, role, starts_at) VALUES (gen_random_uuid(), $1, $2, $3, ${from})`, [clinic.organisationId, mod.accountId, role]);
      for (const role of ['patient', 'prescriber', 'therapist', 'coordinator', 'safety-lead', 'administrator', 'auditor']) await expect(add(role)).rejects.toMatchObject({ constraint: 'membership_moderate_alone' });
      await expect(add('therapist', `clock.now() + interval '1 year'`)).rejects.toMatchObject({ constraint: 'membership_moderate_alone' });
      const lee = clinic.lee;
      await expect(t.owner.query(`INSERT INTO identity.membership (id, organisation_id, account_id, role, starts_at) VALUES (gen_random_uuid(), $1, $2, 'moderator', clock.now())`, [clinic.organisationId, lee.accountId])).rejects.toMatchObject({ constraint: 'membership_moderate_alone' });
      await t.owner.query(`UPDATE identity.membership SET ends_at = clock.now() WHERE account_id = $1`, [mod.accountId]);
      await expect(add('therapist')).resolves.toMatchObject({ rowCount: 1 });
    });

    it('shows a moderator nobody of the clinic', async () => {
      const mod = await buildStaff(t, { organisationId: clinic.organisationId, role: 'moderator' });
      const seen = await t.database.as(mod.actor(), async (tx) => Promise.all(['identity.account', 'identity.membership', 'identity.data_key', 'identity.patient', 'clin.alert', 'clin.check_in'].map(async (table) =>
        (await tx.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]?.n)));
      expect(seen).toEqual([1, 1, 1, 0, 0, 0]);
    });
  });

  describe('what lies in the tables', () => {
    it('links nobody without the keys: no id, name or time of one realm is in the other', async () => {
      const ann = await someone();
      const { personaId } = await personaBehind(ann, groupId);
      const clinical = [ann.accountId, ann.patientId, clinic.organisationId, ann.email, ann.name];
      const dump = async (schemas: readonly string[]): Promise<string> => {
        const { rows: tables } = await t.owner.query<{ name: string }>(`SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = ANY ($1)`, [schemas]);
        return (await Promise.all(tables.map(async ({ name }) => JSON.stringify((await t.owner.query(`SELECT t::text FROM ${name} t`)).rows)))).join();
      };
      const peerSide = await dump(['comm', 'comm_audit', 'comm_outbox']);
      const clinicalSide = await dump(['identity', 'clin', 'audit', 'outbox']);
      for (const word of clinical) expect([word, peerSide.includes(word)]).toEqual([word, false]);
      for (const word of [personaId, communityId, groupId]) expect([word, clinicalSide.includes(word)]).toEqual([word, false]);
      const vault = await dump(['vault']);
      for (const word of [personaId, ann.accountId, ann.patientId]) for (const form of [word, word.replaceAll('-', '')]) expect([form, vault.includes(form)]).toEqual([form, false]);
      const { rows: [session] } = await t.owner.query<{ seen: Date; ends: Date }>('SELECT last_seen AS seen, expires_at AS ends FROM comm.session LIMIT 1');
      expect([session?.seen.getTime(), session?.ends.getTime()].map((at) => (at ?? 1) % 3_600_000)).toEqual([0, 0]);
    });

    it('P1: ids of 5,000 personas do not follow accounts or their times', async () => {
      const many = 5000;
      const enter = app.get(EnterPeerRealm, { strict: false });
      const crowd = await buildGroup(t, { communityId, topic: 'Crowd', capacity: 10_000 });
      const one = await someone();
      const ids: { account: string; persona: string }[] = [];
      const known = new Set((await t.owner.query<{ id: string }>('SELECT id FROM comm.persona')).rows.map(({ id }) => id));
      await t.owner.query('DELETE FROM comm.entry_ticket');
      for (let n = 0; n < many; n += 1) {
        const patientId = newId<'Patient'>();
        expect(await enter.run({ ...one.actor(), patientId }, crowd, 'en')).toHaveProperty('ticket');
        const { rows: [row] } = await t.owner.query<{ persona_id: string }>('DELETE FROM comm.entry_ticket RETURNING persona_id');
        if (row === undefined || known.has(row.persona_id)) throw new Error('no persona of its own');
        known.add(row.persona_id);
        ids.push({ account: patientId, persona: row.persona_id });
      }
      const byAccount = ranks(ids.map(({ account }) => account));
      const byPersona = ranks(ids.map(({ persona }) => persona));
      const inTime = ids.map((_, n) => n);
      expect([Math.abs(spearman(byAccount, inTime)) > 0.99, Math.abs(spearman(byPersona, byAccount)) <= 0.05, Math.abs(spearman(byPersona, inTime)) <= 0.05]).toEqual([true, true, true]);
      expect(ids.every(({ persona }) => persona[14] === '4')).toBe(true);
    }, 240_000);
  });

  describe('names', () => {
    it('refuses what leads to the person or the clinic, and says only no', async () => {
      const ann = await buildPatient(t, { organisationId: clinic.organisationId, name: 'Alder Quinn', email: 'a.rowan@example.org' });
      const { personaId } = await personaBehind(ann, groupId);
      const names = app.get(PersonaNames, { strict: false });
      expect(await Promise.all(['Alder', 'quinnie', 'Rowan 7', 'Harbour Owl', 'Quiet Meadow 12'].map((name) => names.isPossible(personaId, name)))).toEqual([false, false, false, false, true]);
      expect((await t.owner.query(`SELECT 1 FROM vault.access WHERE purpose = 'check-name'`)).rowCount).toBe(5);
    });
  });

  describe('a crisis that is passed on', () => {
    const passOn = async (persona: { personaId: PersonaId }, mayContact: boolean | null): Promise<string> => {
      const [thread, postId, crossing] = [newRandomId(), newRandomId(), newRandomId()];
      const sealer = new PeerSealer(t.config);
      const queries = { query: async <Row>(sql: string, parameters: readonly unknown[] = []) => (await t.owner.query(sql, [...parameters])).rows as Row[] };
      const words = await sealer.seal(queries, persona.personaId, 'comm.post.words', postId, 'I cannot go on.');
      if (mayContact !== null) await t.owner.query('INSERT INTO comm.bridge_choice (persona_id, may_contact, at) VALUES ($1, $2, clock.now())', [persona.personaId, mayContact]);
      await t.owner.query(`INSERT INTO comm.thread (community_id, group_id, id, title, author, created_at) VALUES ($1, $2, $3, $4, $5, clock.now())`, [communityId, groupId, thread, words, persona.personaId]);
      await t.owner.query(`INSERT INTO comm.post (community_id, group_id, thread_id, id, author, words, state, hold_reasons, crisis, created_at, due_at) VALUES ($1, $2, $3, $4, $5, $6, 'held', '{crisis}', true, clock.now(), clock.now())`,
        [communityId, groupId, thread, postId, persona.personaId, words]);
      await t.database.peer(noor.actor(), (tx) => tx.execute(`INSERT INTO comm.crossing (community_id, id, kind, post_id, persona_id, by, at) VALUES ($1, $2, 'pass-on', $3, $4, $5, clock.now())`,
        [communityId, crossing, postId, persona.personaId, noor.personaId]));
      return crossing;
    };
    const alertsOf = async (patient: BuiltPatient) => (await t.owner.query(`SELECT tier, family, source, status FROM clin.alert WHERE patient_id = $1`, [patient.patientId])).rows;
    const outcomeOf = async (crossing: string) => (await t.owner.query('SELECT outcome FROM vault.crossing_outcome WHERE crossing_id = $1', [crossing])).rows[0]?.outcome as string | undefined;
    /** Everything of the peer realm that a moderator's connection can read, without the ids and times that every row has. */
    const seenByModerator = async (crossing: string): Promise<string> => t.database.peer(noor.actor(), async (tx) => {
      const [own] = await tx.query('SELECT kind, by FROM comm.crossing WHERE id = $1', [crossing]);
      const [of] = await tx.query(`SELECT p.state, p.hold_reasons, p.decided_at, p.row_version, p.claimed_by FROM comm.post p JOIN comm.crossing c ON c.post_id = p.id WHERE c.id = $1`, [crossing]);
      const log = await tx.query(`SELECT m.action FROM comm.moderation m JOIN comm.crossing c ON c.post_id = m.post_id WHERE c.id = $1`, [crossing]);
      return JSON.stringify([own, of, log]);
    });

    it('P5: raises an alert with map and choice, none without, and shows a moderator the same bytes in all three cases', async () => {
      const [ann, ben] = [await someone(), await someone()];
      const cases = [
        await passOn(await personaBehind(ann, groupId), true), await passOn(await personaBehind(ben, groupId), false),
        await passOn(await buildPersona(t, { communityId, groupId, displayName: 'Nobody', state: 'approved' }), true),
      ];
      const before = await Promise.all(cases.map(seenByModerator));
      await app.get(CarryCrossings, { strict: false }).run(fault);
      expect(await Promise.all(cases.map(outcomeOf))).toEqual(['alert', 'safety-desk', 'safety-desk']);
      expect([await alertsOf(ann), await alertsOf(ben)]).toEqual([[{ tier: 'E1', family: 'peer-concern', source: 'bridge', status: 'notified' }], []]);
      const after = await Promise.all(cases.map(seenByModerator));
      expect(new Set([...before, ...after]).size).toBe(1);
      await expect(t.database.peer(noor.actor(), (tx) => tx.query('SELECT taken_at FROM comm.crossing'))).rejects.toThrow(/permission denied/);
      await expect(t.database.peer(noor.actor(), (tx) => tx.query('SELECT * FROM vault.crossing_outcome'))).rejects.toThrow(/permission denied/);
      await expect(t.database.peer(noor.actor(), async (tx) => (await tx.query('SELECT may_contact FROM comm.bridge_choice')).length)).resolves.toBe(0);
    });

    it('goes by the newest choice, and asks again at the moment of carrying', async () => {
      const ann = await someone();
      const persona = await personaBehind(ann, groupId);
      const crossing = await passOn(persona, true);
      await t.clock.advance(1000);
      await t.owner.query('INSERT INTO comm.bridge_choice (persona_id, may_contact, at) VALUES ($1, false, clock.now())', [persona.personaId]);
      await app.get(CarryCrossings, { strict: false }).run(fault);
      expect([await outcomeOf(crossing), await alertsOf(ann)]).toEqual(['safety-desk', []]);
    });

    it('carries each once, and again when the process died in between, without a second alert', async () => {
      const ann = await someone();
      const crossing = await passOn(await personaBehind(ann, groupId), true);
      const carry = app.get(CarryCrossings, { strict: false });
      expect(await carry.run(fault)).toBe(1);
      expect(await carry.run(fault)).toBe(0);
      await t.owner.query('DELETE FROM vault.crossing_outcome WHERE crossing_id = $1', [crossing]);
      expect(await carry.run(fault)).toBe(0);
      await t.clock.advance(31_000);
      expect(await carry.run(fault)).toBe(1);
      expect(await alertsOf(ann)).toHaveLength(1);
    });

    it('tells the clinic neither words nor persona', async () => {
      const ann = await someone();
      const persona = await personaBehind(ann, groupId);
      const crossing = await passOn(persona, true);
      await app.get(CarryCrossings, { strict: false }).run(fault);
      const { rows: triggers } = await t.owner.query(`SELECT * FROM clin.alert_trigger t JOIN clin.alert a ON a.id = t.alert_id WHERE a.patient_id = $1`, [ann.patientId]);
      expect(triggers).toHaveLength(1);
      for (const word of [persona.personaId, crossing, communityId, groupId, 'cannot go on']) expect(JSON.stringify(triggers)).not.toContain(word);
    });
  });

  describe('mail and the end', () => {
    it('writes "you have an update" at the quarter of an hour, once per person, with no word of groups', async () => {
      await t.clock.set('2026-03-03T10:02:00Z');
      const ann = await someone();
      const nights = await buildGroup(t, { communityId, topic: 'Late nights' });
      const personas = [(await personaBehind(ann, groupId)).personaId, (await personaBehind(ann, nights)).personaId];
      const leave = () => t.database.peer(noor.actor(), (tx) => tx.query('SELECT comm.leave_notice($1)', [personas]));
      await leave();
      await leave();
      const letters = async () => (await t.owner.query(`SELECT template, row_to_json(m)::text AS text FROM clin.message_log m WHERE template = 'update'`)).rows as { text: string }[];
      const send = app.get(SendNotices, { strict: false });
      await send.run();
      expect(await letters()).toEqual([]);
      await t.clock.set('2026-03-03T10:15:00Z');
      expect(await send.run()).toBe(2);
      const [letter, ...more] = await letters();
      expect([more.length, await send.run()]).toEqual([0, 0]);
      expect(letter?.text).toContain('You have an update');
      for (const word of [...personas, groupId, communityId, 'group', 'Late nights', 'Tapering']) expect(letter?.text).not.toContain(word);
    });

    it('ends the sessions of a closed account and of a role that is over', async () => {
      const [ann, mod] = [await someone(), await buildStaff(t, { organisationId: clinic.organisationId, role: 'moderator' })];
      const inside = [(await personaBehind(ann, groupId)).cookie, (await personaBehind(mod)).cookie, (await personaBehind(await someone(), groupId)).cookie];
      const alive = async () => Promise.all(inside.map(async (cookie) => (await post('/peer/graphql', { query: '{ me { part } }' }, cookie)).status));
      const end = app.get(EndPeerSessions, { strict: false });
      await end.run();
      expect(await alive()).toEqual([200, 200, 200]);
      await t.owner.query('UPDATE identity.account SET disabled_at = clock.now() WHERE id = $1', [ann.accountId]);
      await t.owner.query('UPDATE identity.membership SET ends_at = clock.now() WHERE account_id = $1', [mod.accountId]);
      expect(await end.run()).toBe(2);
      expect(await alive()).toEqual([401, 401, 200]);
      expect(await end.run()).toBe(0);
      expect((await t.owner.query(`SELECT 1 FROM comm_outbox.message WHERE topic = 'access-changed' AND payload ? 'persona'`)).rowCount).toBe(2);
    });
  });

  describe('unsealing', () => {
    it('takes two people, a reason and lasts an hour', async () => {
      const ann = await someone();
      const { personaId } = await personaBehind(ann, groupId);
      const [sato, admin, lee] = await Promise.all([clinic.sato, clinic.admin, clinic.lee].map(async (person) => (await openSession(t, person)).cookie));
      const reason = 'A post says that the person is in danger now.';
      expect((await post('/peer-entry/unsealings', { personaId, reason }, lee)).status).toBe(403);
      expect((await post('/peer-entry/unsealings', { personaId, reason: 'curious' }, sato)).status).toBe(403);
      const { id } = (await post('/peer-entry/unsealings', { personaId, reason }, sato)).body as { id: string };
      expect((await post('/peer-entry/unsealings/look', { id }, sato)).status).toBe(403);
      expect((await post('/peer-entry/unsealings/agree', { id }, sato)).status).toBe(403);
      expect((await post('/peer-entry/unsealings/agree', { id }, admin)).body).toEqual({ id });
      const other = (await openSession(t, await buildStaff(t, { organisationId: clinic.organisationId, role: 'safety-lead' }))).cookie;
      expect((await post('/peer-entry/unsealings/look', { id }, other)).status).toBe(403);
      await t.clock.advance(59 * 60_000);
      expect((await post('/peer-entry/unsealings/look', { id }, sato)).body).toEqual({ patientId: ann.patientId });
      await t.clock.advance(60_000);
      expect((await post('/peer-entry/unsealings/look', { id }, sato)).status).toBe(403);
      const { rows: audit } = await t.owner.query(`SELECT action, patient_id FROM audit.entry WHERE object_id = $1 ORDER BY id`, [id]);
      expect(audit).toEqual([{ action: 'unsealing.ask', patient_id: null }, { action: 'unsealing.agree', patient_id: null }, { action: 'unsealing.look', patient_id: ann.patientId }]);
    });
  });
});

/** Rank of each value, from 0; values are all different. */
function ranks(values: readonly string[]): number[] {
  const order = [...values.keys()].sort((a, b) => ((values[a] ?? '') < (values[b] ?? '') ? -1 : 1));
  const rank = new Array<number>(values.length);
  order.forEach((place, n) => { rank[place] = n; });
  return rank;
}

function spearman(a: readonly number[], b: readonly number[]): number {
  const n = a.length;
  const sum = a.reduce((total, rank, i) => total + (rank - (b[i] ?? 0)) ** 2, 0);
  return 1 - (6 * sum) / (n * (n * n - 1));
}
