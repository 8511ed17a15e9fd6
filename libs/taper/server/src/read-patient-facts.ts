import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { PatientReader } from '@evenkeel/identity-server';
import type { PatientId } from '@evenkeel/kernel';
import { cautiousAge, dailyDoseOf, type DatedDose, daysBetween, type PatientFacts } from '@evenkeel/taper-rules';
import { PatientFactsReader, type ReviewedMedicine } from './patient-facts.js';
import { IntakeStore } from './store/intake.store.js';
import { OtherMedicineStore } from './store/other-medicine.store.js';
import { PlanVersionStore } from './store/plan-version.store.js';

/** What intake, the list of other medicines and the year of birth say to the rules. */
@Injectable()
export class ReadPatientFacts extends PatientFactsReader {
  constructor(private readonly intakes: IntakeStore, private readonly medicines: OtherMedicineStore, private readonly patients: PatientReader, private readonly days: PlanVersionStore) {
    super();
  }

  async facts(tx: Tx, patientId: PatientId): Promise<PatientFacts> {
    const intake = await this.intakes.newest(tx, patientId, false);
    const birthYear = (await this.patients.byIds(tx, [patientId])).get(patientId)?.birthYear ?? null;
    const today = (await this.days.patientDay(tx, patientId))?.today ?? null;
    return {
      ageYears: birthYear === null || today === null ? null : cautiousAge(birthYear, today), monthsOfUse: intake?.monthsOfUse ?? null, factors: intake?.factors ?? [],
      daysSinceRiskReview: intake === null || intake.riskReviewOn === null || today === null ? null : daysBetween(intake.riskReviewOn, today),
    };
  }

  async taken(tx: Tx, patientId: PatientId): Promise<readonly DatedDose[]> {
    const intake = await this.intakes.newest(tx, patientId, false);
    const dose = intake === null ? [] : dailyDoseOf(intake.taken);
    return intake === null || dose.length === 0 ? [] : [{ startsOn: intake.recordedOn, dose }];
  }

  async otherMedicines(tx: Tx, patientId: PatientId): Promise<readonly ReviewedMedicine[]> {
    return (await this.medicines.all(tx, patientId)).map(({ name, startedOn, stoppedOn, startedReviewedAt, stoppedReviewedAt }) =>
      ({ name, startedOn, stoppedOn, isStartReviewed: startedReviewedAt !== null, isStopReviewed: stoppedReviewedAt !== null }));
  }
}
