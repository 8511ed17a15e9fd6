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
import { atTheDesk, done, gentlePlan } from '@evenkeel/taper-server/testing';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import supertest from 'supertest';
import { AppModule } from './app.module.js';

describe('a plan on paper', () => {
  let t: TestDatabase;
  let app: NestExpressApplication;
  let clinic: OrganisationId;
  let lee: BuiltPerson;
  let pat: BuiltPatient;

  beforeAll(async () => {
    t = await freshDatabase({ rows });
    const log = createLog({ LOG_LEVEL: 'silent', EVENKEEL_INSTANCE: 'test' });
    app = await NestFactory.create<NestExpressApplication>(AppModule.forProcess(t.config, log, new Map()), { bodyParser: false, logger: nestLog(log), abortOnError: false });
    prepareHttp(app, t.config, log);
    prepareGraphql(app, { operations: new Map(), production: false });
    await app.init();
    await t.clock.set('2026-03-02T14:00:00Z');
    clinic = await buildOrganisation(t, { name: 'Harbour Clinic', country: 'US', zone: 'America/New_York' });
    lee = await buildStaff(t, { organisationId: clinic, role: 'prescriber', name: 'Dr. Lee' });
    pat = await buildPatient(t, { organisationId: clinic, name: 'Pat Doe', zone: 'America/New_York', country: 'US', language: 'es' });
    await joinTeam(t, { organisationId: clinic, patientId: pat.patientId, accountId: lee.accountId, role: 'prescriber', primary: true });
    await giveConsent(t, { organisationId: clinic, patientId: pat.patientId, to: { role: 'prescriber' } });
    const desk = atTheDesk(app);
    await desk.signed(lee.actor(), pat.patientId, gentlePlan({ startsOn: '2026-03-02' }));
    done(await desk.save(lee.actor(), pat.patientId, gentlePlan({ startsOn: '2026-03-09' })));
  }, 60_000);
  afterAll(async () => { await app.close(); await t.close(); });

  const open = async (who: BuiltPerson | null, path: string) => {
    const request = supertest(app.getHttpServer()).get(path).set('accept-language', 'en').buffer(true).parse((response, hand) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => hand(null, Buffer.concat(parts)));
    });
    const answer = await (who === null ? request : request.set('cookie', (await openSession(t, who)).cookie));
    return { status: answer.status, headers: answer.headers as Record<string, string>, text: (answer.body as Buffer).toString('latin1') };
  };
  const plan = (number: number | string): string => `/documents/plan/${pat.patientId}/${String(number)}.pdf`;

  it('is a PDF that no cache keeps and that bears no name in its address, and printing it is in the audit', async () => {
    const { status, headers, text } = await open(lee, `${plan(1)}?for=pharmacy&language=en&every=14`);
    expect([status, headers['content-type'], headers['cache-control'], headers['content-disposition']]).toEqual([200, 'application/pdf', 'no-store', 'inline; filename="plan-1.pdf"']);
    expect([text.slice(0, 8), text.includes('/Lang (en)')]).toEqual(['%PDF-1.7', true]);
    const { rows: entries } = await t.owner.query(`SELECT actor_id, patient_id, category FROM audit.entry WHERE action = 'plan.print'`);
    expect(entries).toEqual([{ actor_id: lee.accountId, patient_id: pat.patientId, category: 'taper_plan' }]);
  });

  it("is the patient's own too, in their language unless they ask for another", async () => {
    expect((await open(pat, plan(1))).text).toContain('/Lang (es)');
    expect((await open(pat, `${plan(1)}?language=en`)).text).toContain('/Lang (en)');
    expect(await open(pat, plan(2))).toMatchObject({ status: 404 });
  });

  it('is not made of a draft', async () => expect(await open(lee, plan(2))).toMatchObject({ status: 409, text: expect.stringContaining('signed plan') }));

  it('is nothing for anybody else, whatever the number', async () => {
    const stranger = await buildStaff(t, { organisationId: clinic, role: 'prescriber', name: 'Dr. Nobody' });
    const other = await buildPatient(t, { organisationId: clinic, name: 'Sam' });
    const nothing = [await open(stranger, plan(1)), await open(other, plan(1)), await open(lee, plan(77)), await open(lee, `/documents/plan/${other.patientId}/1.pdf`)];
    expect(new Set(nothing.map(({ status }) => status))).toEqual(new Set([404]));
    expect(await open(null, plan(1))).toMatchObject({ status: 401 });
  });

  it('refuses what is no such address', async () => {
    for (const [path, status] of [[plan('1e3'), 404], [plan('..%2f1'), 404], [`${plan(1)}?every=3`, 400], [`${plan(1)}?for=everybody`, 400], ['/documents/plan/x/1.pdf', 404], ['/documents/nothing', 404]] as const) expect([path, (await open(lee, path)).status]).toEqual([path, status]);
  });
});
