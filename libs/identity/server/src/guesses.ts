import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { Sealer } from '@evenkeel/encryption';
import type { AccountId } from '@evenkeel/kernel';
import { networkOf } from './network.js';
import { AttemptStore } from './store/attempt.store.js';

/**
 * Failures within a quarter of an hour. The count for one address from one network is low; from elsewhere it is
 * high, so that nobody can keep a prescriber out during an alert by failing in their name.
 */
export const mostFailures = { here: 10, account: 100, network: 100 } as const;
/** A code has six digits, and only whoever knows the password can guess at it: few guesses, from wherever they come. */
export const mostCodeFailures = 10;
/** Mails with a link that one address can be sent within a quarter of an hour. */
export const mostResets = 3;

/** Who is guessing at what: both as keyed hashes. */
export interface Guess {
  readonly target: Buffer;
  readonly network: Buffer;
}

/**
 * Counts guesses in PostgreSQL before they are looked at, so that a crash, a burst, a second process and another
 * connection are counted too. One guess at a time per target.
 */
@Injectable()
export class Guesses {
  constructor(private readonly sealer: Sealer, private readonly attempts: AttemptStore) {}

  /** @param address of the other end of the connection, as the trusted proxy says it */
  atPassword(emailIndex: Buffer, address: string | undefined): Guess {
    return { target: emailIndex, network: this.network(address) };
  }

  atCode(accountId: AccountId, address: string | undefined): Guess {
    return { target: this.sealer.emailIndex(`second factor ${accountId}`), network: this.network(address) };
  }

  atReset(email: string, address: string | undefined): Guess {
    return { target: this.sealer.emailIndex(`reset ${email.trim().toLowerCase()}`), network: this.network(address) };
  }

  /** Whether one more password may be looked at; if so it counts as failed until `succeeded` is called. */
  async admitPassword(tx: Tx, guess: Guess): Promise<boolean> {
    return this.admit(tx, guess, (failed) => failed.here < mostFailures.here && failed.account < mostFailures.account && failed.network < mostFailures.network);
  }

  async admitCode(tx: Tx, guess: Guess): Promise<boolean> {
    return this.admit(tx, guess, (failed) => failed.account < mostCodeFailures && failed.network < mostFailures.network);
  }

  /** `too-many` for the network as a whole; `enough` mails have gone to this address already. */
  async admitReset(tx: Tx, guess: Guess): Promise<'admitted' | 'enough' | 'too-many'> {
    await this.attempts.queueUp(tx, guess.target);
    const failed = await this.attempts.recentFailures(tx, guess.target, guess.network);
    await this.attempts.add(tx, guess.target, guess.network, false);
    if (failed.network >= mostFailures.network) return 'too-many';
    return failed.account < mostResets ? 'admitted' : 'enough';
  }

  async succeeded(tx: Tx, { target, network }: Guess): Promise<void> {
    await this.attempts.add(tx, target, network, true);
  }

  private async admit(tx: Tx, { target, network }: Guess, mayTry: (failed: Awaited<ReturnType<AttemptStore['recentFailures']>>) => boolean): Promise<boolean> {
    await this.attempts.queueUp(tx, target);
    if (!mayTry(await this.attempts.recentFailures(tx, target, network))) return false;
    await this.attempts.add(tx, target, network, false);
    return true;
  }

  private network(address: string | undefined): Buffer {
    return this.sealer.emailIndex(`network ${networkOf(address)}`);
  }
}
