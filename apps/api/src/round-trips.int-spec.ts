import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { giveConsent, joinTeam } from '@evenkeel/care-team-server/testing';
import { newRandomId } from '@evenkeel/database';
import { prepareGraphql } from '@evenkeel/graphql';
import { createLog, nestLog, prepareHttp } from '@evenkeel/http';
import { buildOrganisation, buildPatient, buildStaff, openSession } from '@evenkeel/identity-server/testing';
import { rows } from '@evenkeel/product';
import { signRules } from '@evenkeel/symptoms-server/testing';
import { planStep } from '@evenkeel/taper-server/testing';
import { freshDatabase, tapWire, type Heard, type TestDatabase, type WireTap } from '@evenkeel/testing';
import supertest from 'supertest';
import { AppModule } from './app.module.js';

const today = `{ today { serverNow localDate due { id } lastOverall redFlagsLastAskedOn sedationLastAskedOn tracked lastAnswers { question value }
  doseSteps { id signedBy } alerts { id } contact { name phone } } }`;
const submit = `mutation ($input: SubmitCheckInInput!) { submitCheckIn(input: $input) { __typename ... on CheckInSaved { id saved alerts { id } } } }`;

/**
 * Counts waits for the database and not milliseconds, so that it says the same on every machine. A number that grows here
 * is a statement that could have gone with another, or a decision worth a line in docs/adr/0007.
 */
describe('round trips to the database', () => {
  let t: TestDatabase;
  let tap: WireTap;
  let app: NestExpressApplication;
  let cookie: string;
  let therapist: string;
  let patientId: string;

  beforeAll(async () => {
    t = await freshDatabase({ rows });
    tap = await tapWire(t.config.DATABASE_URL);
    const config = { ...t.config, DATABASE_URL: tap.url };
    const log = createLog({ LOG_LEVEL: 'silent', EVENKEEL_INSTANCE: 'test' });
    app = await NestFactory.create<NestExpressApplication>(AppModule.forProcess(config, log, new Map()), { bodyParser: false, logger: nestLog(log), abortOnError: false });
    prepareHttp(app, config, log);
    prepareGraphql(app, { operations: new Map(), production: false });
    await app.init();
    const organisationId = await buildOrganisation(t);
    await signRules(t, { organisationId });
    const prescriber = await buildStaff(t, { organisationId, role: 'prescriber' });
    const patient = await buildPatient(t, { organisationId });
    await planStep(t, { organisationId, patientId: patient.patientId, startsOn: '2026-02-20', total: 1875, signedBy: prescriber.accountId });
    ({ cookie } = await openSession(t, patient));
    const member = await buildStaff(t, { organisationId, role: 'therapist' });
    ({ patientId } = patient);
    await joinTeam(t, { organisationId, patientId: patient.patientId, accountId: member.accountId, role: 'therapist' });
    await giveConsent(t, { organisationId, patientId: patient.patientId, to: { role: 'therapist' } });
    ({ cookie: therapist } = await openSession(t, member));
  }, 60_000);
  afterAll(async () => { await app.close(); await tap.close(); await t.close(); });

  const ask = async (query: string, variables = {}, as = cookie): Promise<Record<string, unknown>> => {
    const { body } = await supertest(app.getHttpServer()).post('/graphql').set({ 'x-evenkeel-client': 'web', cookie: as }).send({ query, variables });
    const { data, errors } = body as { data: Record<string, unknown> | null; errors?: unknown };
    if (data === null || errors !== undefined) throw new Error(JSON.stringify(errors));
    return data;
  };
  const answered = (answers: Readonly<Record<string, number>>) => {
    const at = '2026-03-02T13:59:00.000Z';
    return { input: {
      id: newRandomId(), revision: 1, templateId: 'daily', templateVersion: 1, openedAt: at, complete: true, shown: [],
      answers: Object.entries(answers).map(([question, value]) => ({ question, value, answeredAt: at, localDate: '2026-03-02', zone: 'America/New_York' })),
    } };
  };
  const quiet = { overall: 4, sleep: 1, dose: 1, 'symptom.anxiety': 2 };

  /** Once to open connections and fill the memory of keys and rules, then counted. */
  async function counted(once: () => Promise<unknown>): Promise<Heard> {
    await once();
    tap.take();
    await once();
    return tap.take();
  }

  /** The statements of each round trip: what is written to, or the first word. */
  const told = ({ trips }: Heard): string[][] =>
    trips.map((trip) => trip.map((sql) => /set_config/.exec(sql)?.[0] ?? /^INSERT (INTO [a-z_.]+)/.exec(sql)?.[1] ?? sql.split(' ')[0] ?? ''));

  it('of a read by somebody who is signed in: the session, the screen, the names in it, the end', async () => {
    const heard = await counted(() => ask(today));
    expect(told(heard)).toEqual([['WITH'], ['START', 'set_config', ...Array.from({ length: 7 }, () => 'SELECT')], ['SELECT'], ['COMMIT']]);
    expect(heard.roundTrips).toBe(4);
  });

  it('of a check-in that raises nothing: the session, the row, the answers, the end', async () => {
    const heard = await counted(async () => expect(await ask(submit, answered(quiet))).toMatchObject({ submitCheckIn: { __typename: 'CheckInSaved', saved: 4, alerts: [] } }));
    expect(told(heard)).toEqual([
      ['WITH'], ['START', 'set_config', 'INTO clin.check_in'], ['WITH', 'SELECT'], ['INTO audit.entry', 'INTO outbox.message', 'COMMIT'],
    ]);
    expect(heard.roundTrips).toBe(4);
  });

  it('of two years of a timeline by somebody of the team: the session, where they stand, the record, the audit with the end', async () => {
    const timeline = '($id: ID!) { timeline(patientId: $id, from: "2024-03-03", to: "2026-03-02", pixels: 900) { shared buckets { median } doses { micrograms } alerts { id } notes { id } } }';
    const heard = await counted(async () => expect(await ask(`query${timeline}`, { id: patientId }, therapist)).toMatchObject({ timeline: { doses: { micrograms: [1875] } } }));
    expect(told(heard)).toEqual([['WITH'], ['START', 'set_config', 'WITH'], ['WITH'], ['INTO audit.entry', 'COMMIT']]);
    expect(heard.roundTrips).toBe(4);
  });

  it('of a question that nobody is signed in for: one, and none without a cookie', async () => {
    const sent = async (headers: Record<string, string>): Promise<number> => {
      await supertest(app.getHttpServer()).post('/graphql').set({ 'x-evenkeel-client': 'web', ...headers }).send({ query: today });
      return tap.take().roundTrips;
    };
    expect(await sent({ cookie: cookie.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')) })).toBe(1);
    expect(await sent({})).toBe(0);
  });
});
