import { Injectable } from '@nestjs/common';
import { newId, type Tx } from '@evenkeel/database';
import { Sealer } from '@evenkeel/encryption';
import { type AccountId, isRefusal, type OrganisationId, type PatientId } from '@evenkeel/kernel';
import { type LocalDate, readPlan, type SignOff, type TaperPlan } from '@evenkeel/taper-rules';
import type { PlanRecord, PlanVersionId, StoredChange, StoredReview, StoredSignOff } from '../plan-record.js';

/** Where the patient's calendar stands, and what else a plan has to know of where they live. */
export interface PatientDay {
  readonly organisationId: OrganisationId;
  readonly today: LocalDate;
  readonly zone: string;
  readonly country: string;
  readonly now: Date;
}

/** Where the words of a version are sealed; the row is the id of the version or of the sign-off. */
export const sealedPlan = { reason: 'clin.plan_version.reason', signOff: 'clin.plan_sign_off.reason', specialist: 'clin.plan_sign_off.by_name' } as const;

type Stored = Omit<PlanRecord, 'reason' | 'plan' | 'signOffs' | 'changes' | 'reviews'> & { readonly reason: Buffer | null; readonly plan: unknown };
type SealedSignOff = Omit<StoredSignOff, 'reason' | 'by' | 'byName'> & { readonly number: number; readonly reason: Buffer; readonly byName: Buffer | null };

/** Loads, locks and writes versions of plans. Decides nothing. */
@Injectable()
export class PlanVersionStore {
  constructor(private readonly sealer: Sealer) {}

  /** From here to the commit nobody else changes a plan of this patient. */
  async lock(tx: Tx, patientId: PatientId): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('plan ' || $1::uuid, 0))`, [patientId]);
  }

  /** `null` for a patient who cannot be seen here. */
  async patientDay(tx: Tx, patientId: PatientId): Promise<PatientDay | null> {
    const [row] = await tx.query<PatientDay>(
      `SELECT organisation_id AS "organisationId", (clock.now() AT TIME ZONE zone)::date::text AS today, zone, country, clock.now() AS now FROM identity.patient WHERE id = $1`,
      [patientId]);
    return row ?? null;
  }

  /**
   * Every version of a patient that may be seen, by number, with what belongs to it.
   * @param words whether to open reasons and names; a patient is not shown them
   */
  async versions(tx: Tx, patientId: PatientId, words: boolean): Promise<readonly PlanRecord[]> {
    const [rows, signOffs, changes, reviews] = await Promise.all([
      tx.query<Stored>(
        `SELECT organisation_id AS "organisationId", patient_id AS "patientId", id, number, based_on AS "basedOn", state, starts_on::text AS "startsOn", plan, facts,
                findings, author, reason, row_version AS "rowVersion", created_at AS "createdAt", checked_at AS "checkedAt", signed_by AS "signedBy", signed_at AS "signedAt",
                activated_at AS "activatedAt", ended, ended_at AS "endedAt", held_at AS "heldAt", held_by AS "heldBy", read_at AS "readAt", passed_cut::text AS "passedCut"
           FROM clin.plan_version WHERE patient_id = $1 ORDER BY number`, [patientId]),
      tx.query<SealedSignOff>(
        `SELECT number, id, kind, rule, rule_version AS "ruleVersion", on_date::text AS "on", reason, by_account AS "byAccount", by_name AS "byName",
                confirmed_twice AS "isConfirmedTwice", at FROM clin.plan_sign_off WHERE patient_id = $1 ORDER BY at, id`, [patientId]),
      tx.query<StoredChange>(
        `SELECT id, number, kind, cause, on_date::text AS "on", days, steps, because, made_by AS "madeBy", tapped_at AS "tappedAt", received_at AS "receivedAt", undone_at AS "undoneAt"
           FROM clin.plan_change WHERE patient_id = $1 ORDER BY on_date, received_at, seq`, [patientId]),
      tx.query<StoredReview & { number: number }>(
        `SELECT r.number, r.id, r.cut_on::text AS "cutOn", r.decision, r.reviewed_by AS "reviewedBy", r.at, (r.at AT TIME ZONE p.zone)::date::text AS "on"
           FROM clin.step_review r JOIN identity.patient p ON p.id = r.patient_id WHERE r.patient_id = $1 ORDER BY r.at, r.id`, [patientId]),
    ]);
    const opened = words ? await this.openSignOffs(tx, patientId, signOffs) : [];
    const records: PlanRecord[] = [];
    for (const row of rows) {
      const reason = words && row.reason !== null ? await this.sealer.open(tx, patientId, sealedPlan.reason, row.id, row.reason) : '';
      const own = <T extends { readonly number: number }>(all: readonly T[]): readonly T[] => all.filter(({ number }) => number === row.number);
      records.push({ ...row, reason, plan: asPlan(row.plan), signOffs: own(opened), changes: own(changes), reviews: own(reviews) });
    }
    return records;
  }

  /** A new draft with the next free number. The patient's plans must be locked. */
  async insert(tx: Tx, draft: { readonly organisationId: OrganisationId; readonly patientId: PatientId; readonly basedOn: number | null; readonly plan: TaperPlan; readonly author: AccountId; readonly reason: string }): Promise<PlanVersionId> {
    const id = newId<'PlanVersion'>();
    const reason = draft.reason === '' ? null : await this.sealer.seal(tx, draft.patientId, sealedPlan.reason, id, draft.reason);
    await tx.execute(
      `INSERT INTO clin.plan_version (organisation_id, patient_id, number, id, based_on, state, starts_on, plan, author, reason, created_at)
       SELECT $1, $2, greatest((SELECT max(number) FROM clin.plan_version WHERE patient_id = $2), (SELECT max(plan_version) FROM clin.dose_step WHERE patient_id = $2), 0) + 1,
              $3, $4, 'draft', $5, $6::jsonb, $7, $8, clock.now()`,
      [draft.organisationId, draft.patientId, id, draft.basedOn, draft.plan.startsOn, JSON.stringify(draft.plan), draft.author, reason]);
    return id;
  }

  /** What an editor writes: the plan and why. */
  async rewrite(tx: Tx, record: PlanRecord, plan: TaperPlan, reason: string): Promise<void> {
    const sealed = reason === '' ? null : await this.sealer.seal(tx, record.patientId, sealedPlan.reason, record.id, reason);
    await tx.execute(`UPDATE clin.plan_version SET plan = $3::jsonb, starts_on = $4, reason = $5, facts = NULL WHERE patient_id = $1 AND number = $2`,
      [record.patientId, record.number, JSON.stringify(plan), plan.startsOn, sealed]);
    await tx.execute(`DELETE FROM clin.plan_sign_off WHERE patient_id = $1 AND number = $2`, [record.patientId, record.number]);
  }

  /** Everything of a version that moves, one row version on. */
  async save(tx: Tx, record: PlanRecord): Promise<void> {
    await tx.execute(
      `UPDATE clin.plan_version SET state = $3, facts = $4::jsonb, findings = $5::jsonb, row_version = row_version + 1, checked_at = $6, signed_by = $7, signed_at = $8,
              activated_at = $9, ended = $10, ended_at = $11, held_at = $12, held_by = $13, read_at = $14, passed_cut = $15, next_at = NULL
        WHERE patient_id = $1 AND number = $2`,
      [record.patientId, record.number, record.state, record.facts === null ? null : JSON.stringify(record.facts), JSON.stringify(record.findings), record.checkedAt,
        record.signedBy, record.signedAt, record.activatedAt, record.ended, record.endedAt, record.heldAt, record.heldBy, record.readAt, record.passedCut]);
    await this.remind(tx, record.patientId);
  }

  /**
   * The calendar looks again at the next midnight and at the next six o'clock of the patient's evening, and a day after the
   * signature of a version that nobody has read.
   */
  async remind(tx: Tx, patientId: PatientId): Promise<void> {
    await tx.execute(
      `UPDATE clin.plan_version v SET next_at = (
         SELECT min(due.at) FROM (
           SELECT ((clock.now() AT TIME ZONE p.zone)::date + day + hour::time) AT TIME ZONE p.zone AS at
             FROM identity.patient p, unnest(ARRAY[0, 1]) AS day, unnest(ARRAY['00:00', '18:00']) AS hour WHERE p.id = v.patient_id
           UNION ALL SELECT v.signed_at + interval '24 hours' WHERE v.read_at IS NULL) due
          WHERE due.at > clock.now())
        WHERE v.patient_id = $1 AND v.state IN ('signed', 'active', 'held')`, [patientId]);
  }
  async remove(tx: Tx, { patientId, number }: PlanRecord): Promise<void> {
    await tx.execute(`DELETE FROM clin.plan_version WHERE patient_id = $1 AND number = $2`, [patientId, number]);
  }

  async addSignOff(tx: Tx, { organisationId, patientId, number }: PlanRecord, signOff: SignOff, by: { readonly account: AccountId; readonly name: string | null }): Promise<void> {
    const id = newId();
    const reason = await this.sealer.seal(tx, patientId, sealedPlan.signOff, id, signOff.reason);
    const name = by.name === null ? null : await this.sealer.seal(tx, patientId, sealedPlan.specialist, id, by.name);
    await tx.execute(
      `INSERT INTO clin.plan_sign_off (organisation_id, patient_id, number, id, kind, rule, rule_version, on_date, reason, by_account, by_name, confirmed_twice, at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, clock.now())`,
      [organisationId, patientId, number, id, signOff.kind, signOff.rule, signOff.ruleVersion, signOff.on, reason, by.account, name, signOff.isConfirmedTwice]);
  }

  private async openSignOffs(tx: Tx, patientId: PatientId, sealed: readonly SealedSignOff[]): Promise<readonly (StoredSignOff & { readonly number: number })[]> {
    const opened: (StoredSignOff & { readonly number: number })[] = [];
    for (const { reason, byName, ...each } of sealed) {
      const name = byName === null ? null : await this.sealer.open(tx, patientId, sealedPlan.specialist, each.id, byName);
      opened.push({ ...each, reason: await this.sealer.open(tx, patientId, sealedPlan.signOff, each.id, reason), byName: name, by: name ?? each.byAccount });
    }
    return opened;
  }
}

/** What was stored was read by the same rules before. */
function asPlan(stored: unknown): TaperPlan {
  const plan = readPlan(stored);
  if (isRefusal(plan)) throw new Error(`A stored plan cannot be read: ${plan.code} at ${plan.field}`);
  return plan;
}
