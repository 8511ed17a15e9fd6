import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BuiltPatient } from '@evenkeel/identity-server/testing';
import type { PatientId } from '@evenkeel/kernel';
import { freshDatabase, pagesOf, type TestDatabase, unanalysedCrowd } from '@evenkeel/testing';
import { buildCaredFor, buildClinic, type Clinic, testRows } from '../testing.js';
import { RosterReader } from './roster.reader.js';

const crowd = 3000;
const asked = 200;

describe('who is paged, in a large clinic whose tables were never analysed', () => {
  let t: TestDatabase;
  let clinic: Clinic;
  let patient: BuiltPatient;
  let ids: PatientId[];
  beforeAll(async () => {
    t = await freshDatabase({ rows: testRows });
    clinic = await buildClinic(t);
    patient = await buildCaredFor(t, clinic);
    ids = (await unanalysedCrowd(t, patient.patientId, crowd)).slice(0, asked) as PatientId[];
  }, 120_000);
  afterAll(async () => { await t.close(); });

  it('is each team and the safety lead', async () => {
    const rosters = await t.database.engine({ kind: 'system', name: 'test', requestId: 'r' }, (tx) => new RosterReader().of(tx, ids));
    expect(rosters.size).toBe(asked);
    const { lee, rao, kim, ortiz, sato } = clinic;
    for (const roster of rosters.values()) expect(roster.map(({ accountId }) => accountId).sort()).toEqual([lee, rao, kim, ortiz, sato].map(({ accountId }) => accountId).sort());
  });

  it('is found from the patients that were asked for, and not through everybody', async () => {
    const pages = await pagesOf(async (sql, parameters) => (await t.owner.query<object>(sql, [...parameters])).rows, 'SELECT * FROM clin.responders($1::uuid[])', [ids]);
    // Four people, each a row of the team, a membership and an account by index: some dozen pages a patient. Through everybody it is thousands.
    expect(pages).toBeLessThan(asked * 100);
  });

  it('knows keys by index too, for a patient and for who cares for thousands', async () => {
    const keys = 'SELECT subject_id, key_version, wrapped FROM identity.data_key WHERE subject_id = ANY ($1::uuid[])';
    for (const who of [patient, clinic.lee]) {
      const ids = [patient.patientId, patient.accountId];
      const { pages, found } = await t.database.as(who.actor(), async (tx) => {
        // The first time also reads what functions are made of.
        const found = await tx.query(keys, [ids]);
        return { found, pages: await pagesOf((sql, parameters) => tx.query(sql, parameters), keys, [ids]) };
      });
      expect(found).toHaveLength(2);
      // Whom the reader reaches is read once, two pages each; memberships of everybody are not read.
      expect(pages).toBeLessThan(who === patient ? 60 : 3 * crowd);
    }
  });
});
