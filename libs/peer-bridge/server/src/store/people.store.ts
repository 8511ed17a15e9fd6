import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { AccountId, OrganisationId, PatientId, SessionId } from '@evenkeel/kernel';

export interface Lost {
  readonly organisationId: OrganisationId;
  readonly accountId: AccountId;
  readonly patientId: PatientId | null;
  /** Tells one loss from the next of the same person. */
  readonly at: string;
}

/** The few questions that the bridge asks about people, on the clinical side of the wall. */
@Injectable()
export class BridgePeopleStore {
  /** Whether the asking person holds another role here: whoever treats or organises does not come in as a peer. Runs as that person. */
  async isStaffToo(tx: Tx, accountId: AccountId, organisationId: OrganisationId): Promise<boolean> {
    const rows = await tx.query(
      `SELECT 1 FROM identity.membership WHERE account_id = $1 AND organisation_id = $2 AND role <> 'patient' AND starts_at <= clock.now() AND (ends_at IS NULL OR ends_at > clock.now())`,
      [accountId, organisationId]);
    return rows.length > 0;
  }

  /** The account behind a record. Runs as the engine. */
  async accountOf(tx: Tx, patientId: PatientId): Promise<AccountId | null> {
    const [row] = await tx.query<{ id: AccountId }>('SELECT account_id AS id FROM identity.patient WHERE id = $1', [patientId]);
    return row?.id ?? null;
  }

  /** Who holds this role now and can be written to. Runs as the engine. */
  async holding(tx: Tx, organisationId: OrganisationId, role: 'safety-lead' | 'administrator'): Promise<AccountId[]> {
    return (await tx.query<{ id: AccountId }>(
      `SELECT m.account_id AS id FROM identity.membership m JOIN identity.account a ON a.id = m.account_id WHERE m.organisation_id = $1 AND m.role = $2
         AND a.disabled_at IS NULL AND m.starts_at <= clock.now() AND (m.ends_at IS NULL OR m.ends_at > clock.now()) ORDER BY m.account_id`, [organisationId, role])).map(({ id }) => id);
  }

  async organisationName(tx: Tx, organisationId: OrganisationId): Promise<string> {
    return (await tx.one<{ name: string }>('SELECT name FROM identity.organisation WHERE id = $1', [organisationId])).name;
  }

  /** Clinical sessions that ended within these minutes: signed out here or from elsewhere, after a new password, with the account. */
  async endedWithin(tx: Tx, minutes: number): Promise<SessionId[]> {
    return (await tx.query<{ id: SessionId }>('SELECT id FROM identity.session WHERE ended_at > clock.now() - make_interval(mins => $1) AND ended_at <= clock.now()', [minutes])).map(({ id }) => id);
  }

  /** People who lost the right to come in within these minutes: the account was closed, or the role that opened the door has ended. */
  async lostWithin(tx: Tx, minutes: number): Promise<Lost[]> {
    return tx.query<Lost>(
      `SELECT l.organisation_id AS "organisationId", l.account_id AS "accountId", p.id AS "patientId", l.at::text AS at
       FROM (SELECT m.organisation_id, m.account_id, m.role, a.disabled_at AS at FROM identity.account a JOIN identity.membership m ON m.account_id = a.id
               WHERE a.disabled_at > clock.now() - make_interval(mins => $1) AND a.disabled_at <= clock.now()
             UNION ALL
             SELECT m.organisation_id, m.account_id, m.role, m.ends_at FROM identity.membership m
               WHERE m.ends_at > clock.now() - make_interval(mins => $1) AND m.ends_at <= clock.now()) l
         LEFT JOIN identity.patient p ON p.account_id = l.account_id AND p.organisation_id = l.organisation_id AND l.role = 'patient'
       WHERE l.role IN ('patient', 'moderator')`,
      [minutes]);
  }
}
