import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Database } from '@evenkeel/database';
import { requireStepUp } from '@evenkeel/identity-rules';
import { refuse, type Actor, type Refusal, type SystemActor } from '@evenkeel/kernel';
import { SecondFactors } from '../second-factors.js';

/** Ten new recovery codes; the sheet before is dead. Only for accounts that have something to recover. */
@Injectable()
export class RenewRecoveryCodes {
  constructor(private readonly database: Database, private readonly factors: SecondFactors, private readonly audit: Audit) {}

  async run({ accountId, organisationId, steppedUpAt, requestId }: Actor): Promise<readonly string[] | Refusal<'step-up-needed' | 'not-found'>> {
    const gate: SystemActor = { kind: 'system', name: 'gate', requestId };
    return this.database.gate(gate, async (tx) => {
      const refusal = requireStepUp({ steppedUpAt }, await tx.now());
      if (refusal !== null) return refusal;
      if ((await this.factors.methods(tx, accountId)).length === 0) return refuse('not-found');
      await this.audit.record(tx, { action: 'recovery-codes.renew', object: { kind: 'account', id: accountId }, basis: 'self', organisationId });
      return this.factors.newRecoveryCodes(tx, accountId);
    });
  }
}
