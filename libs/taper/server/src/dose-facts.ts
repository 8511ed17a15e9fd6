import type { AccountId, Id, OrganisationId, PatientId } from '@evenkeel/kernel';
import type { ProductCode } from '@evenkeel/medicines-rules';
import type { DoseRecordKind, DoseSlot, LocalDate } from '@evenkeel/taper-rules';

export type DoseRecordId = Id<'DoseRecord'>;
export type DispensingId = Id<'Dispensing'>;

/** What a patient said about a dose, as it is kept. Dates are the patient's. */
export interface KeptRecord {
  readonly organisationId: OrganisationId;
  readonly patientId: PatientId;
  readonly id: DoseRecordId;
  readonly localDate: LocalDate;
  readonly slot: DoseSlot;
  readonly kind: DoseRecordKind;
  readonly tappedAt: Date;
  readonly receivedAt: Date;
  readonly withdrawnAt: Date | null;
}

/** What came into the house. Exactly one of the three amounts is there; a concentration belongs to a volume. */
export interface KeptDispensing {
  readonly organisationId: OrganisationId;
  readonly patientId: PatientId;
  readonly id: DispensingId;
  readonly product: ProductCode;
  readonly quarters: number | null;
  readonly ul: number | null;
  readonly mg: number | null;
  readonly concentrationUgPerMl: number | null;
  readonly dispensedOn: LocalDate;
  readonly enteredBy: AccountId;
  /** Entered by the patient, not by the clinic. */
  readonly isByPatient: boolean;
  readonly enteredAt: Date;
  readonly confirmedAt: Date | null;
  readonly withdrawnAt: Date | null;
}
