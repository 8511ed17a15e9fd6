import { Database } from '@evenkeel/database';
import type { SystemActor } from '@evenkeel/kernel';
import { Injectable } from '@nestjs/common';
import { VerificationStore } from '../store/verification.store.js';
import { type SealReport, VerifySeals } from './verify-seals.js';

/** Verifies the whole chain and keeps what was found, for the auditor's page. Daily, at the start of the worker, and when asked. */
@Injectable()
export class CheckChain {
  constructor(private readonly database: Database, private readonly verify: VerifySeals, private readonly found: VerificationStore) {}

  async run(actor: SystemActor): Promise<SealReport> {
    const report = await this.verify.run(actor);
    await this.database.engine(actor, (tx) => this.found.add(tx, report));
    return report;
  }
}
