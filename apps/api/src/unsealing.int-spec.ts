import 'reflect-metadata';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newRandomId } from '@evenkeel/database';
import { buildClinic } from '@evenkeel/escalation-server/testing';
import { buildStaff, openSession, type BuiltPatient, type BuiltPerson } from '@evenkeel/identity-server/testing';
import type { PersonaId } from '@evenkeel/kernel';
import { CarryCrossings } from '@evenkeel/peer-bridge-server';
import { TwoRealms } from './testing/two-realms.js';

interface Desk {
  readonly posts: readonly { readonly id: string; readonly topic: string; readonly at: string; readonly request: string | null }[];
  readonly requests: readonly { readonly id: string; readonly state: string; readonly part: string; readonly reason: string; readonly danger: string; readonly askedBy: string; readonly decidedBy: string | null }[];
}

const words = 'I have the tablets here and I will take them tonight.';
const reason = 'Noor reads me that the person has the tablets and names tonight.';

describe('leading a persona back to a person', () => {
  let r: TwoRealms;
  let ann: BuiltPatient;
  let persona: PersonaId;

  beforeAll(async () => { r = await TwoRealms.start(); }, 60_000);
  beforeEach(async () => {
    await r.t.owner.query('DELETE FROM vault.unsealing');
    await r.t.owner.query('DELETE FROM vault.crossing_outcome');
    await r.t.owner.query('DELETE FROM comm.crossing');
    await r.t.owner.query('DELETE FROM clin.message_log');
    ann = await r.someone();
    persona = (await r.personaBehind(ann, r.groupId)).personaId;
  });
  afterAll(() => r.stop());

  const passOn = async (author: PersonaId = persona): Promise<string> => {
    const [thread, post, crossing] = [newRandomId(), newRandomId(), newRandomId()];
    const sealed = Buffer.from(words);
    await r.t.owner.query(`INSERT INTO comm.thread (community_id, group_id, id, title, author, created_at) VALUES ($1, $2, $3, $4, $5, clock.now())`, [r.communityId, r.groupId, thread, sealed, author]);
    await r.t.owner.query(`INSERT INTO comm.post (community_id, group_id, thread_id, id, author, words, state, hold_reasons, crisis, created_at, due_at) VALUES ($1, $2, $3, $4, $5, $6, 'held', '{crisis}', true, clock.now(), clock.now())`, [r.communityId, r.groupId, thread, post, author, sealed]);
    await r.t.owner.query(`INSERT INTO comm.crossing (community_id, id, kind, post_id, persona_id, by, at) VALUES ($1, $2, 'pass-on', $3, $4, $5, clock.now())`, [r.communityId, crossing, post, author, r.noor.personaId]);
    await r.get(CarryCrossings).run((error) => { throw error; });
    return crossing;
  };
  const as = async (person: BuiltPerson) => {
    const { cookie, sessionId } = await openSession(r.t, person);
    await r.t.owner.query('UPDATE identity.session SET stepped_up_at = clock.now() WHERE id = $1', [sessionId]);
    const send = async (path: string, body: object = {}) => {
      const answer = await r.post(`/peer-entry/unsealings${path}`, body, cookie);
      return { status: answer.status, body: answer.body as Record<string, string> };
    };
    return { send, desk: async () => (await send('/desk')).body as unknown as Desk };
  };
  type Someone = Awaited<ReturnType<typeof as>>;
  const asked = async (by: Someone): Promise<string> => {
    const [post] = (await by.desk()).posts;
    const { body } = await by.send('', { post: post?.id ?? '', danger: 'suicide', reason });
    return body['id'] ?? JSON.stringify(body);
  };
  const mails = async (): Promise<string[]> => (await r.t.owner.query<{ line: string }>(`SELECT recipient_label || ' ' || template AS line FROM clin.message_log ORDER BY 1`)).rows.map(({ line }) => line);

  it('takes two people and a danger, lasts an hour, and shows who it is and how to reach them', async () => {
    const [sato, admin] = [await as(r.clinic.sato), await as(r.clinic.admin)];
    await passOn();
    const id = await asked(sato);
    expect([(await sato.send('/look', { id })).status, (await sato.send('/agree', { id })).body]).toEqual([403, expect.objectContaining({ code: 'unsealing-over' })]);
    expect((await admin.desk()).requests).toEqual([expect.objectContaining({ id, state: 'waiting', part: 'none', reason, danger: 'suicide' })]);
    expect((await admin.send('/agree', { id })).body).toEqual({ id });
    const other = await as(await buildStaff(r.t, { organisationId: r.clinic.organisationId, role: 'safety-lead' }));
    expect((await other.send('/look', { id })).status).toBe(403);
    await r.t.clock.advance(59 * 60_000);
    expect((await sato.send('/look', { id })).body).toMatchObject({ patientId: ann.patientId, phone: '+15550101' });
    await r.t.clock.advance(60_000);
    expect((await sato.send('/look', { id })).body['code']).toBe('unsealing-over');
    const { rows } = await r.t.owner.query(`SELECT action, patient_id FROM audit.entry WHERE object_id = $1 ORDER BY id`, [id]);
    expect(rows).toEqual([{ action: 'unsealing.ask', patient_id: null }, { action: 'unsealing.agree', patient_id: null }, { action: 'unsealing.look', patient_id: ann.patientId }]);
  });

  it('names the field of what is refused, and asks for a proof that is not old', async () => {
    const [sato, lee] = [await as(r.clinic.sato), await as(r.clinic.lee)];
    await passOn();
    const post = (await sato.desk()).posts[0]?.id ?? '';
    const refused = async (who: Someone, body: object) => { const answer = await who.send('', body); return [answer.status, answer.body['code'], answer.body['field']]; };
    expect(await refused(sato, { post, danger: 'curious', reason })).toEqual([403, 'unsealing-danger', 'danger']);
    expect(await refused(sato, { post, danger: 'suicide', reason: 'short' })).toEqual([403, 'unsealing-reason', 'reason']);
    expect(await refused(sato, { post: persona, danger: 'suicide', reason })).toEqual([403, 'unsealing-post', 'post']);
    expect(await refused(lee, { post, danger: 'suicide', reason })).toEqual([403, 'unsealing-not-possible', null]);
    expect((await lee.send('/desk')).status).toBe(403);
    const id = await asked(sato);
    expect(await refused(sato, { post, danger: 'suicide', reason })).toEqual([403, 'unsealing-post', 'post']);
    const admin = await as(r.clinic.admin);
    await r.t.clock.advance(5 * 60_000);
    expect((await admin.send('/agree', { id })).body['code']).toBe('step-up-needed');
  });

  it('begins at a post whose writer did not choose to be contacted, and at no other', async () => {
    const sato = await as(r.clinic.sato);
    await r.t.owner.query('INSERT INTO comm.bridge_choice (persona_id, may_contact, at) VALUES ($1, true, clock.now())', [persona]);
    await passOn();
    expect([(await sato.desk()).posts, await mails()]).toEqual([[], []]);
  });

  it('is declined for good, ends when one of the two says so, and lapses after a day', async () => {
    const [sato, admin] = [await as(r.clinic.sato), await as(r.clinic.admin)];
    await passOn();
    const first = await asked(sato);
    expect((await sato.send('/decline', { id: first })).status).toBe(403);
    expect((await admin.send('/decline', { id: first })).status).toBe(200);
    expect((await admin.send('/agree', { id: first })).body['code']).toBe('unsealing-over');
    const second = await asked(sato);
    await admin.send('/agree', { id: second });
    expect((await admin.send('/end', { id: second })).status).toBe(200);
    expect((await sato.send('/look', { id: second })).status).toBe(403);
    const third = await asked(sato);
    await r.t.clock.advance(24 * 60 * 60_000);
    const late = await as(r.clinic.admin);
    expect((await late.send('/agree', { id: third })).status).toBe(403);
    expect((await late.desk()).requests.map(({ state }) => state)).toEqual(['lapsed', 'over', 'declined']);
  });

  it('tells the desk, the second person and, the first time that somebody looks, the patient; nobody learns from it what it is about', async () => {
    const [sato, admin] = [await as(r.clinic.sato), await as(r.clinic.admin)];
    const crossing = await passOn();
    expect(await mails()).toContain('safety-lead post-passed-on');
    const id = await asked(sato);
    await admin.send('/agree', { id });
    for (const who of [sato, admin, sato]) await who.send('/look', { id });
    expect(await mails()).toEqual(expect.arrayContaining(['administrator second-person', 'patient update']));
    expect((await mails()).filter((line) => line === 'patient update')).toHaveLength(1);
    const { rows } = await r.t.owner.query<{ text: string }>(`SELECT row_to_json(m)::text AS text FROM clin.message_log m`);
    const shown = JSON.stringify([await sato.desk(), await admin.desk()]);
    for (const word of [crossing, persona, r.noor.personaId, words, r.groupId, r.communityId]) {
      expect(shown).not.toContain(word);
      expect(rows.map(({ text }) => text).join()).not.toContain(word);
    }
    const { rows: [row] } = await r.t.owner.query<{ text: string }>('SELECT row_to_json(u)::text AS text FROM vault.unsealing u');
    expect(row?.text).not.toContain('tablets');
  });

  it('is seen by nobody of another organisation', async () => {
    const sato = await as(r.clinic.sato);
    await passOn();
    const id = await asked(sato);
    const stranger = await as((await buildClinic(r.t)).sato);
    expect(await stranger.desk()).toMatchObject({ posts: [], requests: [] });
    expect((await stranger.send('/agree', { id })).status).toBe(403);
  });
});
