import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { AccountId, OrganisationId, PatientId } from '@evenkeel/kernel';

export interface ToTell {
  readonly organisationId: OrganisationId;
  readonly patientId: PatientId;
  readonly patientAccount: AccountId;
  readonly openedAt: Date;
  readonly patientZone: string;
  readonly zone: string;
}

export interface Colleague {
  readonly accountId: AccountId;
  readonly role: string;
}

/** Who has to be told of emergency access, and who has been. For the worker. */
@Injectable()
export class EmergencyNewsStore {
  async facts(tx: Tx, breakGlassId: string): Promise<ToTell | null> {
    const [row] = await tx.query<ToTell>(
      `SELECT b.organisation_id AS "organisationId", b.patient_id AS "patientId", p.account_id AS "patientAccount", b.opened_at AS "openedAt",
              p.zone AS "patientZone", o.zone
         FROM clin.break_glass b JOIN identity.patient p ON p.id = b.patient_id JOIN identity.organisation o ON o.id = b.organisation_id
        WHERE b.id = $1 AND b.told_at IS NULL`, [breakGlassId]);
    return row ?? null;
  }

  async zoneOf(tx: Tx, organisationId: OrganisationId): Promise<string> {
    return (await tx.one<{ zone: string }>('SELECT zone FROM identity.organisation WHERE id = $1', [organisationId])).zone;
  }

  /** Safety leads, administrators and auditors who work here, each once. Also for a person's own transaction. */
  async overseers(tx: Tx, organisationId: OrganisationId): Promise<readonly Colleague[]> {
    return tx.query<Colleague>(
      `SELECT DISTINCT ON (account_id) account_id AS "accountId", role FROM identity.membership
        WHERE organisation_id = $1 AND role IN ('safety-lead', 'administrator', 'auditor') AND starts_at <= clock.now() AND (ends_at IS NULL OR ends_at > clock.now())
        ORDER BY account_id, role = 'safety-lead' DESC, role`, [organisationId]);
  }

  /** Whom a message about this has left for already: a repeated job writes to nobody twice. */
  async reached(tx: Tx, about: string): Promise<ReadonlySet<AccountId>> {
    const rows = await tx.query<{ id: AccountId }>(
      `SELECT DISTINCT recipient_id AS id FROM clin.message_log WHERE about_id = $1 AND outcome IN ('accepted', 'permanent') AND recipient_id IS NOT NULL`, [about]);
    return new Set(rows.map(({ id }) => id));
  }

  async told(tx: Tx, breakGlassId: string): Promise<void> {
    await tx.execute('UPDATE clin.break_glass SET told_at = clock.now() WHERE id = $1 AND told_at IS NULL', [breakGlassId]);
  }
}
