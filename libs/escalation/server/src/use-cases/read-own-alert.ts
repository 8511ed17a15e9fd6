import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Database } from '@evenkeel/database';
import type { Actor, AlertId } from '@evenkeel/kernel';
import { type OwnAlert, OwnAlertReader } from '../store/own-alert.reader.js';

/** An alert as the patient it is about reads it. `null` for anybody else. */
@Injectable()
export class ReadOwnAlert {
  constructor(private readonly database: Database, private readonly reader: OwnAlertReader, private readonly audit: Audit) {}

  async run(actor: Actor, id: AlertId): Promise<OwnAlert | null> {
    const { patientId } = actor;
    if (patientId === null) return null;
    return this.database.as(actor, async (tx) => {
      const [own] = await this.reader.byIds(tx, patientId, [id]);
      if (own !== undefined) await this.audit.read(tx, { patientId, category: 'alert_head', basis: 'self', object: { kind: 'alert', id } });
      return own ?? null;
    });
  }
}
