import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { giveConsent, joinTeam } from '@evenkeel/care-team-server/testing';
import { prepareGraphql } from '@evenkeel/graphql';
import { createLog, nestLog, prepareHttp } from '@evenkeel/http';
import { buildOrganisation, buildPatient, buildStaff, openSession, type BuiltPatient, type BuiltPerson } from '@evenkeel/identity-server/testing';
import type { OrganisationId } from '@evenkeel/kernel';
import { rows } from '@evenkeel/product';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import supertest from 'supertest';
import { AppModule } from './app.module.js';

/** The full size is 5,000: `EVENKEEL_INTERLEAVINGS=5000`. */
const size = Number(process.env['EVENKEEL_INTERLEAVINGS'] ?? 60);
/** How long a write stands still after its right was looked at and before it commits, in the database itself. */
const pausesMs = [0, 5, 20, 60];

describe('S34: an access that ends while its holder reads and writes', () => {
  let t: TestDatabase;
  let app: NestExpressApplication;
  let clinic: OrganisationId;
  let ada: BuiltPerson;
  let cookie: string;

  beforeAll(async () => {
    t = await freshDatabase({ rows });
    const log = createLog({ LOG_LEVEL: 'silent', EVENKEEL_INSTANCE: 'test' });
    app = await NestFactory.create<NestExpressApplication>(AppModule.forProcess(t.config, log, new Map()), { bodyParser: false, logger: nestLog(log), abortOnError: false });
    prepareHttp(app, t.config, log);
    prepareGraphql(app, { operations: new Map(), production: false });
    await app.init();
    await app.listen(0, '127.0.0.1');
    clinic = await buildOrganisation(t);
    ada = await buildStaff(t, { organisationId: clinic, role: 'prescriber' });
    ({ cookie } = await openSession(t, ada));
    // A write by staff stands still in the middle, for as long as the round says: the gap in which the access ends.
    await t.owner.query(`
      CREATE TABLE clock.pause (ms integer);
      INSERT INTO clock.pause VALUES (0);
      CREATE FUNCTION clock.stand_still() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
        BEGIN IF current_setting('app.role', true) = 'prescriber' THEN PERFORM pg_sleep((SELECT ms FROM clock.pause) / 1000.0); END IF; RETURN NEW; END $$;
      CREATE TRIGGER stand_still BEFORE INSERT OR UPDATE ON clin.check_in_schedule FOR EACH ROW EXECUTE FUNCTION clock.stand_still()`);
  }, 60_000);
  afterAll(async () => { await app.close(); await t.close(); });

  const ask = async (as: string, query: string, variables: object = {}): Promise<Record<string, unknown> | null> =>
    ((await supertest(app.getHttpServer()).post('/graphql').set({ 'x-evenkeel-client': 'web', cookie: as }).send({ query, variables })).body as { data: Record<string, unknown> | null }).data;
  const write = async (patient: BuiltPatient): Promise<string> => {
    const data = await ask(cookie, `mutation($input: CheckInScheduleInput!) { setCheckInSchedule(input: $input) { __typename } }`,
      { input: { patientId: patient.patientId, templateId: 'daily', localTime: '09:00', zone: 'America/New_York', startsOn: '2026-04-01' } });
    return (data?.['setCheckInSchedule'] as { __typename: string } | null)?.__typename ?? 'fault';
  };
  const read = async (patient: BuiltPatient): Promise<{ name: string; phone: string | null } | null> =>
    ((await ask(cookie, 'query($id: ID!) { patient(id: $id) { name phone } }', { id: patient.patientId }))?.['patient'] ?? null) as { name: string; phone: string | null } | null;
  const written = async (patient: BuiltPatient): Promise<number> =>
    (await t.owner.query('SELECT 1 FROM clin.check_in_schedule WHERE patient_id = $1', [patient.patientId])).rowCount ?? -1;
  const wait = (ms: number): Promise<void> => new Promise((settle) => { setTimeout(settle, ms); });

  it(`has no effect after the commit of the ending, ${size} times`, async () => {
    let before = 0;
    let refused = 0;
    for (let n = 0; n < size; n += 1) {
      const patient = await buildPatient(t, { organisationId: clinic });
      const membershipId = await joinTeam(t, { organisationId: clinic, patientId: patient.patientId, accountId: ada.accountId, role: 'prescriber' });
      const consentId = await giveConsent(t, { organisationId: clinic, patientId: patient.patientId, to: { role: 'prescriber' } });
      const { cookie: own } = await openSession(t, patient);
      await t.owner.query('UPDATE clock.pause SET ms = $1', [pausesMs[n % pausesMs.length]]);
      const leaves = n % 3 !== 2;

      const writes = [write(patient), wait(n % 7).then(() => write(patient)), wait((n * 5) % 23).then(() => write(patient))];
      const reads = [read(patient), wait(n % 11).then(() => read(patient))];
      await wait((n * 3) % 17);
      const ended = leaves
        ? await ask(own, `mutation($id: ID!) { removeTeamMember(input: { membershipId: $id, sure: true }) { __typename } }`, { id: membershipId })
        : await ask(own, `mutation($id: ID!) { endConsent(input: { consentId: $id, sure: true }) { __typename } }`, { id: consentId });
      expect(Object.values(ended ?? {})).toEqual([{ __typename: 'SharingChanged' }]);
      // The ending has committed. Whatever commits from now on would be an effect after it.
      const atEnd = await written(patient);
      const after = await read(patient);
      expect(leaves ? after : after?.phone).toBeNull();
      if (leaves) expect(await write(patient)).toBe('NotFound');
      const answers = await Promise.all(writes);
      await Promise.all(reads);
      if (leaves) {
        expect([n, await written(patient)]).toEqual([n, atEnd]);
        expect([n, answers.filter((answer) => answer === 'CheckInSchedule').length]).toEqual([n, atEnd]);
        expect([n, ...answers.filter((answer) => answer !== 'CheckInSchedule' && answer !== 'NotFound')]).toEqual([n]);
        before += atEnd;
        refused += answers.filter((answer) => answer === 'NotFound').length;
      }
    }
    process.stdout.write(`S34: ${size} interleavings, ${before} writes before the ending, ${refused} refused after it, 0 effects after its commit\n`);
    // Both orders have to have happened, or the race was none.
    expect(before).toBeGreaterThan(0);
    expect(refused).toBeGreaterThan(0);
  }, 60_000 + size * 1500);
});
