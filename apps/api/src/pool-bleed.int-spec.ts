import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '@evenkeel/database';
import { buildOrganisation, buildPatient, type BuiltPatient } from '@evenkeel/identity-server/testing';
import { buildCommunity, buildGroup, buildPersona, type BuiltPersona } from '@evenkeel/peer-groups-server/testing';
import { rows } from '@evenkeel/product';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import type { Pool, PoolClient } from 'pg';
import { eachOf } from './testing/house.js';

/** `EVENKEEL_BLED=50000` for the full size, with 200 people. */
const requests = Number(process.env['EVENKEEL_BLED'] ?? 2_000);
const users = requests >= 50_000 ? 200 : 40;
const connections = 5;

class Aborted extends Error {}

/** The same sequence each time. */
function dice(seed: number): () => number {
  let state = seed;
  return () => { state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0; return state / 2 ** 32; };
}

describe('S4: nobody sees through a connection who used it before', () => {
  let t: TestDatabase;
  let database: Database;
  let patients: BuiltPatient[];
  let personas: BuiltPersona[];
  /** What a connection still knew of somebody when it was taken from the pool. */
  const leftovers: string[] = [];
  let checkouts = 0;
  const asking: Promise<unknown>[] = [];

  beforeAll(async () => {
    t = await freshDatabase({ rows });
    const organisationId = await buildOrganisation(t);
    const communityId = await buildCommunity(t);
    const groupId = await buildGroup(t, { communityId });
    patients = [];
    personas = [];
    for (let n = 0; n < users; n += 1) {
      patients.push(await buildPatient(t, { organisationId }));
      if (n < 10) personas.push(await buildPersona(t, { communityId, groupId, displayName: `Persona ${n}`, state: 'requested' }));
    }
    database = await Database.connect(t.config, rows, { app_clin: connections, app_comm: connections });
    for (const role of ['app_clin', 'app_comm'] as const) poolOf(role).on('acquire', lookBehind);
  }, 120_000);
  afterAll(async () => { await database.close(); await t.close(); });

  /** The pool behind a role: nothing that code may reach, and what this is about. */
  const poolOf = (role: string): Pool => {
    const { pools } = database as unknown as { pools: ReadonlyMap<string, { driver: { master: Pool } }> };
    const found = pools.get(role);
    if (found === undefined) throw new Error(`no pool for ${role}`);
    return found.driver.master;
  };
  /** Asked before anything else on the connection: it is sent in the order of asking. */
  const lookBehind = (client: PoolClient): void => {
    checkouts += 1;
    asking.push(client.query<{ left: string }>(`SELECT concat_ws(',', nullif(current_setting('app.uid', true), ''), nullif(current_setting('app.org', true), ''), nullif(current_setting('app.role', true), ''), nullif(current_setting('app.request', true), '')) AS left`)
      .then(({ rows: [row] }) => { if (row?.left !== '') leftovers.push(row?.left ?? 'nothing was answered'); }, () => undefined));
  };

  it(`gives ${requests} interleaved requests of ${users} people their own rows, through aborts, time-outs and killed connections`, async () => {
    const roll = dice(4);
    const seen = { own: 0, aborted: 0, timedOut: 0, killed: 0, foreign: [] as string[] };
    const jobs = Array.from({ length: requests }, () => ({ fate: roll(), who: roll() }));
    await eachOf(jobs, 24, async ({ fate, who }) => {
      const person = patients[Math.floor(who * patients.length)];
      const persona = personas[Math.floor(who * personas.length)];
      if (person === undefined || persona === undefined) throw new Error('nobody');
      try {
        if (fate < 0.15) {
          const found = await database.peer(persona.actor(), (tx) => tx.query<{ id: string }>('SELECT persona_id AS id FROM comm.membership'));
          seen.foreign.push(...found.filter(({ id }) => id !== persona.personaId).map(({ id }) => id));
          seen.own += found.length;
          return;
        }
        await database.as(person.actor(), async (tx) => {
          const before = await tx.query<{ id: string }>('SELECT id FROM identity.patient');
          if (fate < 0.25) throw new Aborted();
          if (fate < 0.27) { await tx.query('SET LOCAL statement_timeout = 5'); await tx.query('SELECT pg_sleep(1)'); }
          if (fate < 0.28) { const [own] = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid'); await t.owner.query('SELECT pg_terminate_backend($1)', [own?.pid]); await tx.query('SELECT 1'); }
          const after = await tx.query<{ id: string }>('SELECT id FROM identity.patient');
          for (const { id } of [...before, ...after]) if (id !== person.patientId) seen.foreign.push(id);
          seen.own += before.length + after.length;
        });
      } catch (error) {
        if (error instanceof Aborted) seen.aborted += 1;
        else if ((error as { code?: string }).code === '57014') seen.timedOut += 1;
        else seen.killed += 1;
      }
    });
    await Promise.all(asking);
    process.stdout.write(`S4: ${requests} requests, ${seen.own} own rows, ${seen.aborted} aborted, ${seen.timedOut} timed out, ${seen.killed} cut off, ${checkouts} checkouts, ${seen.foreign.length} foreign rows, ${leftovers.length} leftovers\n`);
    expect([seen.foreign, leftovers]).toEqual([[], []]);
    expect(seen.own).toBeGreaterThan(requests);
    expect(Math.min(seen.aborted, seen.timedOut, seen.killed)).toBeGreaterThan(0);
    expect(checkouts).toBeGreaterThanOrEqual(requests);
  }, 300_000);

  it('would notice a setting that outlives its transaction', async () => {
    const [ann] = patients;
    if (ann === undefined) throw new Error('nobody');
    // What one forgotten "local" would do, on every connection of the pool.
    await Promise.all(Array.from({ length: connections }, () => database.as(ann.actor(), (tx) => tx.query(`SELECT set_config('app.uid', $1, false), pg_sleep(0.05)`, [ann.accountId]))));
    await Promise.all(Array.from({ length: connections }, () => database.as(ann.actor(), (tx) => tx.query('SELECT 1'))));
    await Promise.all(asking);
    expect(leftovers).toContain(ann.accountId);
  });
});
