export * from './audit.js';
export * from './audit.module.js';
export { SealEntries } from './use-cases/seal-entries.js';
export { VerifySeals, type SealReport } from './use-cases/verify-seals.js';
export { EntryReader, type AuditEntry, type EntryFilter } from './store/entry.reader.js';
export { VerificationStore, type Verification } from './store/verification.store.js';
export { CheckChain } from './use-cases/check-chain.js';
export * from './visits.js';
