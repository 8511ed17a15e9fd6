import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Access, auditedReads } from '@evenkeel/care-team-server';
import { Database, type Tx } from '@evenkeel/database';
import type { Actor, PatientId } from '@evenkeel/kernel';
import type { CheckInView } from './check-in-view.js';
import type { CheckInScheduleRow } from './store/check-in-schedule.row.js';
import { CheckInReader } from './store/check-in.reader.js';
import { ScheduleStore } from './store/schedule.store.js';

/**
 * When check-ins come and whether they were answered, for staff: category `schedule`, never an answer. Each call is one
 * short transaction for many patients; those that are not to be seen are missing from the map.
 */
@Injectable()
export class PatientCheckIns {
  constructor(
    private readonly database: Database, private readonly access: Access, private readonly checkIns: CheckInReader,
    private readonly store: ScheduleStore, private readonly audit: Audit,
  ) {}

  async schedules(actor: Actor, ids: readonly PatientId[]): Promise<ReadonlyMap<PatientId, readonly CheckInScheduleRow[]>> {
    return this.read(actor, ids, async (tx, seen) => {
      const rows = await this.store.ofPatients(tx, seen);
      return new Map(seen.map((id) => [id, rows.filter((row) => row.patientId === id)]));
    });
  }

  async latest(actor: Actor, ids: readonly PatientId[], first: number): Promise<ReadonlyMap<PatientId, readonly CheckInView[]>> {
    return this.read(actor, ids, (tx, seen) => this.checkIns.latest(tx, seen, first));
  }

  async lastAnsweredAt(actor: Actor, ids: readonly PatientId[]): Promise<ReadonlyMap<PatientId, Date>> {
    return this.read(actor, ids, (tx, seen) => this.checkIns.lastAnsweredAt(tx, seen));
  }

  async nextAt(actor: Actor, ids: readonly PatientId[]): Promise<ReadonlyMap<PatientId, Date>> {
    return this.read(actor, ids, (tx, seen) => this.store.nextAt(tx, seen));
  }

  private async read<Found>(actor: Actor, ids: readonly PatientId[], work: (tx: Tx, seen: readonly PatientId[]) => Promise<Found>): Promise<Found> {
    return this.database.as(actor, async (tx) => {
      const readings = await this.access.readings(tx, actor, 'schedule', ids);
      await this.audit.readAll(tx, auditedReads(readings, 'schedule', { kind: 'check-ins', id: null }));
      return work(tx, [...readings.keys()]);
    });
  }
}
