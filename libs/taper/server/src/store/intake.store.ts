import { Injectable } from '@nestjs/common';
import { newId, type Tx } from '@evenkeel/database';
import { Sealer } from '@evenkeel/encryption';
import type { AccountId, OrganisationId, PatientId } from '@evenkeel/kernel';
import type { Intake, LocalDate, OutsideContact } from '@evenkeel/taper-rules';

/** Where the words of an intake and of contacts are sealed; the row is their id. */
export const sealedIntake = { words: 'clin.intake.words', contact: 'clin.outside_clinician.contact' } as const;

export interface OfPatient {
  readonly organisationId: OrganisationId;
  readonly patientId: PatientId;
}

export interface StoredIntake extends Intake {
  readonly id: string;
  readonly recordedBy: AccountId;
  readonly recordedAt: Date;
  readonly recordedOn: LocalDate;
}

export interface OutsideClinician extends OutsideContact, OfPatient {
  readonly id: string;
  readonly enteredAt: Date;
  readonly removedAt: Date | null;
}

type SealedContact = Omit<OutsideClinician, 'name' | 'phone' | 'email'> & { readonly contact: Buffer };

const intakeColumns = `id, recorded_by AS "recordedBy", recorded_at AS "recordedAt", recorded_on::text AS "recordedOn", taken, indication, months_of_use AS "monthsOfUse", factors,
  risk_review_on::text AS "riskReviewOn", words`;
const contactColumns = `id, organisation_id AS "organisationId", patient_id AS "patientId", role, contact, entered_at AS "enteredAt", removed_at AS "removedAt"`;

/** Intakes and people outside. Decides nothing. */
@Injectable()
export class IntakeStore {
  constructor(private readonly sealer: Sealer) {}

  /** The newest intake that may be seen. @param words whether to open them */
  async newest(tx: Tx, patientId: PatientId, words: boolean): Promise<StoredIntake | null> {
    const [row] = await tx.query<Omit<StoredIntake, 'words'> & { readonly words: Buffer | null }>(
      `SELECT ${intakeColumns} FROM clin.intake WHERE patient_id = $1 ORDER BY recorded_at DESC, id DESC LIMIT 1`, [patientId]);
    if (row === undefined) return null;
    return { ...row, words: words && row.words !== null ? await this.sealer.open(tx, patientId, sealedIntake.words, row.id, row.words) : null };
  }

  async add(tx: Tx, { organisationId, patientId }: OfPatient, by: AccountId, recordedOn: LocalDate, intake: Intake): Promise<string> {
    const id = newId();
    const words = intake.words === null ? null : await this.sealer.seal(tx, patientId, sealedIntake.words, id, intake.words);
    await tx.execute(
      `INSERT INTO clin.intake (organisation_id, patient_id, recorded_at, id, recorded_by, recorded_on, taken, indication, months_of_use, factors, risk_review_on, words)
       VALUES ($1, $2, clock.now(), $3, $4, $5, $6::jsonb, $7, $8, $9, $10, $11)`,
      [organisationId, patientId, id, by, recordedOn, JSON.stringify(intake.taken), intake.indication, intake.monthsOfUse, intake.factors, intake.riskReviewOn, words]);
    return id;
  }

  /** People outside who were not removed, in the order of their entry. */
  async clinicians(tx: Tx, patientId: PatientId): Promise<readonly OutsideClinician[]> {
    const rows = await tx.query<SealedContact>(`SELECT ${contactColumns} FROM clin.outside_clinician WHERE patient_id = $1 AND removed_at IS NULL ORDER BY entered_at, id`, [patientId]);
    return Promise.all(rows.map((row) => this.opened(tx, row)));
  }

  async clinician(tx: Tx, id: string): Promise<OutsideClinician | null> {
    const [row] = await tx.query<SealedContact>(`SELECT ${contactColumns} FROM clin.outside_clinician WHERE id = $1`, [id]);
    return row === undefined ? null : this.opened(tx, row);
  }

  async addClinician(tx: Tx, { organisationId, patientId }: OfPatient, id: string, by: AccountId, { role, ...contact }: OutsideContact): Promise<void> {
    const sealed = await this.sealer.seal(tx, patientId, sealedIntake.contact, id, JSON.stringify(contact));
    await tx.execute(
      `INSERT INTO clin.outside_clinician (organisation_id, patient_id, id, role, contact, entered_by, entered_at) VALUES ($1, $2, $3, $4, $5, $6, clock.now())`,
      [organisationId, patientId, id, role, sealed, by]);
  }

  /** The first removal counts. */
  async removeClinician(tx: Tx, { patientId, id }: OutsideClinician): Promise<void> {
    await tx.execute(`UPDATE clin.outside_clinician SET removed_at = clock.now() WHERE patient_id = $1 AND id = $2 AND removed_at IS NULL`, [patientId, id]);
  }

  private async opened(tx: Tx, { contact, ...row }: SealedContact): Promise<OutsideClinician> {
    const said = JSON.parse(await this.sealer.open(tx, row.patientId, sealedIntake.contact, row.id, contact)) as Omit<OutsideContact, 'role'>;
    return { ...row, ...said };
  }
}
