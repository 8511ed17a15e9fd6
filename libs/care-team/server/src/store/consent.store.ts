import { Injectable } from '@nestjs/common';
import type { ConsentCategory, Purpose, Recipient } from '@evenkeel/care-team-rules';
import { newId, type Tx } from '@evenkeel/database';
import type { OrganisationId, PatientId } from '@evenkeel/kernel';
import { ConsentRow } from './consent.row.js';

export interface NewConsent {
  readonly organisationId: OrganisationId;
  readonly patientId: PatientId;
  readonly recipient: Recipient;
  readonly categories: readonly ConsentCategory[];
  readonly purposes: readonly Purpose[];
  readonly textVersion: string;
  readonly givenAt: Date;
  readonly expiresAt: Date;
}

/** Writes and ends consents. A consent is never changed: it ends, and another one begins. */
@Injectable()
export class ConsentStore {
  /** A consent that nobody has ended and that has not run out, as far as the actor may see it. */
  async live(tx: Tx, id: string): Promise<ConsentRow | null> {
    return tx.manager.createQueryBuilder(ConsentRow, 'c').where('c.id = :id AND c.revokedAt IS NULL AND c.expiresAt > clock.now()', { id }).getOne();
  }

  /** `false` if it had ended already. */
  async end(tx: Tx, id: string, channel: string): Promise<boolean> {
    return (await tx.execute(`UPDATE clin.consent SET revoked_at = clock.now(), revoked_channel = $2 WHERE id = $1 AND revoked_at IS NULL`, [id, channel])) === 1;
  }

  /** Returns its id. */
  async add(tx: Tx, given: NewConsent): Promise<string> {
    const id = newId();
    await tx.manager.insert(ConsentRow, {
      organisationId: given.organisationId, patientId: given.patientId, id,
      recipientRole: given.recipient.kind === 'role' ? given.recipient.role : null,
      recipientAccount: given.recipient.kind === 'person' ? given.recipient.accountId : null,
      categories: [...given.categories], purposes: [...given.purposes], textVersion: given.textVersion,
      givenAt: given.givenAt, startsAt: given.givenAt, expiresAt: given.expiresAt, revokedAt: null, revokedChannel: null,
    });
    return id;
  }
}
