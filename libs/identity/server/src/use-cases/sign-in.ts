import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@evenkeel/database';
import { newToken, Sealer, tokenHash } from '@evenkeel/encryption';
import { refuse, type Refusal, type SystemActor } from '@evenkeel/kernel';
import { Guesses, type Guess } from '../guesses.js';
import { isPassword } from '../passwords.js';
import { SecondFactors, type FactorMethod } from '../second-factors.js';
import { firstRole, SessionOpener, type SignedIn } from '../session-opener.js';
import { AccountStore, type SignInAccount } from '../store/account.store.js';
import { CeremonyStore } from '../store/ceremony.store.js';

export interface SignInAttempt {
  readonly email: string;
  readonly password: string;
  /** Address of the other end of the connection. */
  readonly address: string | undefined;
  /** What the browser calls itself, shown in a list of devices. */
  readonly device: string;
}

/** The password was right and is not enough. */
export interface SecondFactorNeeded {
  readonly kind: 'second-factor-needed';
  /** Good for five minutes and for one thing: to name this sign-in when the second factor is shown. */
  readonly token: string;
  readonly methods: readonly FactorMethod[];
}

export type SignInRefusal = 'sign-in-failed' | 'too-many-attempts';

/** Opens a session for an address and a password. Says one and the same thing about every reason not to. */
@Injectable()
export class SignIn {
  constructor(
    private readonly database: Database, private readonly sealer: Sealer, private readonly accounts: AccountStore, private readonly guesses: Guesses,
    private readonly factors: SecondFactors, private readonly ceremonies: CeremonyStore, private readonly opener: SessionOpener,
  ) {}

  async run(requestId: string, attempt: SignInAttempt): Promise<SignedIn | SecondFactorNeeded | Refusal<SignInRefusal>> {
    const gate: SystemActor = { kind: 'system', name: 'gate', requestId };
    const emailIndex = this.sealer.emailIndex(attempt.email);
    const guess = this.guesses.atPassword(emailIndex, attempt.address);
    const account = await this.database.gate(gate, async (tx) =>
      ((await this.guesses.admitPassword(tx, guess)) ? { found: await this.accounts.findForSignIn(tx, emailIndex) } : null));
    if (account === null) return refuse('too-many-attempts');
    // Outside a transaction: it takes a tenth of a second and must not hold a connection or the queue of this address.
    if (!(await isPassword(account.found?.secret ?? null, attempt.password)) || account.found === null) return refuse('sign-in-failed');
    const { found } = account;
    return this.database.gate(gate, (tx) => this.goOn(tx, found, guess, attempt.device));
  }

  private async goOn(tx: Tx, { accountId }: SignInAccount, guess: Guess, device: string): Promise<SignedIn | SecondFactorNeeded | Refusal<SignInRefusal>> {
    if (firstRole(await this.accounts.heldRoles(tx, accountId)) === null) return refuse('sign-in-failed');
    await this.guesses.succeeded(tx, guess);
    await this.accounts.passwordWasUsed(tx, accountId);
    const methods = await this.factors.methods(tx, accountId);
    if (methods.length === 0) return this.opener.open(tx, accountId, device, 'password');
    const token = newToken();
    await this.ceremonies.addPending(tx, tokenHash(token), accountId);
    return { kind: 'second-factor-needed', token, methods };
  }
}
