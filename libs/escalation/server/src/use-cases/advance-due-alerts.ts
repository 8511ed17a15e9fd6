import { Injectable } from '@nestjs/common';
import { Database, Outbox, type Tx } from '@evenkeel/database';
import { type AlertStep, next, type Roster } from '@evenkeel/escalation-rules';
import { type AlertId, isRefusal, type PatientId, type SystemActor } from '@evenkeel/kernel';
import { alertChanged } from '../realtime.js';
import { AlertStore, type Stepped } from '../store/alert.store.js';
import { toState } from '../store/alert-state.js';
import type { AlertRow } from '../store/alert.row.js';
import { NotificationStore } from '../store/notification.store.js';
import { RosterReader } from '../store/roster.reader.js';
import { QuarantineAlert } from './quarantine-alert.js';

/** Bounds the work of one tick, and with it the storm after an outage. Worst tiers come first. */
const mostPerTick = 200;
/** One by one takes no longer than this: a round that never ends is ended from outside, and then nothing else of it happens either. */
const mostOneByOneMs = 8000;

/** What came of a tick. */
export interface Ticked {
  readonly advanced: number;
  readonly failed: number;
}

/**
 * The alarm clock: takes every alert whose time has come one step further. All of a tick is one transaction and a
 * handful of statements; if that fails, each alert gets a transaction of its own, so that one bad row holds up
 * nobody; what there is no time for stays due.
 * A row that fails three times in a row is quarantined. Any number of processes may do this at once.
 */
@Injectable()
export class AdvanceDueAlerts {
  constructor(
    private readonly database: Database, private readonly alerts: AlertStore, private readonly notifications: NotificationStore,
    private readonly rosters: RosterReader, private readonly outbox: Outbox, private readonly quarantine: QuarantineAlert,
  ) {}

  /** @param admit asked first inside the transaction; `false` means that another process is at it and nothing is done */
  async run(actor: SystemActor, admit?: (tx: Tx) => Promise<boolean>): Promise<Ticked> {
    const seen: AlertId[] = [];
    let broken: AlertId[] = [];
    let advanced = 0;
    try {
      await this.database.engine(actor, async (tx) => {
        if (admit !== undefined && !(await admit(tx))) return;
        const rows = await this.alerts.lockDue(tx, mostPerTick);
        seen.push(...rows.map(({ id }) => id));
        ({ advanced, broken } = await this.advance(tx, rows));
      });
    } catch (error) {
      if (seen.length === 0) throw error;
      ({ advanced, broken } = await this.oneByOne(actor, seen));
    }
    for (const id of broken) await this.quarantine.countFault(actor, id);
    return { advanced, failed: broken.length };
  }

  private async oneByOne(actor: SystemActor, ids: readonly AlertId[]): Promise<{ advanced: number; broken: AlertId[] }> {
    let advanced = 0;
    const broken: AlertId[] = [];
    const until = performance.now() + mostOneByOneMs;
    for (const id of ids) {
      if (performance.now() > until) break;
      try {
        await this.database.engine(actor, async (tx) => {
          const row = await this.alerts.lock(tx, id);
          if (row === null) return;
          const done = await this.advance(tx, [row]);
          advanced += done.advanced;
          broken.push(...done.broken);
        });
      } catch {
        broken.push(id);
      }
    }
    return { advanced, broken };
  }

  private async advance(tx: Tx, rows: readonly AlertRow[]): Promise<{ advanced: number; broken: AlertId[] }> {
    if (rows.length === 0) return { advanced: 0, broken: [] };
    const rosters = await this.rosters.of(tx, rows.map(({ patientId }) => patientId));
    const now = await tx.now();
    const stepped: Stepped[] = [];
    const broken: AlertId[] = [];
    for (const row of rows) {
      try {
        const step = tick(row, now, rosters);
        if (step !== null) stepped.push({ row, step });
      } catch {
        broken.push(row.id);
      }
    }
    await this.alerts.save(tx, stepped);
    await this.notifications.write(tx, stepped, rosters, now);
    for (const { row } of stepped) await this.outbox.add(tx, alertChanged(row));
    return { advanced: stepped.length, broken };
  }
}

function tick(row: AlertRow, now: Date, rosters: ReadonlyMap<PatientId, Roster>): AlertStep | null {
  const step = next(toState(row), { kind: 'tick' }, now.getTime(), rosters.get(row.patientId) ?? []);
  return isRefusal(step) ? null : step;
}
