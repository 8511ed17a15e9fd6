import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { type Category, may, type Verb } from '@evenkeel/care-team-rules';
import { Access, printBasis } from '@evenkeel/care-team-server';
import { Database, type Tx } from '@evenkeel/database';
import { type Actor, asId, isId, isRefusal, type PatientId, refuse, type Refusal } from '@evenkeel/kernel';
import type { LocalDate } from '@evenkeel/taper-rules';
import { DoseStepStore } from './store/dose-step.store.js';
import { type PatientDay, PlanVersionStore } from './store/plan-version.store.js';

/** What lies in front of somebody who writes down a dose or a dispensing. Plans of this patient stand still until the commit. */
export interface DoseDesk {
  readonly patientId: PatientId;
  readonly day: PatientDay;
}

export interface DoseCommand {
  readonly verb: Verb;
  readonly category: Category;
  /** For the audit, such as `dose.record`. */
  readonly action: string;
  readonly object: string;
  /** Text from outside; `null` for the own record of a patient. */
  readonly patientId: string | null;
}

/** Opens the doses and the supply of one patient for one change: who may, one at a time, in the audit if something was done. */
@Injectable()
export class DoseDesks {
  constructor(
    private readonly database: Database, private readonly access: Access, private readonly plans: PlanVersionStore, private readonly steps: DoseStepStore, private readonly audit: Audit,
  ) {}

  /** A patient of somebody else is answered like one that does not exist. */
  async run<T extends { readonly id: string }>(actor: Actor, command: DoseCommand, work: (tx: Tx, desk: DoseDesk) => Promise<T | Refusal>): Promise<T | Refusal> {
    const { verb, category, action, object, patientId: asked } = command;
    const text = actor.role === 'patient' ? (actor.patientId ?? '') : (asked ?? '');
    if (!may(actor.role, verb) || !isId(text) || (asked !== null && asked !== text)) return refuse('not-found');
    const patientId = asId('Patient', text);
    return this.database.as(actor, async (tx) => {
      const basis = await this.access.basisForChange(tx, actor, category, patientId);
      const day = basis === null ? null : await this.plans.patientDay(tx, patientId);
      if (basis === null || day === null) return refuse('not-found');
      await this.plans.lock(tx, patientId);
      const done = await work(tx, { patientId, day });
      if (!isRefusal(done)) await this.audit.record(tx, { action, object: { kind: object, id: done.id }, patientId, category, basis: printBasis(basis) });
      return done;
    });
  }

  /** Whether a dose had been prescribed by then. Somebody who has come to zero may still write down that they took one. */
  async hasDose(tx: Tx, patientId: PatientId, on: LocalDate): Promise<boolean> {
    return (await this.steps.prescribed(tx, patientId)).some(({ startsOn }) => startsOn <= on);
  }
}
