import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { OrganisationId } from '@evenkeel/kernel';

type PerLanguage = Readonly<Record<'en' | 'es', string>>;

export interface Organisation {
  readonly id: OrganisationId;
  readonly name: string;
  readonly zone: string;
  readonly country: string;
  readonly language: 'en' | 'es';
  /** When a human looks at what patients send, in words for patients. */
  readonly readingHours: PerLanguage;
  /** What to do when somebody cannot be reached, in words for staff. */
  readonly welfareText: PerLanguage;
  readonly fallbackName: string;
  readonly fallbackPhone: string;
  readonly fallbackEmail: string | null;
  /** Staff without a second factor meet its set-up before anything else. */
  readonly secondFactorRequired: boolean;
}

@Injectable()
export class OrganisationReader {
  /** Throws when there is none: whoever asks acts inside it. */
  async byId(tx: Tx, id: OrganisationId): Promise<Organisation> {
    return tx.one<Organisation>(
      `SELECT id, name, zone, country, language, reading_hours AS "readingHours", welfare_text AS "welfareText",
              fallback_name AS "fallbackName", fallback_phone AS "fallbackPhone", fallback_email AS "fallbackEmail",
              second_factor_required AS "secondFactorRequired"
       FROM identity.organisation WHERE id = $1`, [id]);
  }
}
