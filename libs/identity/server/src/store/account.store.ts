import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { AccountId, OrganisationId, PatientId, Role } from '@evenkeel/kernel';

export interface SignInAccount {
  readonly accountId: AccountId;
  readonly secret: string;
}

/** A role that somebody holds now. `patientId` is the own record when the role is `patient`. */
export interface HeldRole {
  readonly organisationId: OrganisationId;
  readonly role: Role;
  readonly patientId: PatientId | null;
}

/** What signing in needs to know of accounts; runs as the gate. */
@Injectable()
export class AccountStore {
  /** `null` for an unknown address, a disabled account and an account without a password: nobody learns which. */
  async findForSignIn(tx: Tx, emailIndex: Buffer): Promise<SignInAccount | null> {
    const [row] = await tx.query<SignInAccount>(
      `SELECT a.id AS "accountId", c.secret FROM identity.account a JOIN identity.credential c ON c.account_id = a.id AND c.kind = 'password'
       WHERE a.email_index = $1 AND a.disabled_at IS NULL`, [emailIndex]);
    return row ?? null;
  }

  /** What a signed-in person proves themselves against. `secret` is `null` for an account without a password. */
  async findForStepUp(tx: Tx, accountId: AccountId): Promise<{ readonly emailIndex: Buffer; readonly secret: string | null } | null> {
    const [row] = await tx.query<{ emailIndex: Buffer; secret: string | null }>(
      `SELECT a.email_index AS "emailIndex", c.secret FROM identity.account a LEFT JOIN identity.credential c ON c.account_id = a.id AND c.kind = 'password'
       WHERE a.id = $1 AND a.disabled_at IS NULL`, [accountId]);
    return row ?? null;
  }

  /** Oldest membership first. */
  async heldRoles(tx: Tx, accountId: AccountId): Promise<HeldRole[]> {
    return tx.query<HeldRole>(
      `SELECT m.organisation_id AS "organisationId", m.role, p.id AS "patientId"
       FROM identity.membership m
       LEFT JOIN identity.patient p ON m.role = 'patient' AND p.account_id = m.account_id AND p.organisation_id = m.organisation_id
       WHERE m.account_id = $1 AND m.starts_at <= clock.now() AND (m.ends_at IS NULL OR m.ends_at > clock.now())
         AND (m.role <> 'patient' OR p.id IS NOT NULL)
       ORDER BY m.starts_at, m.role`, [accountId]);
  }

  async passwordWasUsed(tx: Tx, accountId: AccountId): Promise<void> {
    await tx.execute(`UPDATE identity.credential SET last_used_at = clock.now() WHERE account_id = $1 AND kind = 'password'`, [accountId]);
  }

  async setLanguage(tx: Tx, accountId: AccountId, language: string): Promise<void> {
    await tx.execute(`UPDATE identity.account SET language = $2 WHERE id = $1`, [accountId, language]);
  }
}
