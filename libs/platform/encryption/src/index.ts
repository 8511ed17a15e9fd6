export * from './encryption.module.js';
export * from './peer-sealer.js';
export * from './sealed-box.js';
export * from './sealer.js';
export * from './tokens.js';
