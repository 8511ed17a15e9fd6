import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { printRecoveryCode, readOneTimeCode, readRecoveryCode, recoveryAlphabet, recoveryCodeCount } from '@evenkeel/identity-rules';
import { refuse, type AccountId, type Refusal } from '@evenkeel/kernel';
import { Guesses } from './guesses.js';
import { CredentialStore } from './store/credential.store.js';
import { matchingStep } from './totp.js';

/** By what somebody can show who they are beside the password. */
export type FactorMethod = 'totp' | 'passkey' | 'recovery-code';

/** Codes from an app and from a sheet of paper: checked here, and nowhere else. */
@Injectable()
export class SecondFactors {
  constructor(private readonly credentials: CredentialStore, private readonly guesses: Guesses) {}

  /** Empty when the account has no second factor. */
  async methods(tx: Tx, accountId: AccountId): Promise<readonly FactorMethod[]> {
    const kinds = new Set((await this.credentials.factors(tx, accountId)).map((factor) => factor.kind));
    if (kinds.size === 0) return [];
    return [...(['passkey', 'totp'] as const).filter((kind) => kinds.has(kind)), ...((await this.credentials.recoveryCodesLeft(tx, accountId)) > 0 ? ['recovery-code' as const] : [])];
  }

  /** Which kind of code it was. Each guess is counted, right ones too until they have proved right; a code works once. */
  async useCode(tx: Tx, accountId: AccountId, typed: string, address: string | undefined): Promise<'totp' | 'recovery-code' | Refusal<'second-factor-failed' | 'too-many-attempts'>> {
    const guess = this.guesses.atCode(accountId, address);
    if (!(await this.guesses.admitCode(tx, guess))) return refuse('too-many-attempts', 'code');
    const kind = (await this.isOneTimeCode(tx, accountId, typed)) ? 'totp' : (await this.isRecoveryCode(tx, accountId, typed)) ? 'recovery-code' : null;
    if (kind === null) return refuse('second-factor-failed', 'code');
    await this.guesses.succeeded(tx, guess);
    return kind;
  }

  /** Ten new codes as they are printed; the ones before are dead. Shown once: the database keeps hashes. */
  async newRecoveryCodes(tx: Tx, accountId: AccountId): Promise<readonly string[]> {
    const printed = Array.from({ length: recoveryCodeCount }, () => printRecoveryCode(Array.from({ length: 10 }, () => randomInt(recoveryAlphabet.length))));
    await this.credentials.replaceRecoveryCodes(tx, accountId, printed.map((code) => readRecoveryCode(code) ?? ''));
    return printed;
  }

  private async isOneTimeCode(tx: Tx, accountId: AccountId, typed: string): Promise<boolean> {
    const code = readOneTimeCode(typed);
    const totp = code === null ? null : await this.credentials.totp(tx, accountId);
    if (code === null || totp === null) return false;
    const step = matchingStep(totp.secret, code, await tx.now());
    return step !== null && this.credentials.useStep(tx, totp.id, step);
  }

  private async isRecoveryCode(tx: Tx, accountId: AccountId, typed: string): Promise<boolean> {
    const code = readRecoveryCode(typed);
    return code !== null && this.credentials.useRecoveryCode(tx, accountId, code);
  }
}
