import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { may } from '@evenkeel/care-team-rules';
import { Access, auditedReads } from '@evenkeel/care-team-server';
import { Database } from '@evenkeel/database';
import { PeopleReader } from '@evenkeel/identity-server';
import type { Actor, PatientId } from '@evenkeel/kernel';
import type { Interaction } from '@evenkeel/medicines-rules';
import { interactionsWith } from '@evenkeel/taper-rules';
import { MedicinesOfPatient } from '../medicines-of-patient.js';
import { IntakeStore, type OutsideClinician, type StoredIntake } from '../store/intake.store.js';
import { OtherMedicineStore, type StoredMedicine } from '../store/other-medicine.store.js';

export interface ShownIntake extends StoredIntake {
  readonly recordedByName: string;
}

export interface ShownMedicine extends StoredMedicine {
  /** What it does beside the medicines that the patient takes. */
  readonly interactions: readonly Interaction[];
}

export interface IntakeRecord {
  readonly intake: ShownIntake | null;
  readonly medicines: readonly ShownMedicine[];
  readonly clinicians: readonly OutsideClinician[];
}

/** What intake knows of a patient, for prescribers of the team. `null` where there is nothing to be seen. */
@Injectable()
export class ReadIntake {
  constructor(
    private readonly database: Database, private readonly access: Access, private readonly intakes: IntakeStore, private readonly medicines: OtherMedicineStore,
    private readonly taken: MedicinesOfPatient, private readonly people: PeopleReader, private readonly audit: Audit,
  ) {}

  async run(actor: Actor, patientId: PatientId): Promise<IntakeRecord | null> {
    if (!may(actor.role, 'intake.read')) return null;
    return this.database.as(actor, async (tx) => {
      const readings = await this.access.readings(tx, actor, 'taper_plan', [patientId]);
      if (!readings.has(patientId)) return null;
      await this.audit.readAll(tx, auditedReads(readings, 'taper_plan', { kind: 'intake', id: null }));
      const intake = await this.intakes.newest(tx, patientId, true);
      const names = await this.people.names(tx, intake === null ? [] : [intake.recordedBy]);
      const codes = await this.taken.codes(tx, patientId);
      return {
        intake: intake === null ? null : { ...intake, recordedByName: names.get(intake.recordedBy) ?? '' },
        medicines: (await this.medicines.all(tx, patientId)).map((medicine) => ({ ...medicine, interactions: interactionsWith(medicine.name, codes) })),
        clinicians: await this.intakes.clinicians(tx, patientId),
      };
    });
  }
}
