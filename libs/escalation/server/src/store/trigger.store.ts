import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { Sealer } from '@evenkeel/encryption';
import type { AlertId, PatientId } from '@evenkeel/kernel';
import type { AlertContextRow } from './alert-parts.rows.js';
import { AlertTriggerRow } from './alert-parts.rows.js';
import type { AlertRow } from './alert.row.js';

/** What makes two triggers the same trigger. */
export type TriggerKey = Pick<AlertTriggerRow, 'sourceKind' | 'sourceId' | 'ruleId' | 'tier'>;

const place = 'clin.alert_context.context';

/** What set alerts off, and the sealed answers behind it. */
@Injectable()
export class TriggerStore {
  constructor(private readonly sealer: Sealer) {}

  /** The alert that this very finding has already set off, open or not. */
  async alertOf(tx: Tx, patientId: PatientId, key: TriggerKey): Promise<AlertId | null> {
    const found = await tx.manager.findOne(AlertTriggerRow, { where: { ...key, patientId }, select: { alertId: true } });
    return found?.alertId ?? null;
  }

  /** `false` if it was there already. */
  async insert(tx: Tx, row: AlertTriggerRow): Promise<boolean> {
    const { raw } = await tx.manager.createQueryBuilder().insert().into(AlertTriggerRow).values(row).orIgnore().returning('id').updateEntity(false).execute();
    return Array.isArray(raw) && raw.length === 1;
  }

  /** Seals and keeps the answers behind a trigger. Write only: whoever triggers need not be able to read. */
  async keepContext(tx: Tx, alert: Pick<AlertRow, 'organisationId' | 'patientId' | 'id'>, triggerId: string, context: object, at: Date): Promise<void> {
    const sealed = await this.sealer.seal(tx, alert.patientId, place, triggerId, JSON.stringify(context));
    await tx.execute(
      `INSERT INTO clin.alert_context (organisation_id, patient_id, alert_id, trigger_id, context, at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [alert.organisationId, alert.patientId, alert.id, triggerId, sealed, at]);
  }

  /** The opposite of `keepContext`, for somebody who may read it. Throws if it was tampered with or erased. */
  async openContext(tx: Tx, row: AlertContextRow): Promise<unknown> {
    return JSON.parse(await this.sealer.open(tx, row.patientId, place, row.triggerId, row.context)) as unknown;
  }

  /** Number of the last episode of this patient and family, 0 if there was none. */
  async lastEpisode(tx: Tx, patientId: PatientId, family: string): Promise<number> {
    const { last } = await tx.one<{ last: number }>(
      `SELECT coalesce(max(episode), 0) AS last FROM clin.alert WHERE patient_id = $1 AND family = $2`, [patientId, family]);
    return last;
  }
}
