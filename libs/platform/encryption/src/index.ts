export * from './encryption.module.js';
export * from './sealed-box.js';
export * from './sealer.js';
