import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { AccountId, OrganisationId, PatientId } from '@evenkeel/kernel';

export interface ChangeToTell {
  readonly organisationId: OrganisationId;
  readonly patientId: PatientId;
  readonly receivedAt: Date;
  /** The organisation's clock: whoever reads it works there. */
  readonly zone: string;
}

/** A version that waits for its patient. */
export interface UnreadVersion {
  readonly organisationId: OrganisationId;
  readonly patientAccount: AccountId;
}

export interface Colleague {
  readonly accountId: AccountId;
  readonly role: string;
}

/** Who has to be told that a plan changed or is new, and who has been. For the worker. */
@Injectable()
export class PlanNewsStore {
  /** `null` for what was taken back in the meantime. */
  async facts(tx: Tx, changeId: string): Promise<ChangeToTell | null> {
    const [row] = await tx.query<ChangeToTell>(
      `SELECT c.organisation_id AS "organisationId", c.patient_id AS "patientId", c.received_at AS "receivedAt", o.zone
         FROM clin.plan_change c JOIN identity.organisation o ON o.id = c.organisation_id WHERE c.id = $1 AND c.undone_at IS NULL`, [changeId]);
    return row ?? null;
  }

  /** `null` for a version that was read, replaced or taken back in the meantime. */
  async unread(tx: Tx, versionId: string): Promise<UnreadVersion | null> {
    const [row] = await tx.query<UnreadVersion>(
      `SELECT v.organisation_id AS "organisationId", p.account_id AS "patientAccount" FROM clin.plan_version v JOIN identity.patient p ON p.id = v.patient_id
        WHERE v.id = $1 AND v.state IN ('signed', 'active', 'held') AND v.read_at IS NULL`, [versionId]);
    return row ?? null;
  }

  /** Prescribers and coordinators of the team, each once. */
  async team(tx: Tx, { organisationId, patientId }: ChangeToTell): Promise<readonly Colleague[]> {
    return tx.query<Colleague>(
      `SELECT DISTINCT ON (account_id) account_id AS "accountId", role FROM clin.care_team_member
        WHERE organisation_id = $1 AND patient_id = $2 AND role IN ('prescriber', 'coordinator') AND accepted_at IS NOT NULL AND starts_at <= clock.now() AND ends_at IS NULL
        ORDER BY account_id, role = 'prescriber' DESC`, [organisationId, patientId]);
  }

  /** Whom a message about this has left for already: a repeated job writes to nobody twice. */
  async reached(tx: Tx, about: string): Promise<ReadonlySet<AccountId>> {
    const rows = await tx.query<{ id: AccountId }>(
      `SELECT DISTINCT recipient_id AS id FROM clin.message_log WHERE about_id = $1 AND outcome IN ('accepted', 'permanent') AND recipient_id IS NOT NULL`, [about]);
    return new Set(rows.map(({ id }) => id));
  }
}
