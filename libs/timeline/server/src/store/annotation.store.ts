import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { Sealer } from '@evenkeel/encryption';
import type { AccountId, Actor, Id, PatientId } from '@evenkeel/kernel';
import type { CheckedAnnotation, Visibility } from '@evenkeel/timeline-rules';

export type AnnotationId = Id<'Annotation'>;

/** An annotation as its readers know it, opened. */
export interface Annotation {
  readonly id: AnnotationId;
  readonly patientId: PatientId;
  readonly localDate: string;
  readonly visibility: Visibility;
  readonly text: string;
  readonly authorId: AccountId;
  readonly authorRole: string;
  readonly writtenAt: Date;
  readonly withdrawnAt: Date | null;
}

type Sealed = Omit<Annotation, 'text'> & { readonly words: Buffer };

/** How words are bound to their row when they are sealed: by this place and the id of the row. */
export const sealedAnnotation = { place: 'clin.annotation.words' } as const;

const columns = `n.id, n.patient_id AS "patientId", n.local_date::text AS "localDate", n.visibility, n.words, n.author_id AS "authorId",
  n.author_role AS "authorRole", n.written_at AS "writtenAt", n.withdrawn_at AS "withdrawnAt"`;

/** Annotations, sealed with the patient's key. Never edited; withdrawn at most. */
@Injectable()
export class AnnotationStore {
  constructor(private readonly sealer: Sealer) {}

  /** Adds one; `false` if its id is taken, by whomever. */
  async insert(tx: Tx, actor: Actor, patientId: PatientId, id: AnnotationId, { localDate, visibility, text }: CheckedAnnotation): Promise<boolean> {
    const words = await this.sealer.seal(tx, patientId, sealedAnnotation.place, id, text);
    return (await tx.execute(
      `INSERT INTO clin.annotation (organisation_id, patient_id, local_date, id, visibility, words, author_id, author_role, written_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, clock.now()) ON CONFLICT DO NOTHING`,
      [actor.organisationId, patientId, localDate, id, visibility, words, actor.accountId, actor.role])) === 1;
  }

  /** One that the actor wrote in the acting role; `null` if there is none. */
  async own(tx: Tx, actor: Actor, id: AnnotationId): Promise<Annotation | null> {
    const [row] = await tx.query<Sealed>(
      `SELECT ${columns} FROM clin.annotation n WHERE n.organisation_id = $1 AND n.id = $2 AND n.author_id = $3 AND n.author_role = $4`,
      [actor.organisationId, id, actor.accountId, actor.role]);
    return row === undefined ? null : this.open(tx, row);
  }

  /** Marks one as withdrawn. A second withdrawal changes nothing; the first moment stays. */
  async withdraw(tx: Tx, actor: Actor, patientId: PatientId, id: AnnotationId): Promise<void> {
    await tx.execute(
      `UPDATE clin.annotation SET withdrawn_at = clock.now()
        WHERE organisation_id = $1 AND patient_id = $2 AND id = $3 AND author_id = $4 AND author_role = $5 AND withdrawn_at IS NULL`,
      [actor.organisationId, patientId, id, actor.accountId, actor.role]);
  }

  /**
   * Those of a day that the actor may read, in the order in which they were written.
   * @param words whether the patient's words are shared with the actor
   */
  async ofDay(tx: Tx, actor: Actor, patientId: PatientId, date: string, words: boolean): Promise<readonly Annotation[]> {
    const rows = await tx.query<Sealed>(
      `SELECT ${columns} FROM clin.annotation n WHERE n.organisation_id = $1 AND n.patient_id = $2 AND n.local_date = $3
          AND ((n.author_id = $4 AND n.author_role = $5) OR ($6 AND (n.visibility = 'whole-team' OR (n.visibility = 'patient-too' AND $5 = 'patient'))))
        ORDER BY n.written_at, n.id`, [actor.organisationId, patientId, date, actor.accountId, actor.role, words]);
    const opened: Annotation[] = [];
    for (const row of rows) opened.push(await this.open(tx, row));
    return opened;
  }

  /** The date on the patient's calendar; `null` if there is no such patient to be seen. */
  async today(tx: Tx, actor: Actor, patientId: PatientId): Promise<string | null> {
    const [row] = await tx.query<{ today: string }>(
      `SELECT (clock.now() AT TIME ZONE p.zone)::date::text AS today FROM identity.patient p WHERE p.organisation_id = $1 AND p.id = $2`, [actor.organisationId, patientId]);
    return row?.today ?? null;
  }

  private async open(tx: Tx, { words, ...row }: Sealed): Promise<Annotation> {
    return { ...row, text: await this.sealer.open(tx, row.patientId, sealedAnnotation.place, row.id, words) };
  }
}
