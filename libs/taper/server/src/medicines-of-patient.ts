import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { PatientId } from '@evenkeel/kernel';
import type { MedicineCode } from '@evenkeel/medicines-rules';
import { IntakeStore } from './store/intake.store.js';
import { DoseStepStore } from './store/dose-step.store.js';
import { PlanVersionStore } from './store/plan-version.store.js';
import { prescribedOn } from './plan-surroundings.js';

/** Which medicines of the taper a patient takes today: what is prescribed, and what intake found besides, as needed or not. */
@Injectable()
export class MedicinesOfPatient {
  constructor(private readonly intakes: IntakeStore, private readonly steps: DoseStepStore, private readonly days: PlanVersionStore) {}

  async codes(tx: Tx, patientId: PatientId): Promise<readonly MedicineCode[]> {
    const day = await this.days.patientDay(tx, patientId);
    const prescribed = day === null ? [] : prescribedOn(await this.steps.prescribed(tx, patientId), day.today);
    const taken = (await this.intakes.newest(tx, patientId, false))?.taken ?? [];
    return [...new Set([...prescribed, ...taken].map(({ medicine }) => medicine))];
  }
}
