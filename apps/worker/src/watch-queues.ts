import { Injectable } from '@nestjs/common';
import { Database } from '@evenkeel/database';
import type { SystemActor } from '@evenkeel/kernel';
import { type JobQueue, type JobWorkers, QueueAway } from '@evenkeel/queue';
import { QueueBeatStore } from './store/queue-beat.store.js';

/** Rounds in a row in which jobs wait and this process does none, before its workers count as deaf. */
const mostDeafRounds = 4;

/**
 * Sends a canary through every queue and writes down which came back: that a server answers says nothing about whether
 * jobs are done. Workers have been known to stay deaf after an outage while every connection looked well.
 */
@Injectable()
export class WatchQueues {
  private readonly deafRounds = new Map<string, number>();

  constructor(private readonly database: Database, private readonly beats: QueueBeatStore) {}

  /** Every fifteen seconds. Answers a queue whose worker in this process is deaf and wants a new process, or `null`. */
  async run(actor: SystemActor, queue: Pick<JobQueue, 'names' | 'sendCanaries' | 'waitingIn'>, workers: Pick<JobWorkers, 'takeCanaries' | 'takeActive'>, instance: string): Promise<string | null> {
    const alive = workers.takeCanaries();
    if (alive.length > 0) await this.database.engine(actor, (tx) => this.beats.beat(tx, alive, instance));
    const active = workers.takeActive();
    let deaf: string | null = null;
    try {
      for (const name of queue.names) {
        const idle = !active.has(name) && await queue.waitingIn(name) > 0;
        const rounds = idle ? (this.deafRounds.get(name) ?? 0) + 1 : 0;
        this.deafRounds.set(name, rounds);
        if (rounds >= mostDeafRounds) deaf = name;
      }
      await queue.sendCanaries();
    } catch (error) {
      if (!(error instanceof QueueAway)) throw error;
      // Nothing can be said about workers while there is nothing to work from.
      this.deafRounds.clear();
      return null;
    }
    return deaf;
  }
}
