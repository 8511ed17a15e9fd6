import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { Sealer } from '@evenkeel/encryption';
import { type AccountProfile, places } from '@evenkeel/identity-server';
import type { AccountId, OrganisationId } from '@evenkeel/kernel';

/** Where and in which language a person is reached. */
export interface Contact {
  readonly accountId: AccountId;
  readonly email: string;
  readonly displayName: string;
  readonly language: 'en' | 'es';
}

interface AccountRow {
  readonly id: AccountId;
  readonly profile: Buffer;
  readonly language: 'en' | 'es';
}

/** Opens sealed addresses at the moment of sending. Runs as the engine. */
@Injectable()
export class ContactReader {
  constructor(private readonly sealer: Sealer) {}

  /** The contacts that can be read. A disabled account, an erased key or a damaged profile is simply missing. */
  async of(tx: Tx, accountIds: readonly AccountId[]): Promise<ReadonlyMap<AccountId, Contact>> {
    const wanted = [...new Set(accountIds)];
    if (wanted.length === 0) return new Map();
    const rows = await tx.query<AccountRow>(
      `SELECT id, profile, language FROM identity.account WHERE id = ANY ($1::uuid[]) AND disabled_at IS NULL`, [wanted]);
    await this.sealer.preload(tx, rows.map(({ id }) => id));
    const found = new Map<AccountId, Contact>();
    for (const row of rows) {
      const contact = await this.open(tx, row);
      if (contact !== null) found.set(row.id, contact);
    }
    return found;
  }

  /** Accounts that look after this organisation's installation. */
  async administrators(tx: Tx, organisationId: OrganisationId): Promise<readonly AccountId[]> {
    const rows = await tx.query<{ id: AccountId }>(
      `SELECT DISTINCT account_id AS id FROM identity.membership
        WHERE organisation_id = $1 AND role = 'administrator' AND starts_at <= clock.now() AND (ends_at IS NULL OR ends_at > clock.now())`, [organisationId]);
    return rows.map(({ id }) => id);
  }

  /** Where and as what somebody has been longest: whose message log a message about their account belongs to. */
  async home(tx: Tx, accountId: AccountId): Promise<{ readonly organisationId: OrganisationId; readonly role: string } | null> {
    const [row] = await tx.query<{ organisationId: OrganisationId; role: string }>(
      `SELECT organisation_id AS "organisationId", role FROM identity.membership
        WHERE account_id = $1 AND starts_at <= clock.now() AND (ends_at IS NULL OR ends_at > clock.now()) ORDER BY starts_at, role LIMIT 1`, [accountId]);
    return row ?? null;
  }

  private async open(tx: Tx, row: AccountRow): Promise<Contact | null> {
    try {
      const profile = JSON.parse(await this.sealer.open(tx, row.id, places.account, row.id, row.profile)) as AccountProfile;
      return { accountId: row.id, email: profile.email, displayName: profile.displayName, language: row.language };
    } catch {
      return null;
    }
  }
}
