import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Access, printBasis } from '@evenkeel/care-team-server';
import { may } from '@evenkeel/care-team-rules';
import { Database, newId, Outbox, type Tx } from '@evenkeel/database';
import { type Actor, asId, isId, isRefusal, type PatientId, refuse, type Refusal, type ScheduleId } from '@evenkeel/kernel';
import { nextOf, type PlannedSchedule, planSchedule, type WishedSchedule } from '../planned-schedule.js';
import { scheduleChanged } from '../realtime.js';
import { CheckInScheduleRow } from '../store/check-in-schedule.row.js';
import { ScheduleStore } from '../store/schedule.store.js';

/**
 * Sets or changes when check-ins come, from the next one on. Only a coordinator or a prescriber of the team, who see
 * the same refusal for a patient that is not theirs as for one that does not exist. A check-in that is already there
 * keeps its day: the changed schedule starts on a later local date.
 */
@Injectable()
export class SetCheckInSchedule {
  constructor(
    private readonly database: Database, private readonly access: Access, private readonly store: ScheduleStore,
    private readonly audit: Audit, private readonly outbox: Outbox,
  ) {}

  async run(actor: Actor, wish: WishedSchedule): Promise<CheckInScheduleRow | Refusal> {
    if (!may(actor.role, 'schedule.change') || !isId(wish.patientId) || (wish.id !== null && !isId(wish.id))) return refuse('not-found');
    const patientId = asId('Patient', wish.patientId);
    return this.database.as(actor, async (tx) => {
      const basis = await this.access.basisForChange(tx, actor, 'schedule', patientId);
      const zone = basis === null ? null : await this.store.patientZone(tx, patientId);
      if (basis === null || zone === null) return refuse('not-found');
      const now = await tx.now();
      const planned = planSchedule(wish, zone, now);
      if (isRefusal(planned)) return planned;
      const saved = wish.id === null
        ? await this.insert(tx, actor, patientId, planned, now)
        : await this.change(tx, actor, { patientId, id: asId('Schedule', wish.id), rowVersion: wish.rowVersion }, planned, now);
      if (isRefusal(saved)) return saved;
      await this.audit.record(tx, { action: 'schedule.set', object: { kind: 'schedule', id: saved.id }, patientId, category: 'schedule', basis: printBasis(basis) });
      await this.outbox.add(tx, scheduleChanged(saved.id, patientId));
      return saved;
    });
  }

  private async insert(tx: Tx, actor: Actor, patientId: PatientId, planned: PlannedSchedule, now: Date): Promise<CheckInScheduleRow> {
    const row = rowOf(planned, nextOf(planned, null, now), { actor, patientId, id: newId(), rowVersion: 1, now });
    await this.store.insert(tx, row);
    return row;
  }

  private async change(
    tx: Tx, actor: Actor, key: { readonly patientId: PatientId; readonly id: ScheduleId; readonly rowVersion: number | null },
    planned: PlannedSchedule, now: Date,
  ): Promise<CheckInScheduleRow | Refusal> {
    const there = await this.store.lock(tx, key.patientId, key.id);
    if (there === null) return refuse('not-found');
    if (there.rowVersion !== key.rowVersion) return refuse('stale');
    const next = nextOf(planned, await this.store.lastOccurrence(tx, key.patientId, key.id), now);
    const row = rowOf(planned, next, { actor, patientId: key.patientId, id: key.id, rowVersion: there.rowVersion + 1, now });
    await this.store.update(tx, row);
    return row;
  }
}

interface Setting {
  readonly actor: Actor;
  readonly patientId: PatientId;
  readonly id: ScheduleId;
  readonly rowVersion: number;
  readonly now: Date;
}

function rowOf(planned: PlannedSchedule, next: ReturnType<typeof nextOf>, { actor, patientId, id, rowVersion, now }: Setting): CheckInScheduleRow {
  const { templateId, templateVersion, localTime, zone, everyDays, windowMinutes, startsOn, endsOn, paused } = planned;
  return Object.assign(new CheckInScheduleRow(), {
    organisationId: actor.organisationId, patientId, id, templateId, templateVersion, localTime, zone, everyDays, windowMinutes, startsOn, endsOn, paused,
    nextAt: next === null ? null : new Date(next.opensAt), nextLocalDate: next?.localDate ?? null, setBy: actor.accountId, setAt: now, rowVersion,
  });
}
