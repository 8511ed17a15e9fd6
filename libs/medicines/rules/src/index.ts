export * from './equivalence.js';
export * from './half-life.js';
export * from './limits.js';
export * from './medicine.js';
export * from './medicines.js';
export * from './product.js';
export * from './products.js';
export * from './syringes.js';
