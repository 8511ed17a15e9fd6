import { Injectable } from '@nestjs/common';
import { Database } from '@evenkeel/database';
import { refuse, type Refusal, type SystemActor } from '@evenkeel/kernel';
import { Passkeys } from '../passkeys.js';
import { SessionOpener, type SignedIn } from '../session-opener.js';

/** Opens a session for whoever holds a passkey of ours. It is two factors by itself: the device, and the finger or PIN that unlocked it. */
@Injectable()
export class SignInWithPasskey {
  constructor(private readonly database: Database, private readonly passkeys: Passkeys, private readonly opener: SessionOpener) {}

  async run(requestId: string, response: unknown, device: string): Promise<SignedIn | Refusal<'passkey-failed' | 'sign-in-failed'>> {
    const gate: SystemActor = { kind: 'system', name: 'gate', requestId };
    return this.database.gate(gate, async (tx) => {
      const passkey = await this.passkeys.check(tx, 'sign-in', null, response);
      return passkey === null ? refuse('passkey-failed') : this.opener.open(tx, passkey.accountId, device, 'passkey');
    });
  }
}
