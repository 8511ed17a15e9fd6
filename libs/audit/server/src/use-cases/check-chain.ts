import { Database } from '@evenkeel/database';
import type { SystemActor } from '@evenkeel/kernel';
import { Injectable } from '@nestjs/common';
import { SealStore } from '../store/seal.store.js';
import { VerificationStore } from '../store/verification.store.js';
import { type SealReport, VerifySeals } from './verify-seals.js';

/**
 * Verifies the whole chain and keeps what was found, for the auditor's page. Daily, at the start of the worker, and when
 * asked. A chain that was cut off at its end verifies by itself, so the newest seal of the check before has to be in it
 * still. Whoever can change this table too is found only by comparing with a seal that is kept elsewhere.
 */
@Injectable()
export class CheckChain {
  constructor(private readonly database: Database, private readonly verify: VerifySeals, private readonly seals: SealStore, private readonly found: VerificationStore) {}

  async run(actor: SystemActor): Promise<SealReport> {
    const verified = await this.verify.run(actor);
    return this.database.engine(actor, async (tx) => {
      const before = await this.found.newest(tx);
      const isCut = before !== null && before.head !== null && !(await this.seals.has(tx, Buffer.from(before.head, 'hex')));
      const problems = isCut ? [...verified.problems, `the newest seal of the check before, number ${before.seals}, is gone`] : verified.problems;
      const report = { ...verified, problems, intact: problems.length === 0 };
      await this.found.add(tx, report);
      return report;
    });
  }
}
