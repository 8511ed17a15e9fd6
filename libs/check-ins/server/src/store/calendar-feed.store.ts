import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { Id, OrganisationId, PatientId } from '@evenkeel/kernel';
import type { Language } from '@evenkeel/language';

export type CalendarFeedId = Id<'CalendarFeed'>;

export interface CalendarFeed {
  readonly id: CalendarFeedId;
  readonly createdAt: Date;
}

/** A feed that was asked for by its address. */
export interface FetchedFeed {
  readonly patientId: PatientId;
  readonly language: Language;
  /** How often it was fetched in the hour that runs, this time included. */
  readonly fetched: number;
}

/** Loads and writes the addresses of calendars. Knows the hash of an address, never the address. */
@Injectable()
export class CalendarFeedStore {
  async live(tx: Tx, patientId: PatientId): Promise<CalendarFeed | null> {
    const [row] = await tx.query<CalendarFeed>(`SELECT id, created_at AS "createdAt" FROM clin.calendar_feed WHERE patient_id = $1 AND revoked_at IS NULL`, [patientId]);
    return row ?? null;
  }

  async insert(tx: Tx, feed: { readonly organisationId: OrganisationId; readonly patientId: PatientId; readonly id: CalendarFeedId; readonly hash: Buffer }): Promise<void> {
    await tx.execute(`INSERT INTO clin.calendar_feed (organisation_id, patient_id, id, token_hash, created_at) VALUES ($1, $2, $3, $4, clock.now())`,
      [feed.organisationId, feed.patientId, feed.id, feed.hash]);
  }

  /** Ends whatever address is still good. Two at the same time wait for each other on the row. */
  async revoke(tx: Tx, patientId: PatientId): Promise<void> {
    await tx.execute(`UPDATE clin.calendar_feed SET revoked_at = clock.now() WHERE patient_id = $1 AND revoked_at IS NULL`, [patientId]);
  }

  /** Counts one more fetch; `null` for an address that is not good, or not any more. */
  async fetch(tx: Tx, hash: Buffer): Promise<FetchedFeed | null> {
    const [row] = await tx.query<FetchedFeed>(
      `UPDATE clin.calendar_feed f
          SET hour_from = CASE WHEN f.hour_from > clock.now() - interval '1 hour' THEN f.hour_from ELSE clock.now() END,
              fetched = CASE WHEN f.hour_from > clock.now() - interval '1 hour' THEN f.fetched + 1 ELSE 1 END
         FROM identity.patient p
        WHERE f.token_hash = $1 AND f.revoked_at IS NULL AND p.id = f.patient_id
       RETURNING f.patient_id AS "patientId", p.language, f.fetched`, [hash]);
    return row ?? null;
  }
}
