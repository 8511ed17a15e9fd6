import { Injectable } from '@nestjs/common';
import { Database } from '@evenkeel/database';
import type { SystemActor } from '@evenkeel/kernel';
import { foldMonth } from '@evenkeel/timeline-rules';
import { FoldStore } from '../store/fold.store.js';

/**
 * Folds what was answered since into the rows that the timeline reads, a batch in each transaction. Anything may run it,
 * as often as it likes; a process that dies in the middle has changed nothing, and while nobody runs it the reader takes
 * stale months from the answers themselves.
 */
@Injectable()
export class FoldTimeline {
  constructor(private readonly database: Database, private readonly store: FoldStore) {}

  /** @returns how many months were folded; 0 when none is stale, or another process is at it */
  async run(actor: SystemActor, limit = 100): Promise<number> {
    return this.database.engine(actor, async (tx) => {
      if (!(await this.store.alone(tx))) return 0;
      const months = await this.store.take(tx, limit);
      if (months.length === 0) return 0;
      const answered = await this.store.answers(tx, months);
      await this.store.save(tx, answered.map(({ scores, ...month }) => ({ ...month, columns: foldMonth(month.month, scores) })));
      return months.length;
    });
  }
}
