import type { DynamicModule, INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuditModule } from '@evenkeel/audit-server';
import { CONFIG, Database, newId, Outbox } from '@evenkeel/database';
import { EncryptionModule } from '@evenkeel/encryption';
import { HttpModule } from '@evenkeel/http';
import { IdentityModule } from '@evenkeel/identity-server';
import { type AccountId, type Actor, isRefusal, type OrganisationId, type PatientId } from '@evenkeel/kernel';
import { RealtimeModule } from '@evenkeel/realtime';
import { doseOf, easingOf, emptySlots, openFindings, type Phase, serialisePlan, type TaperPlan } from '@evenkeel/taper-rules';
import type { TestDatabase } from '@evenkeel/testing';
import type { Outcome } from './plan-desk.js';
import type { PlanRecord } from './plan-record.js';
import { TaperModule } from './taper.module.js';
import { CheckPlanDraft } from './use-cases/check-plan-draft.js';
import { EaseFinding } from './use-cases/ease-finding.js';
import { SavePlanDraft } from './use-cases/save-plan-draft.js';
import { SignPlan } from './use-cases/sign-plan.js';

/** A signed step that is taken in the evening as a whole. Returns its id. */
export async function planStep(t: Pick<TestDatabase, 'owner'>, of: {
  readonly organisationId: OrganisationId;
  readonly patientId: PatientId;
  readonly startsOn: string;
  readonly total: number;
  readonly signedBy: AccountId;
  readonly drug?: string;
  readonly kind?: 'start' | 'reduce' | 'hold' | 'step-back' | 'stop';
  readonly planVersion?: number;
}): Promise<string> {
  const id = newId();
  await t.owner.query(
    `INSERT INTO clin.dose_step (organisation_id, patient_id, starts_on, id, drug, kind, total_ug, evening_ug, plan_version, signed_by, signed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, clock.now())`,
    [of.organisationId, of.patientId, of.startsOn, id, of.drug ?? 'clonazepam', of.kind ?? 'reduce', of.total, of.planVersion ?? 1, of.signedBy]);
  return id;
}

/** The module as a process would run it, on the test's pools and clock. Close it before the database. */
export async function runTaper(t: TestDatabase): Promise<INestApplicationContext> {
  const platform: DynamicModule = {
    module: TestPlatform, global: true, exports: [CONFIG, Database, Outbox],
    providers: [{ provide: CONFIG, useValue: t.config }, { provide: Database, useValue: t.database }, Outbox],
  };
  const all: DynamicModule = { module: TestProcess, imports: [platform, EncryptionModule, HttpModule, RealtimeModule, AuditModule, IdentityModule, TaperModule] };
  return NestFactory.createApplicationContext(all, { logger: false, abortOnError: false });
}

class TestPlatform {}
class TestProcess {}

/** Clonazepam at night, an eighth of a milligram less every 14 days, down to 0.5 mg and no further: a plan without a block. */
export function gentlePlan(of: { readonly startsOn: string; readonly nightUg?: number; readonly cutUg?: number; readonly untilUg?: number; readonly everyDays?: number; readonly end?: Phase }): TaperPlan {
  const { startsOn, nightUg = 1000, cutUg = 125, untilUg = 500, everyDays = 14, end = { method: 'maintenance', reviewEveryDays: 90 } } = of;
  return {
    format: 1, startsOn, start: [doseOf('clonazepam', { ...emptySlots, night: nightUg })], products: ['clonazepam-tablet-500'], equivalence: [], changes: [],
    phases: [{ method: 'gradual', medicine: 'clonazepam', cut: { by: 'amount', ug: cutUg }, everyDays, waitDays: everyDays, untilUg, from: 'evenly' }, end],
  };
}

/** What a prescriber does, by the use cases themselves. */
export const atTheDesk = (app: INestApplicationContext) => {
  const save = (actor: Actor, patientId: PatientId, plan: TaperPlan, reason = 'Agreed in the visit'): Promise<Outcome> =>
    app.get(SavePlanDraft, { strict: false }).run(actor, { patientId, number: null, rowVersion: null, reason, plan: serialisePlan(plan) });
  const check = ({ patientId, number, rowVersion }: PlanRecord, actor: Actor): Promise<Outcome> =>
    app.get(CheckPlanDraft, { strict: false }).run(actor, { patientId, number, rowVersion });
  const sign = ({ patientId, number, rowVersion }: PlanRecord, actor: Actor): Promise<Outcome> => app.get(SignPlan, { strict: false }).run(actor, { patientId, number, rowVersion });

  /** Gives every open warning its reason. Blocks are left to the test. */
  const giveReasons = async (actor: Actor, checked: PlanRecord): Promise<PlanRecord> => {
    let record = checked;
    for (const rule of new Set(openFindings(record.findings, record.signOffs, record.author).map((finding) => finding.rule))) {
      if (easingOf(rule) !== 'reason') continue;
      record = done(await app.get(EaseFinding, { strict: false }).run(actor, {
        patientId: record.patientId, number: record.number, rowVersion: record.rowVersion, rule, on: null, kind: 'reason', reason: 'Discussed', confirmedTwice: false, specialistName: null,
      }));
    }
    return record;
  };
  /** Saved, checked, warnings answered, signed. */
  const signed = async (actor: Actor, patientId: PatientId, plan: TaperPlan): Promise<PlanRecord> => {
    const checked = done(await check(done(await save(actor, patientId, plan)), actor));
    return done(await sign(await giveReasons(actor, checked), actor));
  };
  return { save, check, sign, giveReasons, signed };
};

/** The version, or a test that fails with what was refused. */
export function done(outcome: Outcome): PlanRecord {
  if (isRefusal(outcome)) throw new Error(`Refused: ${outcome.code} at ${outcome.field} ${JSON.stringify(outcome.facts)}`);
  return outcome;
}
