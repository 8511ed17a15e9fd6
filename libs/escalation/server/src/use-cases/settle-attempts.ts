import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@evenkeel/database';
import type { SystemActor } from '@evenkeel/kernel';
import { MessageLogStore, type NewLogEntry } from '@evenkeel/notifications-server';
import { mostFaults } from '../letters.js';
import type { Claimed } from '../store/claim.store.js';
import { type Ended, SettleStore, type Settled } from '../store/settle.store.js';
import { ReportUnreachable } from './report-unreachable.js';

/** One attempt and what goes into the message log about it; `null` for a ring. */
export interface Sent extends Ended {
  readonly entry: Omit<NewLogEntry, 'outcome' | 'code' | 'providerMessageId' | 'attempt'> | null;
}

/** Writes down what became of attempts and does what follows from it. */
@Injectable()
export class SettleAttempts {
  constructor(
    private readonly database: Database, private readonly store: SettleStore, private readonly log: MessageLogStore,
    private readonly unreachable: ReportUnreachable,
  ) {}

  /**
   * In one transaction; and each in one of its own where somebody is at its row just now or the common one failed. Throws
   * when one of those has failed, after all of them were tried.
   * @param taken told of each message that a provider has taken, once that is written down
   */
  async run(actor: SystemActor, sent: readonly Sent[], taken: (claimed: Claimed) => void): Promise<void> {
    const alone = sent.length > 1 ? await this.together(actor, sent, taken) : sent;
    const ends = await Promise.allSettled(alone.map(async (each) => {
      const [status] = await this.database.engine(actor, (tx) => this.write(tx, [each], 'wait'));
      await this.follow(actor, each, status ?? 'fenced', taken);
    }));
    const failed = ends.find((each) => each.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  /** Answers what has to be written alone. */
  private async together(actor: SystemActor, sent: readonly Sent[], taken: (claimed: Claimed) => void): Promise<readonly Sent[]> {
    const statuses = await this.database.engine(actor, (tx) => this.write(tx, sent, 'pass')).catch(() => null);
    if (statuses === null) return sent;
    for (const [place, each] of sent.entries()) {
      const status = statuses[place];
      if (typeof status === 'string') await this.follow(actor, each, status, taken);
    }
    return sent.filter((_, place) => statuses[place] === null);
  }

  private async write(tx: Tx, sent: readonly Sent[], busy: 'wait' | 'pass'): Promise<(Settled | null)[]> {
    const statuses = await this.store.end(tx, sent, busy);
    const written = sent.filter((_, place) => statuses[place] !== null);
    await this.log.append(tx, written.flatMap(({ claimed, result: { code, providerMessageId, outcome }, entry }) =>
      (entry === null ? [] : [{ ...entry, attempt: claimed.attempts, code, providerMessageId, outcome: outcome === 'ok' ? 'accepted' as const : outcome }])));
    for (const { claimed, isFault } of written) if (isFault && claimed.faults + 1 === mostFaults) await this.store.tellOps(tx, claimed);
    return statuses;
  }

  private async follow(actor: SystemActor, { claimed }: Sent, status: Settled, taken: (claimed: Claimed) => void): Promise<void> {
    if (status === 'accepted') taken(claimed);
    if (status === 'dead' && claimed.purpose === 'page') await this.unreachable.run(actor, claimed);
  }
}
