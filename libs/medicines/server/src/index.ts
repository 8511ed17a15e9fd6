import './language.js';

export * from './medicines.module.js';
export { type LocalProduct, LocalProductStore } from './store/local-product.store.js';
export { ReadLocalProducts } from './use-cases/read-local-products.js';
export { RetireLocalProduct } from './use-cases/retire-local-product.js';
export { SaveLocalProduct } from './use-cases/save-local-product.js';
