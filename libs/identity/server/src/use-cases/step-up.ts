import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Database, type Tx } from '@evenkeel/database';
import { newToken, tokenHash } from '@evenkeel/encryption';
import { isRefusal, refuse, type Actor, type Refusal, type SystemActor } from '@evenkeel/kernel';
import { Guesses } from '../guesses.js';
import { Passkeys } from '../passkeys.js';
import { isPassword } from '../passwords.js';
import { SecondFactors } from '../second-factors.js';
import { limitsOf } from '../session-limits.js';
import type { SignedIn } from '../session-opener.js';
import { AccountStore } from '../store/account.store.js';
import { SessionStore } from '../store/session.store.js';

/** A passkey by itself; or the password, with a code where the account has a second factor. */
export type Proof = { readonly passkey: unknown } | { readonly password: string; readonly code: string };

export type StepUpRefusal = 'sign-in-failed' | 'second-factor-failed' | 'passkey-failed' | 'too-many-attempts' | 'signed-out';

/** Proves again who somebody is. What follows within five minutes may do what needs it; the session gets a new token, the old one is dead. */
@Injectable()
export class StepUp {
  constructor(
    private readonly database: Database, private readonly accounts: AccountStore, private readonly sessions: SessionStore, private readonly guesses: Guesses,
    private readonly factors: SecondFactors, private readonly passkeys: Passkeys, private readonly audit: Audit,
  ) {}

  async run(actor: Actor, proof: Proof, address: string | undefined): Promise<SignedIn | Refusal<StepUpRefusal>> {
    const gate: SystemActor = { kind: 'system', name: 'gate', requestId: actor.requestId };
    if ('password' in proof) {
      const refusal = await this.checkPassword(gate, actor, proof.password, address);
      if (refusal !== null) return refusal;
    }
    return this.database.gate(gate, async (tx) => {
      const by = await this.checkFactor(tx, actor, proof, address);
      return isRefusal(by) ? by : this.renew(tx, actor, by);
    });
  }

  private async checkPassword(gate: SystemActor, { accountId }: Actor, password: string, address: string | undefined): Promise<Refusal<StepUpRefusal> | null> {
    const account = await this.database.gate(gate, async (tx) => {
      const found = await this.accounts.findForStepUp(tx, accountId);
      if (found === null) return null;
      return { ...found, admitted: await this.guesses.admitPassword(tx, this.guesses.atPassword(found.emailIndex, address)) };
    });
    if (account === null) return refuse('signed-out');
    if (!account.admitted) return refuse('too-many-attempts');
    if (!(await isPassword(account.secret, password))) return refuse('sign-in-failed', 'password');
    await this.database.gate(gate, (tx) => this.guesses.succeeded(tx, this.guesses.atPassword(account.emailIndex, address)));
    return null;
  }

  private async checkFactor(tx: Tx, { accountId }: Actor, proof: Proof, address: string | undefined): Promise<string | Refusal<StepUpRefusal>> {
    if ('passkey' in proof) return (await this.passkeys.check(tx, 'step-up', accountId, proof.passkey)) === null ? refuse('passkey-failed') : 'passkey';
    if ((await this.factors.methods(tx, accountId)).length === 0) return 'password';
    const by = await this.factors.useCode(tx, accountId, proof.code, address);
    return isRefusal(by) ? by : `password and ${by}`;
  }

  private async renew(tx: Tx, actor: Actor, by: string): Promise<SignedIn> {
    const token = newToken();
    await this.sessions.stepUp(tx, actor.sessionId, tokenHash(token));
    await this.audit.record(tx, { action: 'session.step-up', object: { kind: 'session', id: actor.sessionId }, basis: by, organisationId: actor.organisationId });
    return { kind: 'signed-in', token, lifetime: limitsOf(actor.role).absolute };
  }
}
