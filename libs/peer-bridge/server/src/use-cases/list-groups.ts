import { Injectable } from '@nestjs/common';
import { Database } from '@evenkeel/database';
import type { Actor } from '@evenkeel/kernel';
import { bridgeIn } from '../bridge-actor.js';
import { type Community, VaultStore } from '../store/vault.store.js';

/** The groups of the organisation's community as cards: the same ones for everybody, whether or not they are in one. */
@Injectable()
export class ListGroups {
  constructor(private readonly database: Database, private readonly vault: VaultStore) {}

  /** `null` for an organisation without a community. */
  async run(actor: Actor): Promise<Community | null> {
    return this.database.bridge(bridgeIn(), (tx) => this.vault.community(tx, actor.organisationId));
  }
}
