import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { type AccountId, isRefusal, type OrganisationId } from '@evenkeel/kernel';
import { checkTaperFigures, type TaperFigures, type TaperSettings } from '@evenkeel/taper-rules';

/** A table that somebody signed. */
export interface SignedSettings extends TaperSettings {
  readonly signedBy: AccountId;
  readonly signedAt: Date;
}

type Stored = Pick<SignedSettings, 'version' | 'signedBy' | 'signedAt'> & { readonly settings: TaperFigures };

const columns = 'version, settings, signed_by AS "signedBy", signed_at AS "signedAt"';

/** Signed tables of an organisation. Decides nothing. */
@Injectable()
export class TaperSettingsStore {
  /** Every version, the newest first. */
  async all(tx: Tx, organisationId: OrganisationId): Promise<readonly SignedSettings[]> {
    return (await tx.query<Stored>(`SELECT ${columns} FROM clin.taper_settings WHERE organisation_id = $1 ORDER BY version DESC`, [organisationId])).map(asSigned);
  }

  /** What counts now; `null` while nobody has signed. */
  async newest(tx: Tx, organisationId: OrganisationId): Promise<SignedSettings | null> {
    const [row] = await tx.query<Stored>(`SELECT ${columns} FROM clin.taper_settings WHERE organisation_id = $1 ORDER BY version DESC LIMIT 1`, [organisationId]);
    return row === undefined ? null : asSigned(row);
  }

  /** `false` if somebody else has signed this version. */
  async add(tx: Tx, organisationId: OrganisationId, by: AccountId, version: number, settings: TaperFigures): Promise<boolean> {
    return await tx.execute(
      `INSERT INTO clin.taper_settings (organisation_id, version, settings, signed_by, signed_at) VALUES ($1, $2, $3::jsonb, $4, clock.now()) ON CONFLICT DO NOTHING`,
      [organisationId, version, JSON.stringify(settings), by]) > 0;
  }
}

/** What was stored passed the same rules before. */
function asSigned({ settings, version, signedBy, signedAt }: Stored): SignedSettings {
  const figures = checkTaperFigures(settings);
  if (isRefusal(figures)) throw new Error(`A signed table cannot be read: version ${version} at ${figures.field}`);
  return { ...figures, version, signedBy, signedAt };
}
