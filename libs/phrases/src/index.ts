export * from './high-risk.js';
export * from './medicine-names.js';
