import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@evenkeel/database';
import { tokenHash } from '@evenkeel/encryption';
import { isRefusal, refuse, type AccountId, type Refusal, type SystemActor } from '@evenkeel/kernel';
import { Passkeys } from '../passkeys.js';
import { SecondFactors } from '../second-factors.js';
import { SessionOpener, type SignedIn } from '../session-opener.js';
import { CeremonyStore } from '../store/ceremony.store.js';

/** A code that somebody typed, or what their passkey signed. */
export type Shown = { readonly code: string } | { readonly passkey: unknown };

export interface SecondStage {
  /** Of the first stage. */
  readonly token: string;
  readonly shown: Shown;
  readonly address: string | undefined;
  readonly device: string;
}

export type SecondStageRefusal = 'step-over' | 'second-factor-failed' | 'passkey-failed' | 'too-many-attempts' | 'sign-in-failed';

/** The second stage of a sign-in. The token of the first one opens nothing else and dies with the first success. */
@Injectable()
export class FinishSignIn {
  constructor(
    private readonly database: Database, private readonly ceremonies: CeremonyStore, private readonly factors: SecondFactors,
    private readonly passkeys: Passkeys, private readonly opener: SessionOpener,
  ) {}

  async run(requestId: string, { token, shown, address, device }: SecondStage): Promise<SignedIn | Refusal<SecondStageRefusal>> {
    const gate: SystemActor = { kind: 'system', name: 'gate', requestId };
    return this.database.gate(gate, async (tx) => {
      const accountId = await this.ceremonies.pending(tx, tokenHash(token));
      if (accountId === null) return refuse('step-over');
      const by = await this.check(tx, accountId, shown, address);
      if (isRefusal(by)) return by;
      if (!(await this.ceremonies.finishPending(tx, tokenHash(token)))) return refuse('step-over');
      return this.opener.open(tx, accountId, device, `password and ${by}`);
    });
  }

  private async check(tx: Tx, accountId: AccountId, shown: Shown, address: string | undefined): Promise<string | Refusal<SecondStageRefusal>> {
    if ('code' in shown) return this.factors.useCode(tx, accountId, shown.code, address);
    return (await this.passkeys.check(tx, 'second-factor', accountId, shown.passkey)) === null ? refuse('passkey-failed') : 'passkey';
  }
}
