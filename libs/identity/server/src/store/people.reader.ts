import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { Sealer } from '@evenkeel/encryption';
import type { AccountId } from '@evenkeel/kernel';
import { places, type AccountProfile } from '../profile.js';

export interface Person {
  readonly accountId: AccountId;
  readonly displayName: string;
  readonly email: string;
  readonly language: 'en' | 'es';
}

/** Names and addresses of people with an account, as far as the reader may see them. */
@Injectable()
export class PeopleReader {
  constructor(private readonly sealer: Sealer) {}

  /** People by account. Whoever is absent, disabled or not to be seen by this actor is not in the map. */
  async byIds(tx: Tx, ids: readonly AccountId[]): Promise<ReadonlyMap<AccountId, Person>> {
    if (ids.length === 0) return new Map();
    const rows = await tx.query<{ id: AccountId; profile: Buffer; language: 'en' | 'es' }>(
      `SELECT id, profile, language FROM identity.account WHERE id = ANY ($1::uuid[])`, [[...new Set(ids)]]);
    await this.sealer.preload(tx, rows.map((row) => row.id));
    const people = await Promise.all(rows.map(async ({ id, profile, language }): Promise<[AccountId, Person]> => {
      const { displayName, email } = JSON.parse(await this.sealer.open(tx, id, places.account, id, profile)) as AccountProfile;
      return [id, { accountId: id, displayName, email, language }];
    }));
    return new Map(people);
  }

  /** Only the names. */
  async names(tx: Tx, ids: readonly AccountId[]): Promise<ReadonlyMap<AccountId, string>> {
    return new Map([...(await this.byIds(tx, ids))].map(([id, person]) => [id, person.displayName]));
  }
}
