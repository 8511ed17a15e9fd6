import type { DynamicModule, INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuditModule } from '@evenkeel/audit-server';
import { CONFIG, Database, newId, Outbox } from '@evenkeel/database';
import { EncryptionModule } from '@evenkeel/encryption';
import { HttpModule } from '@evenkeel/http';
import { IdentityModule } from '@evenkeel/identity-server';
import type { CheckInId, OrganisationId, PatientId } from '@evenkeel/kernel';
import { RealtimeModule } from '@evenkeel/realtime';
import type { TestDatabase } from '@evenkeel/testing';
import { TimelineModule } from './timeline.module.js';

/** An answered check-in of a local date, at noon in UTC. Returns its id; given again, its answers get a further revision. */
export async function answer(t: Pick<TestDatabase, 'owner'>, of: {
  readonly organisationId: OrganisationId;
  readonly patientId: PatientId;
  readonly date: string;
  readonly answers: Readonly<Record<string, number>>;
  readonly checkInId?: CheckInId;
  readonly revision?: number;
}): Promise<CheckInId> {
  const id = of.checkInId ?? newId<'CheckIn'>();
  await t.owner.query(
    `INSERT INTO clin.check_in (organisation_id, patient_id, at, id, template_id, template_version, local_date, zone, answered_at, received_at, revision)
     VALUES ($1, $2, $3::date + interval '12 hours', $4, 'daily', 1, $3, 'America/New_York', $3::date + interval '12 hours', clock.now(), 1) ON CONFLICT DO NOTHING`,
    [of.organisationId, of.patientId, of.date, id]);
  await t.owner.query(
    `INSERT INTO clin.check_in_answer AS a (organisation_id, patient_id, check_in_id, question, value, answered_at, local_date, zone, revision, received_at)
     SELECT $1, $2, $3, q, v, $4::date + interval '12 hours', $4, 'America/New_York', $5, clock.now() FROM unnest($6::text[], $7::smallint[]) AS given (q, v)
     ON CONFLICT (organisation_id, patient_id, check_in_id, question) DO UPDATE SET value = excluded.value, revision = excluded.revision WHERE a.revision < excluded.revision`,
    [of.organisationId, of.patientId, id, of.date, of.revision ?? 1, Object.keys(of.answers), Object.values(of.answers)]);
  return id;
}

/** The module as a process would run it, on the test's pools and clock. Close it before the database. */
export async function runTimeline(t: TestDatabase): Promise<INestApplicationContext> {
  const platform: DynamicModule = {
    module: TestPlatform, global: true, exports: [CONFIG, Database, Outbox],
    providers: [{ provide: CONFIG, useValue: t.config }, { provide: Database, useValue: t.database }, Outbox],
  };
  const all: DynamicModule = { module: TestProcess, imports: [platform, EncryptionModule, HttpModule, RealtimeModule, AuditModule, IdentityModule, TimelineModule] };
  return NestFactory.createApplicationContext(all, { logger: false, abortOnError: false });
}

class TestPlatform {}
class TestProcess {}
