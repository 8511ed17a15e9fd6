export * from './audit.js';
export * from './audit.module.js';
export { SealEntries } from './use-cases/seal-entries.js';
export { VerifySeals, type SealReport } from './use-cases/verify-seals.js';
