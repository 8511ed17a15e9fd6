import { Global, Module } from '@nestjs/common';
import { Audit } from './audit.js';
import { AuditStore } from './store/audit.store.js';
import { EntryReader } from './store/entry.reader.js';
import { SealStore } from './store/seal.store.js';
import { VerificationStore } from './store/verification.store.js';
import { CheckChain } from './use-cases/check-chain.js';
import { SealEntries } from './use-cases/seal-entries.js';
import { VerifySeals } from './use-cases/verify-seals.js';

/** Global, because whatever is done or read anywhere has to be able to say so. */
@Global()
@Module({
  providers: [Audit, AuditStore, EntryReader, SealStore, VerificationStore, CheckChain, SealEntries, VerifySeals],
  exports: [Audit, EntryReader, VerificationStore, CheckChain, SealEntries, VerifySeals],
})
export class AuditModule {}
