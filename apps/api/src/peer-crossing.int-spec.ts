import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newRandomId } from '@evenkeel/database';
import { PeerSealer } from '@evenkeel/encryption';
import { buildStaff, type BuiltPatient } from '@evenkeel/identity-server/testing';
import type { PersonaId } from '@evenkeel/kernel';
import { CarryCrossings, EndPeerSessions, SendNotices } from '@evenkeel/peer-bridge-server';
import { buildGroup, buildPersona } from '@evenkeel/peer-groups-server/testing';
import { TwoRealms } from './testing/two-realms.js';

describe('what crosses between the realms', () => {
  let r: TwoRealms;
  const fault = (error: unknown): void => { throw error; };

  beforeAll(async () => { r = await TwoRealms.start(); }, 60_000);
  afterAll(() => r.stop());

  describe('a crisis that is passed on', () => {
    const passOn = async (persona: { personaId: PersonaId }, mayContact: boolean | null): Promise<string> => {
      const [thread, postId, crossing] = [newRandomId(), newRandomId(), newRandomId()];
      const sealer = new PeerSealer(r.t.config);
      const queries = { query: async <Row>(sql: string, parameters: readonly unknown[] = []) => (await r.t.owner.query(sql, [...parameters])).rows as Row[] };
      const words = await sealer.seal(queries, persona.personaId, 'comm.post.words', postId, 'I cannot go on.');
      if (mayContact !== null) await r.t.owner.query('INSERT INTO comm.bridge_choice (persona_id, may_contact, at) VALUES ($1, $2, clock.now())', [persona.personaId, mayContact]);
      await r.t.owner.query(`INSERT INTO comm.thread (community_id, group_id, id, title, author, created_at) VALUES ($1, $2, $3, $4, $5, clock.now())`, [r.communityId, r.groupId, thread, words, persona.personaId]);
      await r.t.owner.query(`INSERT INTO comm.post (community_id, group_id, thread_id, id, author, words, state, hold_reasons, crisis, created_at, due_at) VALUES ($1, $2, $3, $4, $5, $6, 'held', '{crisis}', true, clock.now(), clock.now())`,
        [r.communityId, r.groupId, thread, postId, persona.personaId, words]);
      await r.t.database.peer(r.noor.actor(), (tx) => tx.execute(`INSERT INTO comm.crossing (community_id, id, kind, post_id, persona_id, by, at) VALUES ($1, $2, 'pass-on', $3, $4, $5, clock.now())`,
        [r.communityId, crossing, postId, persona.personaId, r.noor.personaId]));
      return crossing;
    };
    const alertsOf = async (patient: BuiltPatient) => (await r.t.owner.query(`SELECT tier, family, source, status FROM clin.alert WHERE patient_id = $1`, [patient.patientId])).rows;
    const outcomeOf = async (crossing: string) => (await r.t.owner.query('SELECT outcome FROM vault.crossing_outcome WHERE crossing_id = $1', [crossing])).rows[0]?.outcome as string | undefined;
    /** Everything of the peer realm that a moderator's connection can read, without the ids and times that every row has. */
    const seenByModerator = async (crossing: string): Promise<string> => r.t.database.peer(r.noor.actor(), async (tx) => {
      const [own] = await tx.query('SELECT kind, by FROM comm.crossing WHERE id = $1', [crossing]);
      const [of] = await tx.query(`SELECT p.state, p.hold_reasons, p.decided_at, p.row_version, p.claimed_by FROM comm.post p JOIN comm.crossing c ON c.post_id = p.id WHERE c.id = $1`, [crossing]);
      const log = await tx.query(`SELECT m.action FROM comm.moderation m JOIN comm.crossing c ON c.post_id = m.post_id WHERE c.id = $1`, [crossing]);
      return JSON.stringify([own, of, log]);
    });

    it('P5: raises an alert with map and choice, none without, and shows a moderator the same bytes in all three cases', async () => {
      const [ann, ben] = [await r.someone(), await r.someone()];
      const cases = [
        await passOn(await r.personaBehind(ann, r.groupId), true), await passOn(await r.personaBehind(ben, r.groupId), false),
        await passOn(await buildPersona(r.t, { communityId: r.communityId, groupId: r.groupId, displayName: 'Nobody', state: 'approved' }), true),
      ];
      const before = await Promise.all(cases.map(seenByModerator));
      await r.get(CarryCrossings).run(fault);
      expect(await Promise.all(cases.map(outcomeOf))).toEqual(['alert', 'safety-desk', 'safety-desk']);
      expect([await alertsOf(ann), await alertsOf(ben)]).toEqual([[{ tier: 'E1', family: 'peer-concern', source: 'bridge', status: 'notified' }], []]);
      const after = await Promise.all(cases.map(seenByModerator));
      expect(new Set([...before, ...after]).size).toBe(1);
      await expect(r.t.database.peer(r.noor.actor(), (tx) => tx.query('SELECT taken_at FROM comm.crossing'))).rejects.toThrow(/permission denied/);
      await expect(r.t.database.peer(r.noor.actor(), (tx) => tx.query('SELECT * FROM vault.crossing_outcome'))).rejects.toThrow(/permission denied/);
      await expect(r.t.database.peer(r.noor.actor(), async (tx) => (await tx.query('SELECT may_contact FROM comm.bridge_choice')).length)).resolves.toBe(0);
    });

    it('goes by the newest choice, and asks again at the moment of carrying', async () => {
      const ann = await r.someone();
      const persona = await r.personaBehind(ann, r.groupId);
      const crossing = await passOn(persona, true);
      await r.t.clock.advance(1000);
      await r.t.owner.query('INSERT INTO comm.bridge_choice (persona_id, may_contact, at) VALUES ($1, false, clock.now())', [persona.personaId]);
      await r.get(CarryCrossings).run(fault);
      expect([await outcomeOf(crossing), await alertsOf(ann)]).toEqual(['safety-desk', []]);
    });

    it('carries each once, and again when the process died in between, without a second alert', async () => {
      const ann = await r.someone();
      const crossing = await passOn(await r.personaBehind(ann, r.groupId), true);
      const carry = r.get(CarryCrossings);
      expect(await carry.run(fault)).toBe(1);
      expect(await carry.run(fault)).toBe(0);
      await r.t.owner.query('DELETE FROM vault.crossing_outcome WHERE crossing_id = $1', [crossing]);
      expect(await carry.run(fault)).toBe(0);
      await r.t.clock.advance(31_000);
      expect(await carry.run(fault)).toBe(1);
      expect(await alertsOf(ann)).toHaveLength(1);
    });

    it('tells the clinic neither words nor persona', async () => {
      const ann = await r.someone();
      const persona = await r.personaBehind(ann, r.groupId);
      const crossing = await passOn(persona, true);
      await r.get(CarryCrossings).run(fault);
      const { rows: triggers } = await r.t.owner.query(`SELECT * FROM clin.alert_trigger t JOIN clin.alert a ON a.id = t.alert_id WHERE a.patient_id = $1`, [ann.patientId]);
      expect(triggers).toHaveLength(1);
      for (const word of [persona.personaId, crossing, r.communityId, r.groupId, 'cannot go on']) expect(JSON.stringify(triggers)).not.toContain(word);
    });
  });

  describe('mail and the end', () => {
    it('writes "you have an update" at the quarter of an hour, once per person, with no word of groups', async () => {
      await r.t.clock.set('2026-03-03T10:02:00Z');
      const ann = await r.someone();
      const nights = await buildGroup(r.t, { communityId: r.communityId, topic: 'Late nights' });
      const personas = [(await r.personaBehind(ann, r.groupId)).personaId, (await r.personaBehind(ann, nights)).personaId];
      const leave = () => r.t.database.peer(r.noor.actor(), (tx) => tx.query('SELECT comm.leave_notice($1)', [personas]));
      await leave();
      await leave();
      const letters = async () => (await r.t.owner.query(`SELECT template, row_to_json(m)::text AS text FROM clin.message_log m WHERE template = 'update'`)).rows as { text: string }[];
      const send = r.get(SendNotices);
      await send.run();
      expect(await letters()).toEqual([]);
      await r.t.clock.set('2026-03-03T10:15:00Z');
      expect(await send.run()).toBe(2);
      const [letter, ...more] = await letters();
      expect([more.length, await send.run()]).toEqual([0, 0]);
      expect((await r.t.owner.query('SELECT 1 FROM comm.notice WHERE persona_id = ANY ($1)', [personas])).rowCount).toBe(0);
      expect(letter?.text).toContain('You have an update');
      for (const word of [...personas, r.groupId, r.communityId, 'group', 'Late nights', 'Tapering']) expect(letter?.text).not.toContain(word);
    });

    it('takes notices in one process at a time, so that two of a person never come from two', async () => {
      await r.t.clock.set('2026-03-03T11:02:00Z');
      const ann = await r.someone();
      const nights = await buildGroup(r.t, { communityId: r.communityId, topic: 'Early days' });
      const personas = [(await r.personaBehind(ann, r.groupId)).personaId, (await r.personaBehind(ann, nights)).personaId];
      await r.t.database.peer(r.noor.actor(), (tx) => tx.query('SELECT comm.leave_notice($1)', [personas]));
      await r.t.clock.set('2026-03-03T11:15:00Z');
      const other = await r.t.owner.connect();
      await other.query('BEGIN');
      await other.query(`SELECT pg_advisory_xact_lock(hashtext('evenkeel notices'))`);
      expect((await other.query('SELECT vault.take_notices(1)')).rowCount).toBe(1);
      let taken: number | null = null;
      const run = r.get(SendNotices).run().then((count) => { taken = count; });
      await new Promise((settle) => { setTimeout(settle, 300); });
      expect(taken).toBeNull();
      expect((await other.query('SELECT vault.take_notices(100)')).rowCount).toBe(1);
      await other.query('COMMIT');
      other.release();
      await run;
      expect(taken).toBe(0);
    });

    it('ends the sessions of a closed account and of a role that is over', async () => {
      const [ann, mod] = [await r.someone(), await buildStaff(r.t, { organisationId: r.clinic.organisationId, role: 'moderator' })];
      const inside = [(await r.personaBehind(ann, r.groupId)).cookie, (await r.personaBehind(mod)).cookie, (await r.personaBehind(await r.someone(), r.groupId)).cookie];
      const alive = async () => Promise.all(inside.map(async (cookie) => (await r.post('/peer/graphql', { query: '{ me { part } }' }, cookie)).status));
      const end = r.get(EndPeerSessions);
      await end.run();
      expect(await alive()).toEqual([200, 200, 200]);
      await r.t.owner.query('UPDATE identity.account SET disabled_at = clock.now() WHERE id = $1', [ann.accountId]);
      await r.t.owner.query('UPDATE identity.membership SET ends_at = clock.now() WHERE account_id = $1', [mod.accountId]);
      expect(await end.run()).toBe(2);
      expect(await alive()).toEqual([401, 401, 200]);
      expect(await end.run()).toBe(0);
      expect((await r.t.owner.query(`SELECT 1 FROM comm_outbox.message WHERE topic = 'access-changed' AND payload ? 'persona'`)).rowCount).toBe(2);
    });
  });
});
