import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { Sealer } from '@evenkeel/encryption';
import type { PatientId } from '@evenkeel/kernel';
import { type AlertContext, alertContext, readable } from '../alert-context.js';
import type { AlertContextRow } from './alert-parts.rows.js';
import { AlertTriggerRow } from './alert-parts.rows.js';
import type { AlertRow } from './alert.row.js';

/** What makes two triggers the same trigger. */
export type TriggerKey = Pick<AlertTriggerRow, 'sourceKind' | 'sourceId' | 'ruleId' | 'tier'>;

export type KnownTrigger = Pick<AlertTriggerRow, 'id' | 'alertId'>;

/** How a context is bound to its row when it is sealed. */
export const sealedContext = {
  place: 'clin.alert_context.context',
  row: (triggerId: string, revision: number): string => `${triggerId} ${revision}`,
} as const;

type AlertKey = Pick<AlertRow, 'organisationId' | 'patientId' | 'id'>;

/** What set alerts off, and the sealed answers behind it. */
@Injectable()
export class TriggerStore {
  constructor(private readonly sealer: Sealer) {}

  /** This very finding, if it has set off an alert already, open or not. */
  async find(tx: Tx, patientId: PatientId, key: TriggerKey): Promise<KnownTrigger | null> {
    return tx.manager.findOne(AlertTriggerRow, { where: { ...key, patientId }, select: { id: true, alertId: true } });
  }

  /** Everything that this source has set off, whatever the rule and tier. */
  async ofSource(tx: Tx, patientId: PatientId, source: Pick<TriggerKey, 'sourceKind' | 'sourceId'>): Promise<KnownTrigger[]> {
    return tx.manager.find(AlertTriggerRow, { where: { ...source, patientId }, select: { id: true, alertId: true }, order: { alertId: 'ASC', tier: 'ASC', id: 'ASC' } });
  }

  /** `false` if it was there already. */
  async insert(tx: Tx, row: AlertTriggerRow): Promise<boolean> {
    const { raw } = await tx.manager.createQueryBuilder().insert().into(AlertTriggerRow).values(row).orIgnore().returning('id').updateEntity(false).execute();
    return Array.isArray(raw) && raw.length === 1;
  }

  /** Seals and keeps the answers behind the trigger of a new alert. Write only: whoever triggers need not be able to read. */
  async keepContext(tx: Tx, alert: AlertKey, triggerId: string, context: AlertContext, at: Date): Promise<void> {
    await this.insertContext(tx, alert, triggerId, 1, await this.digest(tx, alert, context), context, at);
  }

  /** The same for a further trigger of an alert whose lock is held: the next revision. */
  async addContext(tx: Tx, alert: AlertKey, triggerId: string, context: AlertContext, at: Date): Promise<void> {
    const { revision } = await this.newest(tx, alert, triggerId);
    await this.insertContext(tx, alert, triggerId, revision + 1, await this.digest(tx, alert, context), context, at);
  }

  /** The same for a trigger that is known. `false`, and nothing written, if the newest revision from its source reads the same. */
  async reviseContext(tx: Tx, alert: AlertKey, triggerId: string, context: AlertContext, at: Date): Promise<boolean> {
    const newest = await this.newest(tx, alert, triggerId);
    const digest = await this.digest(tx, alert, context);
    if (newest.digest?.equals(digest) === true) return false;
    await this.insertContext(tx, alert, triggerId, newest.revision + 1, digest, context, at);
    return true;
  }

  /** The last revision of the alert, and the digest of the last one that has the same source as this trigger. */
  private newest(tx: Tx, { organisationId, patientId, id }: AlertKey, triggerId: string): Promise<{ revision: number; digest: Buffer | null }> {
    return tx.one(
      `SELECT coalesce(max(c.revision), 0) AS revision,
              (array_agg(c.digest ORDER BY c.revision DESC) FILTER (WHERE (t.source_kind, t.source_id) = (s.source_kind, s.source_id)))[1] AS digest
         FROM clin.alert_context c JOIN clin.alert_trigger t ON t.id = c.trigger_id JOIN clin.alert_trigger s ON s.id = $4
        WHERE c.organisation_id = $1 AND c.patient_id = $2 AND c.alert_id = $3`, [organisationId, patientId, id, triggerId]);
  }

  private digest(tx: Tx, alert: AlertKey, context: AlertContext): Promise<Buffer> {
    return this.sealer.digest(tx, alert.patientId, sealedContext.place, alert.id, readable(context));
  }

  private async insertContext(tx: Tx, alert: AlertKey, triggerId: string, revision: number, digest: Buffer, context: AlertContext, at: Date): Promise<void> {
    const { organisationId, patientId, id } = alert;
    const sealed = await this.sealer.seal(tx, patientId, sealedContext.place, sealedContext.row(triggerId, revision), JSON.stringify(context));
    await tx.execute(
      `INSERT INTO clin.alert_context (organisation_id, patient_id, alert_id, revision, trigger_id, digest, context, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [organisationId, patientId, id, revision, triggerId, digest, sealed, at]);
  }

  /** The opposite of `keepContext`, for somebody who may read it. Throws if it was tampered with or erased. */
  async openContext(tx: Tx, row: AlertContextRow): Promise<AlertContext> {
    const { patientId, triggerId, revision, context } = row;
    return alertContext.parse(JSON.parse(await this.sealer.open(tx, patientId, sealedContext.place, sealedContext.row(triggerId, revision), context)));
  }

  /** Number of the last episode of this patient and family, 0 if there was none. */
  async lastEpisode(tx: Tx, patientId: PatientId, family: string): Promise<number> {
    const { last } = await tx.one<{ last: number }>(
      `SELECT coalesce(max(episode), 0) AS last FROM clin.alert WHERE patient_id = $1 AND family = $2`, [patientId, family]);
    return last;
  }
}
