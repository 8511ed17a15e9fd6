import { Injectable } from '@nestjs/common';
import { nextOccurrence, type Schedule } from '@evenkeel/check-ins-rules';
import { Database, newId, Outbox, type Tx } from '@evenkeel/database';
import type { SystemActor } from '@evenkeel/kernel';
import { promptCheckIn } from '../jobs.js';
import { checkInChanged } from '../realtime.js';
import { type DueSchedule, type NextOf, type PlannedRow, SweepStore } from '../store/sweep.store.js';

export interface Swept {
  /** Schedules whose time had come. */
  readonly schedules: number;
  /** Prompts asked for, first ones and repeated ones. */
  readonly prompts: number;
}

/** A schedule that was asleep for longer than this many days catches up in the next round. */
const mostPerRound = 64;

/**
 * Turns due schedules into check-ins, exactly one per schedule and local date, and asks for their prompts. Anything may
 * run it, as often as it likes and in several processes: a locked schedule is passed over, and a process that dies in
 * the middle has changed nothing.
 */
@Injectable()
export class SweepCheckIns {
  constructor(private readonly database: Database, private readonly store: SweepStore, private readonly outbox: Outbox) {}

  async run(actor: SystemActor, limit = 200): Promise<Swept> {
    return this.database.engine(actor, async (tx) => {
      const due = await this.store.lockDue(tx, limit);
      const plans = due.map(plan);
      await this.store.insert(tx, plans.flatMap((each) => each.rows));
      await this.store.advance(tx, plans.map((each) => each.next));
      return { schedules: due.length, prompts: await this.askForPrompts(tx, limit) };
    });
  }

  private async askForPrompts(tx: Tx, limit: number): Promise<number> {
    const waiting = await this.store.takeUnprompted(tx, limit);
    for (const { id, patientId } of waiting) {
      await this.outbox.add(tx, { topic: 'job', payload: { queue: promptCheckIn.queue, job: promptCheckIn.id, checkInId: id } });
      await this.outbox.add(tx, checkInChanged(id, patientId));
    }
    return waiting.length;
  }
}

/** Every check-in of this schedule that has come due, those of a night without a worker too, and what comes after. */
function plan(due: DueSchedule): { readonly rows: readonly PlannedRow[]; readonly next: NextOf } {
  const schedule: Schedule = { ...due, remindAfterMinutes: null };
  const rows: PlannedRow[] = [];
  let current: { localDate: string; opensAt: number } | null = { localDate: due.nextLocalDate, opensAt: due.nextAt.getTime() };
  while (current !== null && current.opensAt <= due.now.getTime() && rows.length < mostPerRound) {
    const following = nextOccurrence(schedule, { last: current });
    const closesAt = Math.min(current.opensAt + due.windowMinutes * 60_000, following?.opensAt ?? Number.POSITIVE_INFINITY);
    rows.push({ id: newId(), schedule: due, localDate: current.localDate, opensAt: new Date(current.opensAt), closesAt: new Date(closesAt) });
    current = following;
  }
  return {
    rows,
    next: { id: due.id, nextAt: current === null ? null : new Date(current.opensAt), nextLocalDate: current?.localDate ?? null },
  };
}
