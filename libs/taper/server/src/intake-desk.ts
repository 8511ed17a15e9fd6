import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { may } from '@evenkeel/care-team-rules';
import { Access, printBasis } from '@evenkeel/care-team-server';
import { Database, Outbox, type Tx } from '@evenkeel/database';
import { type Actor, asId, isId, isRefusal, type PatientId, refuse, type Refusal } from '@evenkeel/kernel';
import { intakeChanged } from './realtime.js';
import { PlanSweepStore } from './store/plan-sweep.store.js';
import { type PatientDay, PlanVersionStore } from './store/plan-version.store.js';

/** What lies in front of a prescriber who writes down something about a patient. */
export interface IntakeOf {
  readonly patientId: PatientId;
  readonly organisationId: PatientDay['organisationId'];
  readonly day: PatientDay;
}

export interface IntakeCommand {
  /** For the audit, such as `intake.save`. */
  readonly action: string;
  /** Text from outside, or what a row of the patient says; `null` where there is no such row. */
  readonly patientId: string | null;
}

/**
 * Opens what is known of one patient for one change by a prescriber: who may, written in the audit if something was done, told to
 * open screens, and the calendar of a running plan looks again, because what locked a step may be gone.
 */
@Injectable()
export class IntakeDesk {
  constructor(
    private readonly database: Database, private readonly access: Access, private readonly store: PlanVersionStore, private readonly calendar: PlanSweepStore, private readonly audit: Audit, private readonly outbox: Outbox,
  ) {}

  /** A patient of somebody else is answered like one that does not exist. */
  async run<T extends { readonly id: string }>(actor: Actor, find: (tx: Tx) => Promise<IntakeCommand>, work: (tx: Tx, of: IntakeOf) => Promise<T | Refusal>): Promise<T | Refusal> {
    if (!may(actor.role, 'intake.write')) return refuse('not-found');
    return this.database.as(actor, async (tx) => {
      const { action, patientId: asked } = await find(tx);
      if (asked === null || !isId(asked)) return refuse('not-found');
      const patientId = asId('Patient', asked);
      const basis = await this.access.basisForChange(tx, actor, 'taper_plan', patientId);
      const day = basis === null ? null : await this.store.patientDay(tx, patientId);
      if (basis === null || day === null) return refuse('not-found');
      await this.store.lock(tx, patientId);
      const done = await work(tx, { patientId, organisationId: day.organisationId, day });
      if (isRefusal(done)) return done;
      await this.calendar.soon(tx, patientId);
      await this.audit.record(tx, { action, object: { kind: 'intake', id: done.id }, patientId, category: 'taper_plan', basis: printBasis(basis) });
      await this.outbox.add(tx, intakeChanged(done.id, patientId));
      return done;
    });
  }
}
