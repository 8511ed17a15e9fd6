import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { OrganisationId } from '@evenkeel/kernel';
import type { Product } from '@evenkeel/medicines-rules';
import { LocalProductStore } from '@evenkeel/medicines-server';
import { OwnProducts } from './patient-facts.js';

/** What administrators entered, beside the shipped products. */
@Injectable()
export class LocalProducts extends OwnProducts {
  constructor(private readonly store: LocalProductStore) {
    super();
  }

  async all(tx: Tx, organisationId: OrganisationId): Promise<readonly (Product & { readonly isRetired: boolean })[]> {
    return (await this.store.all(tx, organisationId)).map(({ product, retiredAt }) => ({ ...product, isRetired: retiredAt !== null }));
  }
}
