import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import pg from 'pg';
import { makePeerGroup, type NewPeerGroup } from './make-peer-group.js';

const nights: NewPeerGroup = { organisation: null, topic: 'Nights', about: 'For those who lie awake.', capacity: 20, language: 'en', community: 'Peer groups', from: '08:00', to: '22:00' };

describe('making a peer group', () => {
  let t: TestDatabase;
  let owner: pg.Client;
  const organisation = (name: string) => t.owner.query(
    `INSERT INTO identity.organisation (id, name, zone, country, language, reading_hours, welfare_text, fallback_name, fallback_phone, created_at)
     VALUES (gen_random_uuid(), $1, 'Europe/Madrid', 'ES', 'es', '{}', '{}', 'Desk', '+34555', clock.now())`, [name]);

  beforeAll(async () => {
    t = await freshDatabase();
    owner = new pg.Client({ connectionString: t.config.DATABASE_URL });
    await owner.connect();
  }, 60_000);
  afterAll(async () => { await owner.end(); await t.close(); });

  it('needs an organisation, and to know which', async () => {
    expect(await makePeerGroup(owner, nights, randomUUID)).toBe('There is no such organisation.');
    await organisation('One');
    expect(await makePeerGroup(owner, nights, randomUUID)).toEqual({ newCommunity: true });
    expect(await makePeerGroup(owner, { ...nights, topic: 'Days' }, randomUUID)).toEqual({ newCommunity: false });
    await organisation('Two');
    expect(await makePeerGroup(owner, nights, randomUUID)).toMatch(/several/);
    expect(await makePeerGroup(owner, { ...nights, organisation: 'Two' }, randomUUID)).toEqual({ newCommunity: true });
    const { rows } = await t.owner.query('SELECT c.zone, count(*)::int AS groups FROM comm.community c JOIN comm.peer_group g ON g.community_id = c.id GROUP BY c.id ORDER BY groups');
    expect(rows).toEqual([{ zone: 'Europe/Madrid', groups: 1 }, { zone: 'Europe/Madrid', groups: 2 }]);
  });
});
