import { Injectable } from '@nestjs/common';
import type { AuditedRead, AuditObject } from '@evenkeel/audit-server';
import { type Basis, type Category, mayChangeOn, mayRead } from '@evenkeel/care-team-rules';
import type { Tx } from '@evenkeel/database';
import type { Actor, PatientId } from '@evenkeel/kernel';
import { type Standing, StandingReader } from './store/standing.reader.js';

/** For whom a reading is allowed, and why; the basis goes into the audit row. */
export type Readings = ReadonlyMap<PatientId, Basis>;

/**
 * The first line of defence: who may see what is computed here from teams, consents and the table in the rules.
 * Row-level security decides the same a second time from rows of its own; neither asks the other.
 * "Not there" and "not yours" are one answer: the id is missing from the set.
 */
@Injectable()
export class Access {
  constructor(private readonly standings: StandingReader) {}

  /** The patients whose data of this kind the actor may read now, among `ids` if they are given. */
  async patients(tx: Tx, actor: Actor, category: Category, ids?: readonly PatientId[]): Promise<ReadonlySet<PatientId>> {
    return new Set((await this.readings(tx, actor, category, ids)).keys());
  }

  /** The same with the basis of each. A person's own record is answered without asking the database. */
  async readings(tx: Tx, actor: Actor, category: Category, ids?: readonly PatientId[]): Promise<Readings> {
    return (await this.readingsOf(tx, actor, [category], ids)).get(category) ?? new Map();
  }

  /** Several kinds of data at the price of one, for screens that show a whole record. */
  async readingsOf(tx: Tx, actor: Actor, kinds: readonly Category[], ids?: readonly PatientId[]): Promise<ReadonlyMap<Category, Readings>> {
    if (ids?.length === 0) return new Map();
    const standing = actor.role === 'patient' ? alone : await this.standings.standing(tx, actor, ids ?? null);
    const related = [...standing.memberships, ...standing.namedBy, ...standing.emergencies].map((each) => each.patientId);
    const patientIds = actor.role === 'patient' ? ownId(actor, ids) : [...new Set(related)];
    const who = { role: actor.role, accountId: actor.accountId, ownPatientId: actor.role === 'patient' ? actor.patientId : null };
    return new Map(kinds.map((category) => [category, new Map(patientIds.flatMap((patientId): [PatientId, Basis][] => {
      const basis = mayRead({ ...who, patientId, category, ...standing });
      return basis === null ? [] : [[patientId, basis]];
    }))]));
  }

  /** The basis on which one patient's data of this kind may be read, or `null`. */
  async basis(tx: Tx, actor: Actor, category: Category, patientId: PatientId): Promise<Basis | null> {
    return (await this.readings(tx, actor, category, [patientId])).get(patientId) ?? null;
  }

  /**
   * The basis on which something of one patient may be changed, or `null`. From here to the commit nobody can end this
   * access: an ending waits, or has been before and is seen. Emergency access changes nothing.
   */
  async basisForChange(tx: Tx, actor: Actor, category: Category, patientId: PatientId): Promise<Basis | null> {
    await this.standings.hold(tx, patientId);
    const basis = await this.basis(tx, actor, category, patientId);
    return basis !== null && mayChangeOn(basis) ? basis : null;
  }
}

/** Nobody needs a team to read their own record, at whatever time. */
const alone: Standing = { memberships: [], consents: [], namedBy: [], emergencies: [], now: 0 };

const ownId = ({ patientId }: Actor, ids: readonly PatientId[] | undefined): readonly PatientId[] =>
  patientId === null || (ids !== undefined && !ids.includes(patientId)) ? [] : [patientId];

/** One word for the audit row: on what the reading rested. */
export function printBasis(basis: Basis): string {
  switch (basis.kind) {
    case 'self': return 'self';
    case 'membership': return `membership ${basis.membershipId}`;
    case 'consent': return `consent ${basis.consentId}`;
    case 'alert': return `alert ${basis.alertId}`;
    case 'break-glass': return `break-glass ${basis.breakGlassId}`;
  }
}

/** The audit rows of a reading: one per patient, with the basis of each. */
export const auditedReads = (readings: Readings, category: Category, object: AuditObject): AuditedRead[] =>
  [...readings].map(([patientId, basis]) => ({ patientId, category, basis: printBasis(basis), object }));
