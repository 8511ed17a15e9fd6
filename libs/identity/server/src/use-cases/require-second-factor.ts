import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Database } from '@evenkeel/database';
import { requireStepUp } from '@evenkeel/identity-rules';
import type { Actor, Refusal } from '@evenkeel/kernel';
import { OrganisationStore } from '../store/organisation.store.js';

/** Whether staff of the organisation need a second factor. Who has none then meets its set-up before anything else. */
@Injectable()
export class RequireSecondFactor {
  constructor(private readonly database: Database, private readonly organisations: OrganisationStore, private readonly audit: Audit) {}

  async run(actor: Actor, required: boolean): Promise<boolean | Refusal<'step-up-needed'>> {
    return this.database.as(actor, async (tx) => {
      const refusal = requireStepUp(actor, await tx.now());
      if (refusal !== null) return refusal;
      await this.organisations.requireSecondFactor(tx, actor.organisationId, required);
      await this.audit.record(tx, { action: 'organisation.second-factor', object: { kind: 'organisation', id: actor.organisationId }, basis: required ? 'on' : 'off' });
      return required;
    });
  }
}
