import { Injectable } from '@nestjs/common';
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import { Database } from '@evenkeel/database';
import { checkName, requireStepUp } from '@evenkeel/identity-rules';
import { refuse, type Actor, type Refusal, type SystemActor } from '@evenkeel/kernel';
import { AccountChanges } from '../account-changes.js';
import { Passkeys } from '../passkeys.js';
import { SecondFactors } from '../second-factors.js';
import { PeopleReader } from '../store/people.reader.js';
import type { FactorAdded } from './set-up-totp.js';

/** A passkey of the device or of a key ring: offered, made by the browser, kept. */
@Injectable()
export class AddPasskey {
  constructor(
    private readonly database: Database, private readonly people: PeopleReader, private readonly passkeys: Passkeys,
    private readonly factors: SecondFactors, private readonly changes: AccountChanges,
  ) {}

  async offer(actor: Actor): Promise<PublicKeyCredentialCreationOptionsJSON | Refusal<'step-up-needed'>> {
    return this.database.gate(gateFor(actor), async (tx) => {
      const refusal = requireStepUp(actor, await tx.now());
      if (refusal !== null) return refusal;
      const person = (await this.people.byIds(tx, [actor.accountId])).get(actor.accountId);
      return this.passkeys.offer(tx, { accountId: actor.accountId, email: person?.email ?? '', name: person?.displayName ?? '' });
    });
  }

  /** @param label what its owner calls it, such as "My phone" */
  async run(actor: Actor, response: unknown, label: string): Promise<FactorAdded | Refusal<'step-up-needed' | 'passkey-failed' | 'display-name-missing' | 'display-name-too-long'>> {
    const { accountId, organisationId } = actor;
    return this.database.gate(gateFor(actor), async (tx) => {
      const refusal = requireStepUp(actor, await tx.now()) ?? checkName(label);
      if (refusal !== null) return refusal;
      const first = (await this.factors.methods(tx, accountId)).length === 0;
      if ((await this.passkeys.register(tx, accountId, response, label.trim())) === null) return refuse('passkey-failed');
      await this.changes.wasMade(tx, { accountId, organisationId, action: 'passkey.add', basis: 'self', keep: actor.sessionId });
      return { kind: 'added', recoveryCodes: first ? await this.factors.newRecoveryCodes(tx, accountId) : null };
    });
  }
}

const gateFor = (actor: Actor): SystemActor => ({ kind: 'system', name: 'gate', requestId: actor.requestId });
