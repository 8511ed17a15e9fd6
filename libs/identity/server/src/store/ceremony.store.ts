import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { AccountId } from '@evenkeel/kernel';

export type ChallengePurpose = 'register' | 'sign-in' | 'second-factor' | 'step-up';

/** What is begun and not finished: a sign-in between its two stages, a challenge that a passkey has not signed yet. */
@Injectable()
export class CeremonyStore {
  async addPending(tx: Tx, tokenHash: Buffer, accountId: AccountId): Promise<void> {
    await tx.execute(`INSERT INTO identity.pending_sign_in (token_hash, account_id, created_at, expires_at) VALUES ($1, $2, clock.now(), clock.now() + interval '5 minutes')`, [tokenHash, accountId]);
  }

  /** Whose sign-in waits for its second stage. `null` if it is unknown, finished or over. */
  async pending(tx: Tx, tokenHash: Buffer): Promise<AccountId | null> {
    const [row] = await tx.query<{ accountId: AccountId }>(
      `SELECT p.account_id AS "accountId" FROM identity.pending_sign_in p JOIN identity.account a ON a.id = p.account_id
       WHERE p.token_hash = $1 AND p.used_at IS NULL AND p.expires_at > clock.now() AND a.disabled_at IS NULL`, [tokenHash]);
    return row?.accountId ?? null;
  }

  /** Ends it. `false` if somebody was faster. */
  async finishPending(tx: Tx, tokenHash: Buffer): Promise<boolean> {
    return (await tx.execute(`UPDATE identity.pending_sign_in SET used_at = clock.now() WHERE token_hash = $1 AND used_at IS NULL AND expires_at > clock.now()`, [tokenHash])) === 1;
  }

  /** No second stage of this account that was begun before goes on: its password or its factors have changed. */
  async endPendingOf(tx: Tx, accountId: AccountId): Promise<void> {
    await tx.execute(`UPDATE identity.pending_sign_in SET used_at = clock.now() WHERE account_id = $1 AND used_at IS NULL`, [accountId]);
  }

  async addChallenge(tx: Tx, challengeHash: Buffer, purpose: ChallengePurpose, accountId: AccountId | null): Promise<void> {
    await tx.execute(
      `INSERT INTO identity.passkey_challenge (challenge_hash, purpose, account_id, expires_at) VALUES ($1, $2, $3, clock.now() + interval '5 minutes')`,
      [challengeHash, purpose, accountId]);
  }

  /** Uses a challenge up. It has to be one for this purpose and this account (`null` while nobody is known). */
  async useChallenge(tx: Tx, challengeHash: Buffer, purpose: ChallengePurpose, accountId: AccountId | null): Promise<boolean> {
    return (await tx.execute(
      `UPDATE identity.passkey_challenge SET used_at = clock.now()
       WHERE challenge_hash = $1 AND purpose = $2 AND account_id IS NOT DISTINCT FROM $3 AND used_at IS NULL AND expires_at > clock.now()`,
      [challengeHash, purpose, accountId])) === 1;
  }
}
