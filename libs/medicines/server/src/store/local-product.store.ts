import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { type AccountId, isRefusal, type OrganisationId } from '@evenkeel/kernel';
import { checkLocalProduct, type Product, toLocalProductInput } from '@evenkeel/medicines-rules';

/** A product that an administrator entered. */
export interface LocalProduct {
  readonly product: Product;
  readonly enteredAt: Date;
  readonly retiredAt: Date | null;
}

type Stored = Omit<LocalProduct, 'product'> & { readonly product: Product };

/** Products of an organisation's own. Decides nothing. */
@Injectable()
export class LocalProductStore {
  /** Every product that was ever entered, retired ones too, by code. */
  async all(tx: Tx, organisationId: OrganisationId): Promise<readonly LocalProduct[]> {
    const rows = await tx.query<Stored>(
      `SELECT product, entered_at AS "enteredAt", retired_at AS "retiredAt" FROM clin.local_product WHERE organisation_id = $1 ORDER BY code`, [organisationId]);
    return rows.map(({ product, ...row }) => ({ ...row, product: asProduct(product) }));
  }

  /** `false` if the code is taken. */
  async add(tx: Tx, organisationId: OrganisationId, by: AccountId, product: Product): Promise<boolean> {
    return await tx.execute(
      `INSERT INTO clin.local_product (organisation_id, code, product, entered_by, entered_at) VALUES ($1, $2, $3::jsonb, $4, clock.now()) ON CONFLICT DO NOTHING`,
      [organisationId, product.code, JSON.stringify(product), by]) > 0;
  }

  /** The first time counts. */
  async retire(tx: Tx, organisationId: OrganisationId, by: AccountId, code: string): Promise<void> {
    await tx.execute(`UPDATE clin.local_product SET retired_by = $3, retired_at = clock.now() WHERE organisation_id = $1 AND code = $2 AND retired_at IS NULL`, [organisationId, code, by]);
  }
}

/** What was stored passed the same rules before. */
function asProduct(stored: Product): Product {
  const product = checkLocalProduct(toLocalProductInput(stored));
  if (isRefusal(product)) throw new Error(`A stored product cannot be read: ${product.code} at ${product.field}`);
  return product;
}
