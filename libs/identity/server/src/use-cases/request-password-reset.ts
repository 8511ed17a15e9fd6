import { Injectable } from '@nestjs/common';
import { Database, newId, Outbox } from '@evenkeel/database';
import { Sealer } from '@evenkeel/encryption';
import { refuse, type Refusal, type SystemActor } from '@evenkeel/kernel';
import { Guesses } from '../guesses.js';
import { mailReset } from '../jobs.js';
import { AccountLinks } from '../links.js';
import { ResetStore } from '../store/reset.store.js';

/**
 * Takes a wish for a new password. The same rows are written whether the address is known or not, and nobody looks it
 * up before the worker does: the answer cannot tell.
 */
@Injectable()
export class RequestPasswordReset {
  constructor(
    private readonly database: Database, private readonly sealer: Sealer, private readonly guesses: Guesses,
    private readonly links: AccountLinks, private readonly resets: ResetStore, private readonly outbox: Outbox,
  ) {}

  async run(requestId: string, email: string, address: string | undefined): Promise<'taken' | Refusal<'too-many-attempts'>> {
    const gate: SystemActor = { kind: 'system', name: 'gate', requestId };
    return this.database.gate(gate, async (tx) => {
      const admitted = await this.guesses.admitReset(tx, this.guesses.atReset(email, address));
      if (admitted === 'too-many') return refuse('too-many-attempts');
      if (admitted === 'admitted') {
        const id = newId<'PasswordReset'>();
        await this.resets.add(tx, id, this.sealer.emailIndex(email), this.links.hashOf(this.links.tokenOf('reset', id)));
        await this.outbox.add(tx, { topic: 'job', payload: { queue: mailReset.queue, job: mailReset.id, resetId: id } });
      }
      return 'taken';
    });
  }
}
