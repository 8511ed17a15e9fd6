import type { Tx } from '@evenkeel/database';
import type { AnyActor } from '@evenkeel/kernel';
import { Injectable } from '@nestjs/common';
import type { AuditObject } from '../audit.js';

export interface NewEntry {
  readonly action: string;
  readonly object: AuditObject;
  readonly patientId: string | null;
  readonly category: string | null;
  readonly basis: string;
  readonly organisationId?: string;
}

/** Appends to audit.entry. There is nothing else to do with it: no role of the application may change or delete a row. */
@Injectable()
export class AuditStore {
  async append(tx: Tx, entries: readonly NewEntry[]): Promise<void> {
    const { organisationId, actorId, actingRole } = who(tx.actor);
    await tx.execute(
      `INSERT INTO audit.entry (at, organisation_id, actor_kind, actor_id, acting_role, request_id,
                                action, patient_id, category, object_kind, object_id, basis)
       SELECT clock.now(), coalesce($1::uuid, e.organisation_id), $2, $3, $4, $5,
              e.action, e.patient_id, e.category, e.object_kind, e.object_id, e.basis
       FROM unnest($6::uuid[], $7::text[], $8::uuid[], $9::text[], $10::text[], $11::text[], $12::text[])
         AS e (organisation_id, action, patient_id, category, object_kind, object_id, basis)`,
      [organisationId, tx.actor.kind, actorId, actingRole, tx.actor.requestId,
        entries.map((e) => e.organisationId ?? null), entries.map((e) => e.action), entries.map((e) => e.patientId), entries.map((e) => e.category),
        entries.map((e) => e.object.kind), entries.map((e) => e.object.id), entries.map((e) => e.basis)]);
  }
}

const who = (actor: AnyActor): { organisationId: string | null; actorId: string; actingRole: string | null } =>
  actor.kind === 'person'
    ? { organisationId: actor.organisationId, actorId: actor.accountId, actingRole: actor.role }
    : { organisationId: null, actorId: actor.name, actingRole: null };
