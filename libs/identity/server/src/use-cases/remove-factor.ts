import { Injectable } from '@nestjs/common';
import { Database } from '@evenkeel/database';
import { requireStepUp } from '@evenkeel/identity-rules';
import { asId, isId, refuse, type Actor, type Refusal, type SystemActor } from '@evenkeel/kernel';
import { AccountChanges } from '../account-changes.js';
import { CredentialStore } from '../store/credential.store.js';
import { OrganisationReader } from '../store/organisation.reader.js';

/** Takes an authenticator app or a passkey away. Staff of an organisation that asks for a second factor keep at least one. */
@Injectable()
export class RemoveFactor {
  constructor(
    private readonly database: Database, private readonly organisations: OrganisationReader,
    private readonly credentials: CredentialStore, private readonly changes: AccountChanges,
  ) {}

  async run(actor: Actor, id: string): Promise<'removed' | Refusal<'step-up-needed' | 'not-found' | 'last-factor'>> {
    const { accountId, organisationId } = actor;
    const gate: SystemActor = { kind: 'system', name: 'gate', requestId: actor.requestId };
    return this.database.gate(gate, async (tx) => {
      const refusal = requireStepUp(actor, await tx.now());
      if (refusal !== null) return refusal;
      const factors = await this.credentials.factors(tx, accountId);
      const gone = isId(id) ? factors.find((factor) => factor.id === id) : undefined;
      if (gone === undefined) return refuse('not-found');
      const { secondFactorRequired } = await this.organisations.byId(tx, organisationId);
      if (factors.length === 1 && secondFactorRequired && actor.role !== 'patient') return refuse('last-factor');
      await this.credentials.removeFactor(tx, accountId, asId('Credential', id));
      await this.changes.wasMade(tx, { accountId, organisationId, action: `${gone.kind}.remove`, basis: 'self', keep: actor.sessionId });
      return 'removed';
    });
  }
}
