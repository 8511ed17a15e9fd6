import type { DynamicModule, INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuditModule } from '@evenkeel/audit-server';
import { CONFIG, Database, newId, Outbox } from '@evenkeel/database';
import { EncryptionModule } from '@evenkeel/encryption';
import { HttpModule } from '@evenkeel/http';
import { IdentityModule } from '@evenkeel/identity-server';
import type { CheckInId, OrganisationId, PatientId, ScheduleId } from '@evenkeel/kernel';
import { RealtimeModule } from '@evenkeel/realtime';
import type { TestDatabase } from '@evenkeel/testing';
import { CheckInsModule } from './check-ins.module.js';

/** A daily schedule whose next check-in is at a moment. Returns its id. */
export async function planCheckIns(t: Pick<TestDatabase, 'owner'>, of: {
  readonly organisationId: OrganisationId;
  readonly patientId: PatientId;
  readonly nextAt: string;
  readonly nextLocalDate: string;
  readonly setBy: string;
  readonly localTime?: string;
  readonly zone?: string;
  readonly windowMinutes?: number;
  readonly everyDays?: number;
  readonly startsOn?: string;
  readonly endsOn?: string;
}): Promise<ScheduleId> {
  const id = newId<'Schedule'>();
  await t.owner.query(
    `INSERT INTO clin.check_in_schedule (organisation_id, patient_id, id, template_id, template_version, local_time, zone, every_days, window_minutes, starts_on, ends_on, next_at, next_local_date, set_by, set_at)
     VALUES ($1, $2, $3, 'daily', 1, $4, $5, $6, $7, $8, $9, $10, $11, $12, clock.now())`,
    [of.organisationId, of.patientId, id, of.localTime ?? '09:00', of.zone ?? 'America/New_York', of.everyDays ?? 1, of.windowMinutes ?? 720,
      of.startsOn ?? of.nextLocalDate, of.endsOn ?? null, of.nextAt, of.nextLocalDate, of.setBy]);
  return id;
}

/** A planned check-in that opened at a moment (now if it is left out). Returns its id. */
export async function openCheckIn(t: Pick<TestDatabase, 'owner'>, of: {
  readonly organisationId: OrganisationId;
  readonly patientId: PatientId;
  readonly scheduleId: ScheduleId;
  readonly localDate: string;
  readonly at?: string;
  readonly windowMinutes?: number;
}): Promise<CheckInId> {
  const id = newId<'CheckIn'>();
  await t.owner.query(
    `INSERT INTO clin.check_in (organisation_id, patient_id, at, id, schedule_id, template_id, template_version, local_date, zone, closes_at)
     VALUES ($1, $2, coalesce($3::timestamptz, clock.now()), $4, $5, 'daily', 1, $6, 'America/New_York', coalesce($3::timestamptz, clock.now()) + $7 * interval '1 minute')`,
    [of.organisationId, of.patientId, of.at ?? null, id, of.scheduleId, of.localDate, of.windowMinutes ?? 720]);
  return id;
}

/** The module as a process would run it, on the test's pools and clock. Close it before the database. */
export async function runCheckIns(t: TestDatabase): Promise<INestApplicationContext> {
  const platform: DynamicModule = {
    module: TestPlatform, global: true, exports: [CONFIG, Database, Outbox],
    providers: [{ provide: CONFIG, useValue: t.config }, { provide: Database, useValue: t.database }, Outbox],
  };
  const all: DynamicModule = { module: TestProcess, imports: [platform, EncryptionModule, HttpModule, RealtimeModule, AuditModule, IdentityModule, CheckInsModule] };
  return NestFactory.createApplicationContext(all, { logger: false, abortOnError: false });
}

class TestPlatform {}
class TestProcess {}
