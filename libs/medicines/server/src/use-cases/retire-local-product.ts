import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Database } from '@evenkeel/database';
import { type Actor, refuse, type Refusal } from '@evenkeel/kernel';
import { type LocalProduct, LocalProductStore } from '../store/local-product.store.js';

/** No new plan can choose the product from now on; signed ones go on being made of it. The first time counts. */
@Injectable()
export class RetireLocalProduct {
  constructor(private readonly database: Database, private readonly store: LocalProductStore, private readonly audit: Audit) {}

  async run(actor: Actor, code: string): Promise<LocalProduct | Refusal> {
    if (actor.role !== 'administrator') return refuse('not-found');
    const { organisationId } = actor;
    return this.database.as(actor, async (tx) => {
      const find = async (): Promise<LocalProduct | undefined> => (await this.store.all(tx, organisationId)).find(({ product }) => product.code === code);
      const found = await find();
      if (found === undefined) return refuse('not-found');
      if (found.retiredAt !== null) return found;
      await this.store.retire(tx, organisationId, actor.accountId, code);
      await this.audit.record(tx, { action: 'product.retire', object: { kind: 'local-product', id: null }, basis: 'membership' });
      return (await find()) ?? found;
    });
  }
}
