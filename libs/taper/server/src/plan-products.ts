import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { OrganisationId } from '@evenkeel/kernel';
import { productCountries, type Product, products as shipped, type ProductCountry } from '@evenkeel/medicines-rules';
import { OwnProducts } from './patient-facts.js';

/** Every product there is for an organisation. */
export interface KnownProducts {
  /** By code; retired ones too, because signed plans go on being made of them. */
  readonly known: ReadonlyMap<string, Product>;
  /** The organisation's own that can still be chosen. */
  readonly own: readonly Product[];
  /** What could be dispensed in a country: shipped products of it and the organisation's own. */
  listed(country: string): readonly Product[];
}

@Injectable()
export class PlanProducts {
  constructor(private readonly own: OwnProducts) {}

  async of(tx: Tx, organisationId: OrganisationId): Promise<KnownProducts> {
    const all = await this.own.all(tx, organisationId);
    const own = all.filter(({ isRetired }) => !isRetired);
    return {
      known: new Map<string, Product>([...shipped, ...all].map((product) => [product.code, product])), own,
      listed: (country) => [...shipped.filter(({ countries }) => !isCountry(country) || countries.includes(country)), ...own],
    };
  }
}

const isCountry = (text: string): text is ProductCountry => productCountries.some((country) => country === text);
