import { Injectable } from '@nestjs/common';
import { newId, type Tx } from '@evenkeel/database';
import type { AccountId, Id, OrganisationId } from '@evenkeel/kernel';

export type FactorResetId = Id<'FactorReset'>;

/** Somebody who works here, and how far a reset of their second factors has come. */
export interface StaffMember {
  readonly accountId: AccountId;
  readonly roles: readonly string[];
  readonly secondFactor: boolean;
  /** Asked for by one administrator and waiting for another one. */
  readonly resetId: FactorResetId | null;
  readonly askedBy: AccountId | null;
}

/** Resets that take two administrators; runs as the gate. */
@Injectable()
export class FactorResetStore {
  async staff(tx: Tx, organisationId: OrganisationId): Promise<readonly StaffMember[]> {
    return tx.query<StaffMember>(
      `SELECT m.account_id AS "accountId", array_agg(m.role ORDER BY m.role) AS roles, r.id AS "resetId", r.asked_by AS "askedBy",
              EXISTS (SELECT FROM identity.credential c WHERE c.account_id = m.account_id AND c.kind IN ('totp', 'passkey') AND NOT c.pending) AS "secondFactor"
       FROM identity.membership m JOIN identity.account a ON a.id = m.account_id AND a.disabled_at IS NULL
       LEFT JOIN LATERAL (SELECT f.id, f.asked_by FROM identity.factor_reset f WHERE f.organisation_id = $1 AND f.account_id = m.account_id AND f.agreed_at IS NULL AND f.expires_at > clock.now()
         ORDER BY f.asked_at DESC LIMIT 1) r ON true
       WHERE m.organisation_id = $1 AND m.role <> 'patient' AND m.starts_at <= clock.now() AND (m.ends_at IS NULL OR m.ends_at > clock.now())
       GROUP BY m.account_id, r.id, r.asked_by`, [organisationId]);
  }

  async ask(tx: Tx, organisationId: OrganisationId, accountId: AccountId, askedBy: AccountId): Promise<FactorResetId> {
    const id = newId<'FactorReset'>();
    await tx.execute(
      `INSERT INTO identity.factor_reset (organisation_id, id, account_id, asked_by, asked_at, expires_at) VALUES ($1, $2, $3, $4, clock.now(), clock.now() + interval '1 day')`,
      [organisationId, id, accountId, askedBy]);
    return id;
  }

  /** Agrees to what somebody else asked for. `null` if there is no such thing, it is over, or it is the own wish or account. */
  async agree(tx: Tx, organisationId: OrganisationId, id: FactorResetId, agreedBy: AccountId): Promise<AccountId | null> {
    const [row] = await tx.query<{ accountId: AccountId }>(
      `UPDATE identity.factor_reset SET agreed_by = $3, agreed_at = clock.now()
       WHERE id = $2 AND organisation_id = $1 AND agreed_at IS NULL AND expires_at > clock.now() AND asked_by <> $3 AND account_id <> $3
       RETURNING account_id AS "accountId"`, [organisationId, id, agreedBy]);
    return row?.accountId ?? null;
  }
}
