import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Database } from '@evenkeel/database';
import { type Actor, isRefusal, refuse, type Refusal } from '@evenkeel/kernel';
import { checkLocalProduct, type LocalProductInput } from '@evenkeel/medicines-rules';
import { type LocalProduct, LocalProductStore } from '../store/local-product.store.js';

/**
 * An administrator enters a product of the organisation's own, with its source. The rules decide whether it is one. What was entered
 * never changes, because signed plans are made of it: the same product again is the same, another one under its code is
 * refused with `code-taken`.
 */
@Injectable()
export class SaveLocalProduct {
  constructor(private readonly database: Database, private readonly store: LocalProductStore, private readonly audit: Audit) {}

  async run(actor: Actor, input: LocalProductInput): Promise<LocalProduct | Refusal> {
    if (actor.role !== 'administrator') return refuse('not-found');
    const product = checkLocalProduct(input);
    if (isRefusal(product)) return product;
    const { organisationId } = actor;
    return this.database.as(actor, async (tx) => {
      const isNew = await this.store.add(tx, organisationId, actor.accountId, product);
      const saved = (await this.store.all(tx, organisationId)).find((each) => each.product.code === product.code);
      if (saved === undefined) throw new Error('A product is gone within its own transaction');
      if (!isNew && (saved.retiredAt !== null || !isDeepStrictEqual(saved.product, product))) return refuse('code-taken', 'code');
      if (isNew) await this.audit.record(tx, { action: 'product.save', object: { kind: 'local-product', id: null }, basis: 'membership' });
      return saved;
    });
  }
}
