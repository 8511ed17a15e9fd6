import { Injectable } from '@nestjs/common';
import { may } from '@evenkeel/care-team-rules';
import { Database } from '@evenkeel/database';
import { PeopleReader } from '@evenkeel/identity-server';
import { type AccountId, type Actor } from '@evenkeel/kernel';
import { type SignedSettings, TaperSettingsStore } from '../store/taper-settings.store.js';

/** Every table that was signed, the newest first, with the names of those who signed. */
export interface SettingsRecord {
  readonly versions: readonly SignedSettings[];
  readonly names: ReadonlyMap<AccountId, string>;
}

/** What the actor's own organisation signed about tapers. Nothing in it is about a patient. */
@Injectable()
export class ReadTaperSettings {
  constructor(private readonly database: Database, private readonly store: TaperSettingsStore, private readonly people: PeopleReader) {}

  async run(actor: Actor): Promise<SettingsRecord> {
    if (!may(actor.role, 'taper-settings.read')) return { versions: [], names: new Map() };
    return this.database.as(actor, async (tx) => {
      const versions = await this.store.all(tx, actor.organisationId);
      return { versions, names: await this.people.names(tx, [...new Set(versions.map(({ signedBy }) => signedBy))]) };
    });
  }
}
