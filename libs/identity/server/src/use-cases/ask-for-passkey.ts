import { Injectable } from '@nestjs/common';
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { Database } from '@evenkeel/database';
import { tokenHash } from '@evenkeel/encryption';
import { refuse, type Actor, type Refusal, type SystemActor } from '@evenkeel/kernel';
import { Passkeys } from '../passkeys.js';
import { CeremonyStore } from '../store/ceremony.store.js';

/** For whom and for what a passkey is asked: for nobody known yet, for the second stage of a sign-in, or to prove oneself again. */
export type PasskeyWish = { readonly for: 'sign-in' } | { readonly for: 'second-factor'; readonly token: string } | { readonly for: 'step-up'; readonly actor: Actor };

/** Makes the challenge that a passkey signs. */
@Injectable()
export class AskForPasskey {
  constructor(private readonly database: Database, private readonly passkeys: Passkeys, private readonly ceremonies: CeremonyStore) {}

  async run(requestId: string, wish: PasskeyWish): Promise<PublicKeyCredentialRequestOptionsJSON | Refusal<'step-over'>> {
    const gate: SystemActor = { kind: 'system', name: 'gate', requestId };
    return this.database.gate(gate, async (tx) => {
      if (wish.for === 'sign-in') return this.passkeys.ask(tx, 'sign-in', null);
      const accountId = wish.for === 'step-up' ? wish.actor.accountId : await this.ceremonies.pending(tx, tokenHash(wish.token));
      return accountId === null ? refuse('step-over') : this.passkeys.ask(tx, wish.for, accountId);
    });
  }
}
