import { Global, Module } from '@nestjs/common';
import { Audit } from './audit.js';
import { AuditStore } from './store/audit.store.js';
import { SealStore } from './store/seal.store.js';
import { SealEntries } from './use-cases/seal-entries.js';
import { VerifySeals } from './use-cases/verify-seals.js';

/** Global, because whatever is done or read anywhere has to be able to say so. */
@Global()
@Module({ providers: [Audit, AuditStore, SealStore, SealEntries, VerifySeals], exports: [Audit, SealEntries, VerifySeals] })
export class AuditModule {}
