import { Injectable } from '@nestjs/common';
import type { BreakGlassId, EmergencyReason, Verdict } from '@evenkeel/care-team-rules';
import type { Tx } from '@evenkeel/database';
import { Sealer } from '@evenkeel/encryption';
import type { AccountId, AlertId, OrganisationId, PatientId } from '@evenkeel/kernel';

/** Names of the sealed columns. Both are words of staff, sealed with the key of whoever opened. */
const places = { nature: 'clin.break_glass.nature', note: 'clin.break_glass.review_note' } as const;

/** Why the database did not open: it counts and looks by itself. */
export type OpeningRefusal = 'not-found' | 'emergency-right-lost' | 'emergency-too-often' | 'emergency-no-match' | 'emergency-many-matches' | 'emergency-not-needed' | 'emergency-no-alert';

export interface Opening {
  readonly id: BreakGlassId;
  readonly nameIndex: Buffer;
  readonly reason: EmergencyReason;
  readonly nature: string;
  readonly reviewDueAt: Date;
}

/** One use of emergency access, with the words where the reader may open them. */
export interface EmergencyAccess {
  readonly id: BreakGlassId;
  readonly organisationId: OrganisationId;
  readonly patientId: PatientId;
  readonly accountId: AccountId;
  readonly role: 'prescriber' | 'safety-lead';
  readonly affiliation: string;
  readonly disclosedBy: string;
  readonly openedAt: Date;
  readonly expiresAt: Date;
  readonly reason: EmergencyReason;
  readonly alertId: AlertId | null;
  readonly reviewDueAt: Date;
  readonly reviewedBy: AccountId | null;
  readonly reviewedAt: Date | null;
  readonly verdict: Verdict | null;
}

interface Sealed extends EmergencyAccess {
  readonly nature: Buffer;
  readonly reviewNote: Buffer | null;
}

const columns = `id, organisation_id AS "organisationId", patient_id AS "patientId", account_id AS "accountId", role, affiliation,
  disclosed_by AS "disclosedBy", opened_at AS "openedAt", expires_at AS "expiresAt", reason, alert_id AS "alertId",
  review_due_at AS "reviewDueAt", reviewed_by AS "reviewedBy", reviewed_at AS "reviewedAt", verdict`;

/** Writes and reads uses of emergency access. Whether one opens is decided by the database a second time. */
@Injectable()
export class BreakGlassStore {
  constructor(private readonly sealer: Sealer) {}

  /** Keyed fingerprint under which a patient is found by name. */
  indexOf(key: string): Buffer {
    return this.sealer.nameIndex(key);
  }

  /** 0, 1, or 2 for more than one; -1 when the person has asked too often. */
  async matches(tx: Tx, nameIndex: Buffer): Promise<number> {
    return (await tx.one<{ count: number }>('SELECT clin.emergency_matches($1) AS count', [nameIndex])).count;
  }

  async open(tx: Tx, accountId: AccountId, opening: Opening): Promise<{ readonly patientId: PatientId; readonly alertId: AlertId | null } | OpeningRefusal> {
    const nature = await this.sealer.seal(tx, accountId, places.nature, opening.id, opening.nature);
    const { outcome, patient_id: patientId, alert_id: alertId } = await tx.one<{ outcome: OpeningRefusal | 'opened'; patient_id: PatientId | null; alert_id: AlertId | null }>(
      'SELECT outcome, patient_id, alert_id FROM clin.open_break_glass($1, $2, $3, $4, $5, $6)',
      [opening.id, opening.nameIndex, opening.reason, nature, tx.actor.requestId, opening.reviewDueAt]);
    if (outcome !== 'opened') return outcome;
    if (patientId === null) throw new Error('Emergency access was opened for nobody');
    return { patientId, alertId };
  }

  /** Newest first, as far as the actor may see them. */
  async list(tx: Tx, where: 'of-patient' | 'of-actor' | 'to-review' | 'all', limit = 100): Promise<readonly EmergencyAccess[]> {
    const clauses = {
      'of-patient': 'true', all: 'true', 'of-actor': 'account_id = app.uid() AND role = app.acting_role() AND expires_at > clock.now()',
      'to-review': 'reviewed_at IS NULL OR reviewed_at > clock.now() - interval \'30 days\'',
    } as const;
    return tx.query<EmergencyAccess>(`SELECT ${columns} FROM clin.break_glass WHERE ${clauses[where]} ORDER BY reviewed_at IS NOT NULL, opened_at DESC, id LIMIT $1`, [limit]);
  }

  /** These, by id: to say why in an audit list. */
  async byIds(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, EmergencyAccess>> {
    if (ids.length === 0) return new Map();
    const rows = await tx.query<EmergencyAccess>(`SELECT ${columns} FROM clin.break_glass WHERE id = ANY ($1::uuid[])`, [ids]);
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** What was written at opening and at review, opened. Only for those who review. */
  async words(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, { readonly nature: string; readonly note: string | null }>> {
    const rows = await tx.query<Sealed>(`SELECT ${columns}, nature, review_note AS "reviewNote" FROM clin.break_glass WHERE id = ANY ($1::uuid[])`, [ids]);
    return new Map(await Promise.all(rows.map(async (row) => [row.id, {
      nature: await this.sealer.open(tx, row.accountId, places.nature, row.id, row.nature),
      note: row.reviewNote === null ? null : await this.sealer.open(tx, row.accountId, places.note, row.id, row.reviewNote),
    }] as const)));
  }

  /** `false` if there is nothing for this person to judge any more. */
  async review(tx: Tx, row: EmergencyAccess, by: AccountId, verdict: Verdict, note: string): Promise<boolean> {
    const sealed = await this.sealer.seal(tx, row.accountId, places.note, row.id, note);
    return (await tx.execute(
      `UPDATE clin.break_glass SET reviewed_by = $2, reviewed_at = clock.now(), verdict = $3, review_note = $4
        WHERE id = $1 AND reviewed_at IS NULL AND account_id <> $2`, [row.id, by, verdict, sealed])) === 1;
  }
}
