import { Injectable } from '@nestjs/common';
import { Database } from '@evenkeel/database';
import type { Actor } from '@evenkeel/kernel';
import { type LocalProduct, LocalProductStore } from '../store/local-product.store.js';

/** The products of the actor's own organisation, retired ones too, by code; for prescribers and administrators. */
@Injectable()
export class ReadLocalProducts {
  constructor(private readonly database: Database, private readonly store: LocalProductStore) {}

  async run(actor: Actor): Promise<readonly LocalProduct[]> {
    if (actor.role !== 'administrator' && actor.role !== 'prescriber') return [];
    return this.database.as(actor, (tx) => this.store.all(tx, actor.organisationId));
  }
}
