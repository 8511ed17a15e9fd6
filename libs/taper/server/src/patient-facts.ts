import type { Tx } from '@evenkeel/database';
import type { OrganisationId, PatientId } from '@evenkeel/kernel';
import type { OtherMedicine, Product } from '@evenkeel/medicines-rules';
import type { DatedDose, DoseSlot, LocalDate, PatientFacts } from '@evenkeel/taper-rules';

/**
 * What a plan has to know of its patient, as ports: whoever checks a plan, shows it or sweeps over it asks here, and the
 * stores of intake, supply and dose records answer. All of them work in the transaction they are given, under row-level
 * security of a person or as the engine, and answer for one patient at a time.
 */

/** Another medicine of the patient and whether a prescriber has looked at its start and at its stop. */
export interface ReviewedMedicine extends OtherMedicine {
  readonly isStartReviewed: boolean;
  readonly isStopReviewed: boolean;
}

export abstract class PatientFactsReader {
  /** From the newest intake and the year of birth; `null` and empty for what nobody has asked yet. */
  abstract facts(tx: Tx, patientId: PatientId): Promise<PatientFacts>;
  /** What the newest intake found to be taken, from the day it was recorded; empty without an intake. */
  abstract taken(tx: Tx, patientId: PatientId): Promise<readonly DatedDose[]>;
  /** Every other medicine that was ever entered, names opened. */
  abstract otherMedicines(tx: Tx, patientId: PatientId): Promise<readonly ReviewedMedicine[]>;
}

/** A liquid was dispensed in another concentration than before. */
export interface ConcentrationChange {
  readonly dispensingId: string;
  readonly beforeUgPerMl: number;
  readonly nowUgPerMl: number;
  readonly isConfirmed: boolean;
}

export abstract class SupplyReader {
  /** The first day without medicine; `null` when nothing was dispensed yet. */
  abstract runsOutOn(tx: Tx, patientId: PatientId): Promise<LocalDate | null>;
  /** The newest change of concentration, confirmed or not; `null` when there was none. */
  abstract concentration(tx: Tx, patientId: PatientId): Promise<ConcentrationChange | null>;
}

/** A slot of a day whose dose the patient confirmed as taken. */
export interface ConfirmedSlot {
  readonly on: LocalDate;
  readonly slot: DoseSlot;
}

export abstract class DoseRecordReader {
  /** Consecutive days up to and with `until` that the patient reported as missed. Days without a word are not missed. */
  abstract missedDays(tx: Tx, patientId: PatientId, until: LocalDate): Promise<number>;
  /** What was confirmed as taken from this day on, in the order of time. */
  abstract confirmedOn(tx: Tx, patientId: PatientId, from: LocalDate): Promise<readonly ConfirmedSlot[]>;
  /** What was really taken on the days from one to the other on which every dose was spoken of. */
  abstract taken(tx: Tx, patientId: PatientId, from: LocalDate, until: LocalDate): Promise<readonly DatedDose[]>;
}

export abstract class OwnProducts {
  /** Products that administrators of the organisation entered, retired ones too: signed plans go on being made of them. */
  abstract all(tx: Tx, organisationId: OrganisationId): Promise<readonly (Product & { readonly isRetired: boolean })[]>;
}

export type PlanTaskKind = 'plan-unread' | 'step-locked' | 'hold-review' | 'dose-unconfirmed' | 'plan-changed' | 'second-sign-off';

/** Something a person of the team has to do. One task for each patient, kind and `about`: asking again changes nothing. */
export interface PlanTask {
  readonly organisationId: OrganisationId;
  readonly patientId: PatientId;
  readonly kind: PlanTaskKind;
  /** Which one: the number of a version, also with the moment of its check, a date, the id of a change. Never words, never a figure of a dose. */
  readonly about: string;
  readonly forRole: 'prescriber' | 'coordinator';
  readonly dueAt: Date | null;
}

export abstract class PlanTasks {
  abstract open(tx: Tx, task: PlanTask): Promise<void>;
  /** Their cause is gone: closes what is open of these kinds as `settled`; only of one `about` if it is given. */
  abstract settle(tx: Tx, of: { readonly organisationId: OrganisationId; readonly patientId: PatientId; readonly kinds: readonly PlanTaskKind[]; readonly about?: string }): Promise<void>;
}

/** Asked after every change of a schedule: run-out dates move with it, and whom that concerns is told. */
export abstract class SupplyWatch {
  abstract planChanged(tx: Tx, of: { readonly organisationId: OrganisationId; readonly patientId: PatientId }): Promise<void>;
}
