import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { may, type Verb } from '@evenkeel/care-team-rules';
import { Access, printBasis } from '@evenkeel/care-team-server';
import { Database, type Tx } from '@evenkeel/database';
import { type Actor, asId, isId, isRefusal, type PatientId, refuse, type Refusal } from '@evenkeel/kernel';
import { KeepPlan } from './keep-plan.js';
import type { PlanRecord, PlanVersionId } from './plan-record.js';
import { type PatientDay, PlanVersionStore } from './store/plan-version.store.js';

/** What lies in front of somebody who changes a plan: nobody else changes one of this patient until the commit. */
export interface Desk {
  readonly patientId: PatientId;
  readonly day: PatientDay;
  /** Every version that may be seen, by number. */
  readonly versions: readonly PlanRecord[];
}

export interface Command {
  readonly verb: Verb;
  /** For the audit, such as `plan.sign`. */
  readonly action: string;
  /** Text from outside; `null` for the own plan of a patient. */
  readonly patientId: string | null;
}

/** A version after a command, or why there was none. */
export type Outcome = PlanRecord | Refusal;

/** Opens the plans of one patient for one change: who may, one at a time, written in the audit if something was done. */
@Injectable()
export class PlanDesk {
  constructor(
    private readonly database: Database, private readonly access: Access, private readonly store: PlanVersionStore,
    private readonly keep: KeepPlan, private readonly audit: Audit,
  ) {}

  /** A patient of somebody else is answered like one that does not exist. */
  async run(actor: Actor, { verb, action, patientId: asked }: Command, work: (tx: Tx, desk: Desk) => Promise<Outcome>): Promise<Outcome> {
    const text = actor.role === 'patient' ? (actor.patientId ?? '') : (asked ?? '');
    if (!may(actor.role, verb) || !isId(text) || (asked !== null && asked !== text)) return refuse('not-found');
    const patientId = asId('Patient', text);
    return this.database.as(actor, async (tx) => {
      const basis = await this.access.basisForChange(tx, actor, 'taper_plan', patientId);
      const day = basis === null ? null : await this.store.patientDay(tx, patientId);
      if (basis === null || day === null) return refuse('not-found');
      await this.store.lock(tx, patientId);
      const versions = await this.keep.versions(tx, patientId);
      const done = await work(tx, { patientId, day, versions });
      if (!isRefusal(done)) await this.audit.record(tx, { action, object: { kind: 'plan', id: done.id satisfies PlanVersionId }, patientId, category: 'taper_plan', basis: printBasis(basis) });
      return done;
    });
  }
}

/** The draft of this number as it was on the screen, or why it cannot be changed. */
export function draftOf({ versions }: Desk, { number, rowVersion }: { readonly number: number; readonly rowVersion: number | null }): PlanRecord | Refusal {
  const draft = versions.find((each) => each.number === number);
  if (draft === undefined) return refuse('not-found');
  return draft.rowVersion === rowVersion ? draft : refuse('stale');
}
