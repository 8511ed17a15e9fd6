import { doseOf, type GivenIntake } from '@evenkeel/taper-rules';
import type { ShownIntake, ShownMedicine } from '../use-cases/read-intake.js';
import { IntakeType, MedicineInteractionType, OtherMedicineType, type SaveIntakeInput, TakenMedicineType } from './intake.types.js';
import { MedicineDoseType } from './patient-taper.types.js';

export const toGivenIntake = ({ patientId, taken, indication, monthsOfUse, factors, riskReviewOn, words }: SaveIntakeInput): GivenIntake & { readonly patientId: string } => ({
  patientId, indication, factors, monthsOfUse: monthsOfUse ?? null, riskReviewOn: riskReviewOn ?? null, words: words ?? null,
  taken: taken.map(({ medicine, pattern, daysAMonth, ...each }) => ({
    medicine, pattern, daysAMonth: daysAMonth ?? null, slots: { morning: each.morningMicrograms, midday: each.middayMicrograms, evening: each.eveningMicrograms, night: each.nightMicrograms },
  })),
});

export function toIntakeType({ taken, recordedByName, ...intake }: ShownIntake): IntakeType {
  const { id, recordedAt, recordedOn, indication, monthsOfUse, factors, riskReviewOn, words } = intake;
  return Object.assign(new IntakeType(), {
    id, recordedAt, recordedOn, indication, monthsOfUse, factors: [...factors], riskReviewOn, words, recordedBy: recordedByName,
    taken: taken.map(({ medicine, slots, pattern, daysAMonth }) => Object.assign(new TakenMedicineType(), {
      pattern, daysAMonth, dose: Object.assign(new MedicineDoseType(), {
        medicine, totalMicrograms: doseOf(medicine, slots).total, morningMicrograms: slots.morning, middayMicrograms: slots.midday, eveningMicrograms: slots.evening, nightMicrograms: slots.night,
      }),
    })),
  });
}

export const toOtherMedicine = ({ id, name, startedOn, stoppedOn, startedReviewedAt, stoppedReviewedAt, interactions }: ShownMedicine): OtherMedicineType => Object.assign(new OtherMedicineType(), {
  id, name, startedOn, stoppedOn, startReviewedAt: startedReviewedAt, stopReviewedAt: stoppedReviewedAt,
  interactions: interactions.map(({ medicine, interactant, severity, whenStarted, whenStopped, freezesSteps, provenance }) =>
    Object.assign(new MedicineInteractionType(), { medicine, interactant, severity, whenStarted, whenStopped, freezesSteps, source: provenance.source })),
});
