import { Injectable } from '@nestjs/common';
import { Database } from '@evenkeel/database';
import { readOneTimeCode, requireStepUp } from '@evenkeel/identity-rules';
import { refuse, type Actor, type Refusal, type SystemActor } from '@evenkeel/kernel';
import { AccountChanges } from '../account-changes.js';
import { Guesses } from '../guesses.js';
import { SecondFactors } from '../second-factors.js';
import { CredentialStore } from '../store/credential.store.js';
import { PeopleReader } from '../store/people.reader.js';
import { matchingStep, newTotpSecret, totpUri } from '../totp.js';

export interface TotpOffer {
  readonly kind: 'offered';
  readonly secret: string;
  readonly uri: string;
}

export interface FactorAdded {
  readonly kind: 'added';
  /** Ten codes to print, when this is the first factor; they are never shown again. */
  readonly recoveryCodes: readonly string[] | null;
}

/** An authenticator app: offered first, and counted only when a code of it was typed. The one before works until then. */
@Injectable()
export class SetUpTotp {
  constructor(
    private readonly database: Database, private readonly people: PeopleReader, private readonly credentials: CredentialStore,
    private readonly factors: SecondFactors, private readonly guesses: Guesses, private readonly changes: AccountChanges,
  ) {}

  async offer(actor: Actor): Promise<TotpOffer | Refusal<'step-up-needed'>> {
    return this.database.gate(gateFor(actor), async (tx) => {
      const refusal = requireStepUp(actor, await tx.now());
      if (refusal !== null) return refusal;
      const secret = newTotpSecret();
      await this.credentials.addTotp(tx, actor.accountId, secret);
      const person = (await this.people.byIds(tx, [actor.accountId])).get(actor.accountId);
      return { kind: 'offered', secret, uri: totpUri(secret, person?.email ?? '') };
    });
  }

  async run(actor: Actor, typed: string, address: string | undefined): Promise<FactorAdded | Refusal<'step-up-needed' | 'second-factor-failed' | 'too-many-attempts'>> {
    const { accountId, organisationId } = actor;
    return this.database.gate(gateFor(actor), async (tx) => {
      const now = await tx.now();
      const refusal = requireStepUp(actor, now);
      if (refusal !== null) return refusal;
      const guess = this.guesses.atCode(accountId, address);
      if (!(await this.guesses.admitCode(tx, guess))) return refuse('too-many-attempts', 'code');
      const offered = await this.credentials.totp(tx, accountId, true);
      const code = readOneTimeCode(typed);
      const step = offered === null || code === null ? null : matchingStep(offered.secret, code, now);
      if (offered === null || step === null) return refuse('second-factor-failed', 'code');
      await this.guesses.succeeded(tx, guess);
      const first = (await this.factors.methods(tx, accountId)).length === 0;
      await this.credentials.confirmTotp(tx, accountId, offered.id, step);
      await this.changes.wasMade(tx, { accountId, organisationId, action: 'totp.add', basis: 'self', keep: actor.sessionId });
      return { kind: 'added', recoveryCodes: first ? await this.factors.newRecoveryCodes(tx, accountId) : null };
    });
  }
}

const gateFor = (actor: Actor): SystemActor => ({ kind: 'system', name: 'gate', requestId: actor.requestId });
