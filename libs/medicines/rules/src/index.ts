export * from './equivalence.js';
export * from './half-life.js';
export * from './medicine.js';
export * from './medicines.js';
export * from './product.js';
