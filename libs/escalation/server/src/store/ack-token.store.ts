import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { ResponderRole } from '@evenkeel/escalation-rules';
import type { AccountId, AlertId, OrganisationId } from '@evenkeel/kernel';

/** What stands behind a link. */
export interface AckToken {
  readonly alertId: AlertId;
  readonly organisationId: OrganisationId;
  readonly recipientId: AccountId;
  readonly recipientRole: ResponderRole;
  readonly language: 'en' | 'es';
  readonly zone: string;
  readonly isExpired: boolean;
}

/** Links by which a page is acknowledged. Only hashes are here. */
@Injectable()
export class AckTokenStore {
  async find(tx: Tx, hash: Buffer): Promise<AckToken | null> {
    const [found] = await tx.query<AckToken>(
      `SELECT t.alert_id AS "alertId", t.organisation_id AS "organisationId", t.recipient_id AS "recipientId", t.recipient_role AS "recipientRole",
              a.language, o.zone, t.expires_at <= clock.now() AS "isExpired"
         FROM clin.ack_token t JOIN identity.account a ON a.id = t.recipient_id JOIN identity.organisation o ON o.id = t.organisation_id
        WHERE t.token_hash = $1`, [hash]);
    return found ?? null;
  }

  async markUsed(tx: Tx, hash: Buffer): Promise<void> {
    await tx.execute(`UPDATE clin.ack_token SET used_at = clock.now() WHERE token_hash = $1 AND used_at IS NULL`, [hash]);
  }
}
