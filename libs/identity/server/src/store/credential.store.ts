import { Injectable } from '@nestjs/common';
import { newId, type Tx } from '@evenkeel/database';
import { Sealer } from '@evenkeel/encryption';
import type { AccountId, Id } from '@evenkeel/kernel';
import { places } from '../profile.js';

export type CredentialId = Id<'Credential'>;

/** What an authenticator app and we know together. */
export interface Totp {
  readonly id: CredentialId;
  readonly secret: string;
}

/** A passkey as it was registered. */
export interface Passkey {
  readonly id: CredentialId;
  readonly accountId: AccountId;
  readonly credentialId: string;
  /** COSE key, base64url. */
  readonly publicKey: string;
  readonly transports: readonly string[];
  /** What its owner calls it. */
  readonly label: string;
  readonly signCount: number;
}

export interface Factor {
  readonly id: CredentialId;
  readonly kind: 'totp' | 'passkey';
  readonly label: string | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

type SealedPasskey = Pick<Passkey, 'credentialId' | 'publicKey' | 'transports' | 'label'>;
interface Row {
  readonly id: CredentialId;
  readonly accountId: AccountId;
  readonly secret: string;
}
interface PasskeyRow extends Row {
  readonly signCount: string;
}

const passkey = `id, account_id AS "accountId", secret, coalesce(sign_count, 0)::text AS "signCount"`;

/** Second factors and recovery codes; runs as the gate, which alone may see a credential. */
@Injectable()
export class CredentialStore {
  constructor(private readonly sealer: Sealer) {}

  async addTotp(tx: Tx, accountId: AccountId, secret: string): Promise<void> {
    const id = newId<'Credential'>();
    await tx.execute(`DELETE FROM identity.credential WHERE account_id = $1 AND kind = 'totp' AND pending`, [accountId]);
    await tx.execute(`INSERT INTO identity.credential (id, account_id, kind, secret, pending, created_at) VALUES ($1, $2, 'totp', $3, true, clock.now())`,
      [id, accountId, await this.seal(tx, accountId, id, secret)]);
  }

  async totp(tx: Tx, accountId: AccountId, pending = false): Promise<Totp | null> {
    const [row] = await tx.query<Row>(`SELECT id, account_id AS "accountId", secret FROM identity.credential WHERE account_id = $1 AND kind = 'totp' AND pending = $2`, [accountId, pending]);
    return row === undefined ? null : { id: row.id, secret: await this.open(tx, row) };
  }

  /** Replaces the one in use, if there is one. */
  async confirmTotp(tx: Tx, accountId: AccountId, id: CredentialId, step: number): Promise<void> {
    await tx.execute(`DELETE FROM identity.credential WHERE account_id = $1 AND kind = 'totp' AND NOT pending`, [accountId]);
    await tx.execute(`UPDATE identity.credential SET pending = false, last_step = $2, last_used_at = clock.now() WHERE id = $1`, [id, step]);
  }

  /** Uses a step up. `false` if it, or a later one, was used before: two people with one code cannot both come in. */
  async useStep(tx: Tx, id: CredentialId, step: number): Promise<boolean> {
    return (await tx.execute(`UPDATE identity.credential SET last_step = $2, last_used_at = clock.now() WHERE id = $1 AND coalesce(last_step, 0) < $2`, [id, step])) === 1;
  }

  async replaceRecoveryCodes(tx: Tx, accountId: AccountId, codes: readonly string[]): Promise<void> {
    await tx.execute(`DELETE FROM identity.credential WHERE account_id = $1 AND kind = 'recovery-code'`, [accountId]);
    for (const code of codes) {
      await tx.execute(`INSERT INTO identity.credential (id, account_id, kind, secret, created_at) VALUES ($1, $2, 'recovery-code', $3, clock.now())`,
        [newId(), accountId, this.codeHash(accountId, code)]);
    }
  }

  /** Uses a code up, once. */
  async useRecoveryCode(tx: Tx, accountId: AccountId, code: string): Promise<boolean> {
    return (await tx.execute(
      `UPDATE identity.credential SET last_used_at = clock.now() WHERE account_id = $1 AND kind = 'recovery-code' AND secret = $2 AND last_used_at IS NULL`,
      [accountId, this.codeHash(accountId, code)])) === 1;
  }

  async recoveryCodesLeft(tx: Tx, accountId: AccountId): Promise<number> {
    return (await tx.one<{ left: number }>(`SELECT count(*)::int AS left FROM identity.credential WHERE account_id = $1 AND kind = 'recovery-code' AND last_used_at IS NULL`, [accountId])).left;
  }

  async addPasskey(tx: Tx, accountId: AccountId, handle: Buffer, made: SealedPasskey, signCount: number): Promise<CredentialId> {
    const id = newId<'Credential'>();
    await tx.execute(
      `INSERT INTO identity.credential (id, account_id, kind, secret, handle, sign_count, created_at) VALUES ($1, $2, 'passkey', $3, $4, $5, clock.now())`,
      [id, accountId, await this.seal(tx, accountId, id, JSON.stringify(made)), handle, signCount]);
    return id;
  }

  async passkeyByHandle(tx: Tx, handle: Buffer): Promise<Passkey | null> {
    const [row] = await tx.query<PasskeyRow>(
      `SELECT ${passkey} FROM identity.credential c WHERE kind = 'passkey' AND handle = $1
         AND EXISTS (SELECT FROM identity.account a WHERE a.id = c.account_id AND a.disabled_at IS NULL)`, [handle]);
    return row === undefined ? null : this.toPasskey(tx, row);
  }

  async passkeys(tx: Tx, accountId: AccountId): Promise<readonly Passkey[]> {
    const rows = await tx.query<PasskeyRow>(`SELECT ${passkey} FROM identity.credential WHERE kind = 'passkey' AND account_id = $1 ORDER BY created_at`, [accountId]);
    return Promise.all(rows.map((row) => this.toPasskey(tx, row)));
  }

  async passkeyWasUsed(tx: Tx, id: CredentialId, signCount: number): Promise<void> {
    await tx.execute(`UPDATE identity.credential SET sign_count = greatest(coalesce(sign_count, 0), $2), last_used_at = clock.now() WHERE id = $1`, [id, signCount]);
  }

  /** Factors in use, oldest first. */
  async factors(tx: Tx, accountId: AccountId): Promise<readonly Factor[]> {
    const rows = await tx.query<Row & { kind: 'totp' | 'passkey'; createdAt: Date; lastUsedAt: Date | null }>(
      `SELECT id, account_id AS "accountId", secret, kind, created_at AS "createdAt", last_used_at AS "lastUsedAt" FROM identity.credential
       WHERE account_id = $1 AND kind IN ('totp', 'passkey') AND NOT pending ORDER BY created_at`, [accountId]);
    return Promise.all(rows.map(async ({ id, kind, createdAt, lastUsedAt, ...row }) => ({
      id, kind, createdAt, lastUsedAt,
      label: kind === 'totp' ? null : (JSON.parse(await this.open(tx, { id, ...row })) as SealedPasskey).label,
    })));
  }

  /** Takes a factor away. With the last one its recovery codes go too: they recover nothing any more. */
  async removeFactor(tx: Tx, accountId: AccountId, id: CredentialId): Promise<boolean> {
    const gone = await tx.execute(`DELETE FROM identity.credential WHERE id = $1 AND account_id = $2 AND kind IN ('totp', 'passkey')`, [id, accountId]);
    await tx.execute(
      `DELETE FROM identity.credential WHERE account_id = $1 AND kind = 'recovery-code'
         AND NOT EXISTS (SELECT FROM identity.credential f WHERE f.account_id = $1 AND f.kind IN ('totp', 'passkey') AND NOT f.pending)`, [accountId]);
    return gone === 1;
  }

  async removeAllFactors(tx: Tx, accountId: AccountId): Promise<void> {
    await tx.execute(`DELETE FROM identity.credential WHERE account_id = $1 AND kind <> 'password'`, [accountId]);
  }

  async setPassword(tx: Tx, accountId: AccountId, hash: string): Promise<void> {
    const changed = await tx.execute(`UPDATE identity.credential SET secret = $2 WHERE account_id = $1 AND kind = 'password'`, [accountId, hash]);
    if (changed === 0) await tx.execute(`INSERT INTO identity.credential (id, account_id, kind, secret, created_at) VALUES ($1, $2, 'password', $3, clock.now())`, [newId(), accountId, hash]);
  }

  async password(tx: Tx, accountId: AccountId): Promise<string | null> {
    const [row] = await tx.query<{ secret: string }>(`SELECT secret FROM identity.credential WHERE account_id = $1 AND kind = 'password'`, [accountId]);
    return row?.secret ?? null;
  }

  /** Fifty bits need no slow hash when the hash has a key that no dump holds. */
  private codeHash(accountId: AccountId, code: string): string {
    return this.sealer.emailIndex(`recovery code ${accountId} ${code}`).toString('base64url');
  }

  private async seal(tx: Tx, accountId: AccountId, id: CredentialId, text: string): Promise<string> {
    return (await this.sealer.seal(tx, accountId, places.credential, id, text)).toString('base64url');
  }

  private open(tx: Tx, row: Row): Promise<string> {
    return this.sealer.open(tx, row.accountId, places.credential, row.id, Buffer.from(row.secret, 'base64url'));
  }

  private async toPasskey(tx: Tx, row: PasskeyRow): Promise<Passkey> {
    return { id: row.id, accountId: row.accountId, signCount: Number(row.signCount), ...(JSON.parse(await this.open(tx, row)) as SealedPasskey) };
  }
}
