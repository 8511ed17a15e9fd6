import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Database } from '@evenkeel/database';
import { PatientReader, PeopleReader } from '@evenkeel/identity-server';
import type { Actor, PatientId } from '@evenkeel/kernel';
import { Access, auditedReads } from '../access.js';
import { BreakGlassStore, type EmergencyAccess } from '../store/break-glass.store.js';

/** A use of emergency access for those who oversee it. The words are for safety leads alone. */
export interface ReviewedEmergency extends EmergencyAccess {
  readonly name: string;
  readonly reviewerName: string | null;
  readonly nature: string | null;
  readonly note: string | null;
  readonly mine: boolean;
}

/** One that the asking person holds at this moment, with the name of the patient. */
export interface HeldEmergency {
  readonly id: string;
  readonly patientId: PatientId;
  readonly patientName: string;
  readonly openedAt: Date;
  readonly expiresAt: Date;
}

@Injectable()
export class ReadEmergencies {
  constructor(
    private readonly database: Database, private readonly store: BreakGlassStore, private readonly people: PeopleReader,
    private readonly patients: PatientReader, private readonly access: Access, private readonly audit: Audit,
  ) {}

  /** For safety leads and auditors: what waits for a judgement first, then what was judged in the last thirty days. */
  async toReview(actor: Actor): Promise<readonly ReviewedEmergency[]> {
    return this.database.as(actor, async (tx) => {
      const rows = await this.store.list(tx, 'to-review');
      const words = actor.role === 'safety-lead' ? await this.store.words(tx, rows.map(({ id }) => id)) : new Map<string, { nature: string; note: string | null }>();
      const names = await this.people.names(tx, rows.flatMap((row) => [row.accountId, ...(row.reviewedBy === null ? [] : [row.reviewedBy])]));
      await this.audit.record(tx, { action: 'emergency.list', object: { kind: 'break-glass', id: null }, basis: 'role' });
      return rows.map((row) => ({
        ...row, name: names.get(row.accountId) ?? '', reviewerName: row.reviewedBy === null ? null : (names.get(row.reviewedBy) ?? ''),
        nature: words.get(row.id)?.nature ?? null, note: words.get(row.id)?.note ?? null, mine: row.accountId === actor.accountId,
      }));
    });
  }

  /** What the asking person may look at by emergency access now. */
  async held(actor: Actor): Promise<readonly HeldEmergency[]> {
    return this.database.as(actor, async (tx) => {
      const rows = await this.store.list(tx, 'of-actor');
      const readings = await this.access.readings(tx, actor, 'team', rows.map((row) => row.patientId));
      await this.audit.readAll(tx, auditedReads(readings, 'team', { kind: 'break-glass', id: null }));
      const patients = await this.patients.byIds(tx, [...readings.keys()]);
      return rows.flatMap(({ id, patientId, openedAt, expiresAt }) => {
        const patient = patients.get(patientId);
        return patient === undefined ? [] : [{ id, patientId, patientName: patient.name, openedAt, expiresAt }];
      });
    });
  }
}
