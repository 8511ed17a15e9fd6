import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newRandomId } from '@evenkeel/database';
import { buildOrganisation, buildPatient, buildStaff } from '@evenkeel/identity-server/testing';
import { PersonaNames } from '@evenkeel/kernel';
import { EndPeerSessions } from '@evenkeel/peer-bridge-server';
import { buildCommunity, buildGroup, buildPersona } from '@evenkeel/peer-groups-server/testing';
import { TwoRealms } from './testing/two-realms.js';

describe('the door between the realms', () => {
  let r: TwoRealms;

  beforeAll(async () => { r = await TwoRealms.start(); }, 60_000);
  afterAll(() => r.stop());

  describe('the door', () => {
    it('shows the groups to patients and moderators, counted in bands', async () => {
      const { body } = await (await r.doorOf(await r.someone())).groups();
      expect(body).toEqual({ community: { id: r.communityId, name: 'Harbour community', language: 'en', zone: 'America/New_York', moderatedFrom: '08:00', moderatedTo: '22:00',
        groups: [{ id: r.groupId, topic: 'Tapering slowly', about: 'Going down slowly, together.', readOnly: false, sizeBand: 'under-5', hasRoom: true }] } });
      expect((await (await r.doorOf(r.clinic.lee)).groups()).status).toBe(403);
      expect((await r.post('/peer-entry/groups', {})).status).toBe(401);
    });

    it('gives a person the same persona each time, another one in another group, and two people two', async () => {
      const other = await buildGroup(r.t, { communityId: r.communityId, topic: 'Nights' });
      const [ann, ben] = [await r.someone(), await r.someone()];
      const first = await r.personaBehind(ann, r.groupId);
      expect((await r.personaBehind(ann, r.groupId)).personaId).toBe(first.personaId);
      expect((await r.personaBehind(ann, other)).personaId).not.toBe(first.personaId);
      expect((await r.personaBehind(ben, r.groupId)).personaId).not.toBe(first.personaId);
      expect(first.personaId[14]).toBe('4');
    });

    it('makes one persona of two first visits at the same time', async () => {
      const ann = await r.someone();
      const door = await r.doorOf(ann);
      const before = (await r.t.owner.query('SELECT 1 FROM comm.persona')).rowCount ?? 0;
      expect((await Promise.all([door.enter(r.groupId), door.enter(r.groupId)])).map(({ status }) => status)).toEqual([200, 200]);
      expect((await r.t.owner.query('SELECT 1 FROM comm.persona')).rowCount).toBe(before + 1);
    });

    it('says the same to everybody whom it does not let in', async () => {
      const full = await buildGroup(r.t, { communityId: r.communityId, topic: 'Full', capacity: 1 });
      await buildPersona(r.t, { communityId: r.communityId, groupId: full, displayName: 'Only', state: 'approved' });
      const elsewhere = await buildOrganisation(r.t, { name: 'Elsewhere' });
      const foreign = await buildGroup(r.t, { communityId: await buildCommunity(r.t) });
      const both = await r.someone();
      await r.t.owner.query(`INSERT INTO identity.membership (id, organisation_id, account_id, role, starts_at) VALUES (gen_random_uuid(), $1, $2, 'therapist', clock.now())`, [r.clinic.organisationId, both.accountId]);
      const erased = await r.someone();
      const { personaId } = await r.personaBehind(erased, r.groupId);
      await r.t.owner.query('UPDATE comm.persona SET erased_at = clock.now() WHERE id = $1', [personaId]);
      const answers = await Promise.all([
        (await r.doorOf(await r.someone())).enter(full), (await r.doorOf(await r.someone())).enter(foreign), (await r.doorOf(await r.someone())).enter(newRandomId()), (await r.doorOf(await r.someone())).enter(),
        (await r.doorOf(await buildPatient(r.t, { organisationId: elsewhere }))).enter(r.groupId), (await r.doorOf(both)).enter(r.groupId), (await r.doorOf(erased)).enter(r.groupId), (await r.doorOf(r.clinic.lee)).enter(r.groupId),
      ]);
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(new Set([`403 {"code":"group-not-available","field":null,"message":"This group is not available at the moment."}`]));
    });

    it('lets a moderator into the community and no group, and a moderator is nothing else', async () => {
      const mod = await buildStaff(r.t, { organisationId: r.clinic.organisationId, role: 'moderator', name: 'Noor Halden' });
      expect((await (await r.doorOf(mod)).enter(r.groupId)).status).toBe(403);
      const { cookie } = await r.personaBehind(mod);
      expect((await r.post('/peer/graphql', { query: '{ me { part } }' }, cookie)).body.data).toEqual({ me: { part: 'moderator' } });
      const add = (role: string, from = 'clock.now()') => r.t.owner.query(`INSERT INTO identity.membership (id, organisation_id, account_id, role, starts_at) VALUES (gen_random_uuid(), $1, $2, $3, ${from})`, [r.clinic.organisationId, mod.accountId, role]);
      for (const role of ['patient', 'prescriber', 'therapist', 'coordinator', 'safety-lead', 'administrator', 'auditor']) await expect(add(role)).rejects.toMatchObject({ constraint: 'membership_moderate_alone' });
      await expect(add('therapist', `clock.now() + interval '1 year'`)).rejects.toMatchObject({ constraint: 'membership_moderate_alone' });
      const lee = r.clinic.lee;
      await expect(r.t.owner.query(`INSERT INTO identity.membership (id, organisation_id, account_id, role, starts_at) VALUES (gen_random_uuid(), $1, $2, 'moderator', clock.now())`, [r.clinic.organisationId, lee.accountId])).rejects.toMatchObject({ constraint: 'membership_moderate_alone' });
      await r.t.owner.query(`UPDATE identity.membership SET ends_at = clock.now() WHERE account_id = $1`, [mod.accountId]);
      await expect(add('therapist')).resolves.toMatchObject({ rowCount: 1 });
    });

    it('shows a moderator nobody of the clinic', async () => {
      const mod = await buildStaff(r.t, { organisationId: r.clinic.organisationId, role: 'moderator' });
      const seen = await r.t.database.as(mod.actor(), async (tx) => Promise.all(['identity.account', 'identity.membership', 'identity.data_key', 'identity.patient', 'clin.alert', 'clin.check_in'].map(async (table) =>
        (await tx.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]?.n)));
      expect(seen).toEqual([1, 1, 1, 0, 0, 0]);
    });
  });

  describe('what lies in the tables', () => {
    it('links nobody without the keys: no id, name or time of one realm is in the other', async () => {
      const ann = await r.someone();
      const { personaId } = await r.personaBehind(ann, r.groupId);
      const clinical = [ann.accountId, ann.patientId, r.clinic.organisationId, ann.email, ann.name];
      const dump = async (schemas: readonly string[]): Promise<string> => {
        const { rows: tables } = await r.t.owner.query<{ name: string }>(`SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = ANY ($1)`, [schemas]);
        return (await Promise.all(tables.map(async ({ name }) => JSON.stringify((await r.t.owner.query(`SELECT t::text FROM ${name} t`)).rows)))).join();
      };
      const peerSide = await dump(['comm', 'comm_audit', 'comm_outbox']);
      const clinicalSide = await dump(['identity', 'clin', 'audit', 'outbox']);
      for (const word of clinical) expect([word, peerSide.includes(word)]).toEqual([word, false]);
      for (const word of [personaId, r.communityId, r.groupId]) expect([word, clinicalSide.includes(word)]).toEqual([word, false]);
      const vault = await dump(['vault']);
      for (const word of [personaId, ann.accountId, ann.patientId]) for (const form of [word, word.replaceAll('-', '')]) expect([form, vault.includes(form)]).toEqual([form, false]);
      const { rows: [session] } = await r.t.owner.query<{ seen: Date; ends: Date }>('SELECT last_seen AS seen, expires_at AS ends FROM comm.session LIMIT 1');
      expect([session?.seen.getTime(), session?.ends.getTime()].map((at) => (at ?? 1) % 3_600_000)).toEqual([0, 0]);
    });
  });

  describe('names', () => {
    it('refuses what leads to the person or the clinic, and says only no', async () => {
      const ann = await buildPatient(r.t, { organisationId: r.clinic.organisationId, name: 'Alder Quinn', email: 'a.rowan@example.org' });
      const { personaId } = await r.personaBehind(ann, r.groupId);
      const names = r.get(PersonaNames);
      const lines = async (): Promise<number> => (await r.t.owner.query(`SELECT 1 FROM vault.access WHERE purpose = 'check-name'`)).rowCount ?? 0;
      // Names that were suggested to others have been asked about before.
      const before = await lines();
      expect(await Promise.all(['Alder', 'quinnie', 'Rowan 7', 'Harbour Owl', 'Quiet Meadow 12'].map((name) => names.isPossible(personaId, name)))).toEqual([false, false, false, false, true]);
      expect(await lines() - before).toBe(5);
    });
  });

  describe('signing out', () => {
    it('ends what was opened from that clinical session, its unused tickets too, and nothing else', async () => {
      const ann = await r.someone();
      const [phone, laptop] = [await r.doorOf(ann), await r.doorOf(ann)];
      const comeIn = async (door: typeof phone) => String((await r.post('/peer/auth/enter', { ticket: ((await door.enter(r.groupId)).body as { ticket: string }).ticket })).headers['set-cookie']).split(';')[0] ?? '';
      const inside = [await comeIn(phone), await comeIn(laptop)];
      const { ticket } = (await phone.enter(r.groupId)).body as { ticket: string };
      const end = r.get(EndPeerSessions);
      await end.run();
      expect((await r.post('/auth/sign-out', {}, phone.cookie)).status).toBe(204);
      expect(await end.run()).toBe(1);
      expect(await Promise.all(inside.map(async (cookie) => (await r.post('/peer/graphql', { query: '{ me { part } }' }, cookie)).status))).toEqual([401, 200]);
      expect((await r.post('/peer/auth/enter', { ticket })).status).toBe(401);
    });

    it('ends it also when no round went well for hours', async () => {
      const ann = await r.someone();
      const door = await r.doorOf(ann);
      const { ticket } = (await door.enter(r.groupId)).body as { ticket: string };
      const inside = String((await r.post('/peer/auth/enter', { ticket })).headers['set-cookie']).split(';')[0] ?? '';
      expect((await r.post('/auth/sign-out', {}, door.cookie)).status).toBe(204);
      const end = r.get(EndPeerSessions);
      await r.t.owner.query('REVOKE EXECUTE ON FUNCTION vault.entries_to_end(bytea[]) FROM bridge');
      await expect(end.run()).rejects.toThrow(/permission denied/);
      await r.t.owner.query('GRANT EXECUTE ON FUNCTION vault.entries_to_end(bytea[]) TO bridge');
      await r.t.clock.advance(3 * 3_600_000);
      expect(await end.run()).toBe(1);
      expect((await r.post('/peer/graphql', { query: '{ me { part } }' }, inside)).status).toBe(401);
    });
  });
});
