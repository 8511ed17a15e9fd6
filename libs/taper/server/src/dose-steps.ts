import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Access, auditedReads } from '@evenkeel/care-team-server';
import { Database, type Tx } from '@evenkeel/database';
import { PeopleReader } from '@evenkeel/identity-server';
import type { Actor, PatientId } from '@evenkeel/kernel';
import { DoseStepReader, type SignedDoseStep } from './store/dose-step.reader.js';

/** A step with the name of whoever signed it, where that name is for the reader. */
export type NamedDoseStep = SignedDoseStep & { readonly signerName: string | undefined };

/** Dose steps for a person who asks: only of patients who share their plan with them, and written down in the audit. */
@Injectable()
export class DoseSteps {
  constructor(
    private readonly database: Database, private readonly access: Access, private readonly reader: DoseStepReader,
    private readonly people: PeopleReader, private readonly audit: Audit,
  ) {}

  /** In a transaction of its own; patients whose plan is not shared are missing from the map. */
  async forActor(actor: Actor, patientIds: readonly PatientId[]): Promise<ReadonlyMap<PatientId, readonly NamedDoseStep[]>> {
    return this.database.as(actor, (tx) => this.within(tx, actor, patientIds));
  }

  /** The same inside the caller's transaction. */
  async within(tx: Tx, actor: Actor, patientIds: readonly PatientId[]): Promise<ReadonlyMap<PatientId, readonly NamedDoseStep[]>> {
    const readings = await this.access.readings(tx, actor, 'taper_plan', patientIds);
    if (actor.role !== 'patient') await this.audit.readAll(tx, auditedReads(readings, 'taper_plan', { kind: 'dose-steps', id: null }));
    const steps = await this.reader.steps(tx, [...readings.keys()]);
    const signers = [...steps.values()].flatMap((each) => each.map((step) => step.signedBy));
    const names = await this.people.names(tx, [...new Set(signers)]);
    return new Map([...steps].map(([id, each]) => [id, each.map((step) => ({ ...step, signerName: names.get(step.signedBy) }))]));
  }
}
