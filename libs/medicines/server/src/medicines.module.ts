import { Module } from '@nestjs/common';
import { AuditModule } from '@evenkeel/audit-server';
import { LocalProductsResolver } from './graphql/local-products.resolver.js';
import { LocalProductStore } from './store/local-product.store.js';
import { ReadLocalProducts } from './use-cases/read-local-products.js';
import { RetireLocalProduct } from './use-cases/retire-local-product.js';
import { SaveLocalProduct } from './use-cases/save-local-product.js';

/** What an organisation adds to the medicines and products that are shipped. */
@Module({
  imports: [AuditModule],
  providers: [LocalProductStore, ReadLocalProducts, RetireLocalProduct, SaveLocalProduct, LocalProductsResolver],
  exports: [LocalProductStore],
})
export class MedicinesModule {}
