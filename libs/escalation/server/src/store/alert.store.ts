import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { AlertEvent, AlertStep } from '@evenkeel/escalation-rules';
import type { AccountId, AlertId, PatientId } from '@evenkeel/kernel';
import { AlertEventRow } from './alert-parts.rows.js';
import { fromState } from './alert-state.js';
import { AlertRow } from './alert.row.js';

/** A step that was worked out for a locked row. */
export interface Stepped {
  readonly row: AlertRow;
  readonly step: AlertStep;
}

/**
 * Locks, loads and writes alerts and their logs. Decides nothing.
 *
 * All locks are FOR NO KEY UPDATE: they exclude each other, but not the foreign keys of messages, attempts and links. With
 * FOR UPDATE a sender that had claimed a message and wrote its link waited for the person who acknowledged, who waited for the
 * message: a deadlock, and the acknowledgement failed.
 */
@Injectable()
export class AlertStore {
  /** Whatever is due, worst tier first, the longest overdue first. Rows that somebody else holds are left to them. */
  async lockDue(tx: Tx, limit: number): Promise<AlertRow[]> {
    return tx.manager.createQueryBuilder(AlertRow, 'a')
      .where(`a.status <> 'resolved' AND a.next_action_at <= clock.now() AND a.quarantined_at IS NULL`)
      .orderBy('a.tier').addOrderBy('a.nextActionAt').limit(limit)
      .setLock('for_no_key_update').setOnLocked('skip_locked').getMany();
  }

  /** Without a lock, for reading. */
  async byId(tx: Tx, id: AlertId): Promise<AlertRow | null> {
    return tx.manager.findOne(AlertRow, { where: { id } });
  }

  async lock(tx: Tx, id: AlertId): Promise<AlertRow | null> {
    return tx.manager.findOne(AlertRow, { where: { id }, lock: { mode: 'for_no_key_update' } });
  }

  /** The open alert of this patient and family, which is at most one. */
  async lockOpen(tx: Tx, patientId: PatientId, family: AlertRow['family']): Promise<AlertRow | null> {
    return tx.manager.createQueryBuilder(AlertRow, 'a')
      .where(`a.patient_id = :patientId AND a.family = :family AND a.status <> 'resolved'`, { patientId, family })
      .setLock('for_no_key_update').getOne();
  }

  /** `false` if the patient has an open alert of the family already, also one that was committed a moment ago. */
  async insert(tx: Tx, row: AlertRow): Promise<boolean> {
    const { raw } = await tx.manager.createQueryBuilder().insert().into(AlertRow).values(row).orIgnore().returning('id').updateEntity(false).execute();
    return Array.isArray(raw) && raw.length === 1;
  }

  /**
   * Writes what the machine decided: the rows, and their log without a gap. One statement each, whatever the number.
   * Throws if a row has changed since it was locked, which cannot happen while the lock is held.
   */
  async save(tx: Tx, stepped: readonly Stepped[]): Promise<void> {
    const changed = stepped.filter(({ row, step }) => step.state.rowVersion !== row.rowVersion);
    if (changed.length === 0) return;
    const next = changed.map(({ row, step }) => ({ id: row.id, was: row.rowVersion, ...fromState(step.state) }));
    const count = await tx.execute(updateAll, [JSON.stringify(next)]);
    if (count !== changed.length) throw new Error(`${changed.length} alerts were to change and ${count} did`);
    const events = changed.flatMap(({ row, step }) => step.events.map((event) => toEventRow(row, event, step)));
    if (events.length > 0) await tx.manager.insert(AlertEventRow, events);
  }

  /** Log lines of the first step, when the row itself was just inserted. */
  async logOpening(tx: Tx, row: AlertRow, step: AlertStep): Promise<void> {
    await tx.manager.insert(AlertEventRow, step.events.map((event) => toEventRow(row, event, step)));
  }

  /** A line that is not the machine's: it takes the next number of the row, whose lock is held, and answers it. */
  async note(tx: Tx, row: AlertRow, kind: 'opened' | 'quarantined', actor: { id: string; role: string | null }): Promise<number> {
    const { seq } = await tx.one<{ seq: number }>(`UPDATE clin.alert SET seq = seq + 1 WHERE id = $1 RETURNING seq`, [row.id]);
    const { organisationId, patientId, id: alertId, status, tier, level, cycle } = row;
    await tx.manager.insert(AlertEventRow, {
      organisationId, patientId, alertId, seq, kind, actorKind: actor.role === null ? 'system' : 'person', actorId: actor.id, actorRole: actor.role,
      fromStatus: status, toStatus: status, tier, level, cycle, detail: {}, at: await tx.now(),
    });
    return seq;
  }

  /** Open alerts of one patient. */
  async openOf(tx: Tx, patientId: PatientId): Promise<readonly AlertId[]> {
    const rows = await tx.query<{ id: AlertId }>(`SELECT id FROM clin.alert WHERE patient_id = $1 AND status <> 'resolved' ORDER BY id`, [patientId]);
    return rows.map(({ id }) => id);
  }

  /** Whether somebody is on the patient's team now, in whatever role. */
  async isOnTeam(tx: Tx, patientId: PatientId, accountId: AccountId): Promise<boolean> {
    return (await tx.one<{ on: boolean }>(
      `SELECT EXISTS (SELECT FROM clin.care_team_member WHERE patient_id = $1 AND account_id = $2 AND accepted_at IS NOT NULL AND ends_at IS NULL) AS on`, [patientId, accountId])).on;
  }

  async wasOpenedBy(tx: Tx, row: Pick<AlertRow, 'id' | 'patientId'>, accountId: AccountId): Promise<boolean> {
    return tx.manager.existsBy(AlertEventRow, { alertId: row.id, patientId: row.patientId, kind: 'opened', actorId: accountId });
  }

  /**
   * After a jump of the clock backwards no deadline may lie further away than the wait it was set with: `clampDeadline`
   * of the rules for every row at once. A lease moves with its deadline.
   */
  async clamp(tx: Tx): Promise<number> {
    return tx.execute(
      `UPDATE clin.alert a SET next_action_at = n.at, ack_expires_at = CASE WHEN a.ack_expires_at IS NULL THEN NULL ELSE n.at END
         FROM (SELECT id, clock.now() + (machine->>'stepDelayMs')::numeric * interval '1 millisecond' AS at FROM clin.alert
                WHERE status <> 'resolved' AND machine->>'stepDelayMs' IS NOT NULL
                  AND next_action_at > clock.now() + ((machine->>'stepDelayMs')::numeric + 1000) * interval '1 millisecond') n
        WHERE a.id = n.id`);
  }

  /** One more exception on this row. It is tried again two seconds later; returns how often it has failed in a row. */
  async countFault(tx: Tx, id: AlertId): Promise<number> {
    const { faults } = await tx.one<{ faults: number }>(
      `UPDATE clin.alert SET faults = faults + 1, next_action_at = clock.now() + interval '2 seconds' WHERE id = $1 RETURNING faults`, [id]);
    return faults;
  }

  /** Takes it away from the machine, which cannot read it, and sets when everybody is told again. */
  async quarantine(tx: Tx, row: AlertRow, cycle: number, againAfterMs: number): Promise<void> {
    await tx.execute(
      `UPDATE clin.alert SET quarantined_at = coalesce(quarantined_at, clock.now()), cycle = $2, row_version = row_version + 1,
              next_action_at = clock.now() + $3 * interval '1 millisecond' WHERE id = $1`, [row.id, cycle, againAfterMs]);
  }

  /** Quarantined rows of which everybody has to be reminded. */
  async lockQuarantined(tx: Tx, limit: number): Promise<AlertRow[]> {
    return tx.manager.createQueryBuilder(AlertRow, 'a')
      .where(`a.status <> 'resolved' AND a.next_action_at <= clock.now() AND a.quarantined_at IS NOT NULL`)
      .orderBy('a.tier').limit(limit).setLock('for_no_key_update').setOnLocked('skip_locked').getMany();
  }

  /** People who were let in because they were paged keep a day for their notes. */
  async endGrants(tx: Tx, id: AlertId): Promise<void> {
    await tx.query('SELECT clin.end_alert_grants($1)', [id]);
  }

  /** How long the most overdue alert has been waiting, in milliseconds; 0 if none is. */
  async oldestDueMs(tx: Tx): Promise<number> {
    const { late } = await tx.one<{ late: string | null }>(
      `SELECT (extract(epoch FROM clock.now() - min(next_action_at)) * 1000)::bigint AS late FROM clin.alert
        WHERE status <> 'resolved' AND quarantined_at IS NULL AND next_action_at <= clock.now()`);
    return Number(late ?? 0);
  }
}

const toEventRow = (row: AlertRow, event: AlertEvent, step: AlertStep) => ({
  organisationId: row.organisationId, patientId: row.patientId, alertId: row.id, seq: event.seq, kind: event.kind,
  actorKind: event.actorId === null ? 'system' as const : 'person' as const, actorId: event.actorId ?? 'escalation', actorRole: event.actorRole,
  fromStatus: event.from, toStatus: event.to, tier: step.state.tier, level: event.level, cycle: event.cycle,
  detail: { ...event.detail }, at: new Date(event.at),
});

const updateAll = `
  UPDATE clin.alert a SET
    status = n.status, tier = n.tier, max_tier = n."maxTier", level = n.level, cycle = n.cycle, next_action_at = n."nextActionAt",
    ack_by = n."ackBy", ack_role = n."ackRole", ack_at = n."ackAt", ack_expires_at = n."ackExpiresAt",
    engaged_by = n."engagedBy", engaged_at = n."engagedAt", engagement = n.engagement, machine = n.machine,
    resolved_by = n."resolvedBy", resolved_at = n."resolvedAt", outcome = n.outcome,
    trigger_count = n."triggerCount", last_trigger_at = n."lastTriggerAt", row_version = n."rowVersion", seq = n.seq, faults = 0
  FROM jsonb_to_recordset($1::jsonb) AS n(
    id uuid, was integer, status text, tier text, "maxTier" text, level smallint, cycle integer, "nextActionAt" timestamptz,
    "ackBy" uuid, "ackRole" text, "ackAt" timestamptz, "ackExpiresAt" timestamptz, "engagedBy" uuid, "engagedAt" timestamptz,
    engagement text, machine jsonb, "resolvedBy" uuid, "resolvedAt" timestamptz, outcome text, "triggerCount" integer,
    "lastTriggerAt" timestamptz, "rowVersion" integer, seq integer)
  WHERE a.id = n.id AND a.row_version = n.was`;
