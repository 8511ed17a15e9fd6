import { Injectable } from '@nestjs/common';
import { Access } from '@evenkeel/care-team-server';
import { may } from '@evenkeel/care-team-rules';
import { type Occurrence, preview } from '@evenkeel/check-ins-rules';
import { Database } from '@evenkeel/database';
import { type Actor, asId, isId, isRefusal, refuse, type Refusal } from '@evenkeel/kernel';
import { planSchedule, type WishedSchedule } from '../planned-schedule.js';
import { ScheduleStore } from '../store/schedule.store.js';

const mostFirings = 60;

/** Lists what a schedule would send, before it is saved. Uses the very rules that will send it, and changes nothing. */
@Injectable()
export class PreviewCheckIns {
  constructor(private readonly database: Database, private readonly access: Access, private readonly store: ScheduleStore) {}

  /** @param count 1 to 60 check-ins */
  async run(actor: Actor, wish: WishedSchedule, count: number): Promise<readonly Occurrence[] | Refusal> {
    if (!may(actor.role, 'schedule.change') || !isId(wish.patientId) || (wish.id !== null && !isId(wish.id))) return refuse('not-found');
    if (!Number.isInteger(count) || count < 1 || count > mostFirings) return refuse('count-out-of-range', 'count', { atLeast: 1, atMost: mostFirings });
    const patientId = asId('Patient', wish.patientId);
    return this.database.as(actor, async (tx) => {
      const mine = await this.access.patients(tx, actor, 'schedule', [patientId]);
      const zone = mine.has(patientId) ? await this.store.patientZone(tx, patientId) : null;
      if (zone === null) return refuse('not-found');
      const now = await tx.now();
      const planned = planSchedule(wish, zone, now);
      if (isRefusal(planned)) return planned;
      if (planned.paused) return [];
      const last = wish.id === null ? null : await this.store.lastOccurrence(tx, patientId, asId('Schedule', wish.id));
      return preview(planned, count, { last, instant: now.getTime() });
    });
  }
}
