import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { AccountId, Id, OrganisationId } from '@evenkeel/kernel';

export type ResetId = Id<'PasswordReset'>;

/** Who gets the mail, once it is known that there is somebody. */
export interface ResetMail {
  readonly accountId: AccountId;
  readonly organisationId: OrganisationId;
  readonly role: string;
}

@Injectable()
export class ResetStore {
  async add(tx: Tx, id: ResetId, emailIndex: Buffer, tokenHash: Buffer): Promise<void> {
    await tx.execute(
      `INSERT INTO identity.password_reset (id, email_index, token_hash, created_at, expires_at) VALUES ($1, $2, $3, clock.now(), clock.now() + interval '30 minutes')`,
      [id, emailIndex, tokenHash]);
  }

  /** The account that this link may give a new password, with the reset locked until the transaction ends. */
  async open(tx: Tx, tokenHash: Buffer): Promise<{ readonly id: ResetId; readonly accountId: AccountId } | null> {
    const [row] = await tx.query<{ id: ResetId; accountId: AccountId }>(
      `SELECT r.id, a.id AS "accountId" FROM identity.password_reset r JOIN identity.account a ON a.email_index = r.email_index
       WHERE r.token_hash = $1 AND r.used_at IS NULL AND r.expires_at > clock.now() AND a.disabled_at IS NULL FOR UPDATE OF r`, [tokenHash]);
    return row ?? null;
  }

  /** Uses this link up and every other one for the same address. */
  async use(tx: Tx, id: ResetId): Promise<void> {
    await tx.execute(
      `UPDATE identity.password_reset SET used_at = clock.now() WHERE used_at IS NULL
         AND email_index = (SELECT r.email_index FROM identity.password_reset r WHERE r.id = $1)`, [id]);
  }

  /** Whom to write to. `null` for an address that is nobody's, a link that is used or over, and a mail that went already. Runs as the engine. */
  async mailOf(tx: Tx, id: ResetId): Promise<ResetMail | null> {
    const [row] = await tx.query<ResetMail>(
      `SELECT a.id AS "accountId", m.organisation_id AS "organisationId", m.role
       FROM identity.password_reset r JOIN identity.account a ON a.email_index = r.email_index JOIN identity.membership m ON m.account_id = a.id
       WHERE r.id = $1 AND r.mailed_at IS NULL AND r.used_at IS NULL AND r.expires_at > clock.now() AND a.disabled_at IS NULL
         AND m.starts_at <= clock.now() AND (m.ends_at IS NULL OR m.ends_at > clock.now())
       ORDER BY m.starts_at, m.role LIMIT 1`, [id]);
    return row ?? null;
  }

  async mailed(tx: Tx, id: ResetId): Promise<void> {
    await tx.execute(`UPDATE identity.password_reset SET mailed_at = clock.now() WHERE id = $1`, [id]);
  }
}
