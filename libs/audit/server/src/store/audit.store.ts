import type { Tx } from '@evenkeel/database';
import type { AnyActor } from '@evenkeel/kernel';
import { Injectable } from '@nestjs/common';
import type { AuditObject } from '../audit.js';
import { homeOf } from './realms.js';

export interface NewEntry {
  readonly action: string;
  readonly object: AuditObject;
  /** A patient, or in the peer realm a persona. */
  readonly subjectId: string | null;
  readonly category: string | null;
  readonly basis: string;
  readonly placeId?: string;
}

/** Appends to the audit of the realm. There is nothing else to do with it: no role of the application may change or delete a row. */
@Injectable()
export class AuditStore {
  /** Written with the commit of the transaction, which fails if they cannot be. */
  append(tx: Tx, entries: readonly NewEntry[]): void {
    const { placeId, actorKind, actorId, actingRole } = who(tx.actor);
    const { schema, place, subject } = homeOf(tx.actor);
    tx.leave(
      `INSERT INTO ${schema}.entry (at, ${place}, actor_kind, actor_id, acting_role, request_id,
                                action, ${subject}, category, object_kind, object_id, basis)
       SELECT clock.now(), coalesce($1::uuid, e.place_id), $2, $3, $4, $5,
              e.action, e.subject_id, e.category, e.object_kind, e.object_id, e.basis
       FROM unnest($6::uuid[], $7::text[], $8::uuid[], $9::text[], $10::text[], $11::text[], $12::text[])
         AS e (place_id, action, subject_id, category, object_kind, object_id, basis)`,
      () => [placeId, actorKind, actorId, actingRole, tx.actor.requestId,
        entries.map((e) => e.placeId ?? null), entries.map((e) => e.action), entries.map((e) => e.subjectId), entries.map((e) => e.category),
        entries.map((e) => e.object.kind), entries.map((e) => e.object.id), entries.map((e) => e.basis)]);
  }
}

interface Who {
  readonly placeId: string | null;
  readonly actorKind: 'person' | 'persona' | 'system';
  readonly actorId: string;
  readonly actingRole: string | null;
}

function who(actor: AnyActor): Who {
  if (actor.kind === 'person') return { placeId: actor.organisationId, actorKind: 'person', actorId: actor.accountId, actingRole: actor.role };
  if (actor.kind === 'persona') return { placeId: actor.communityId, actorKind: 'persona', actorId: actor.personaId, actingRole: actor.part };
  return { placeId: null, actorKind: 'system', actorId: actor.name, actingRole: null };
}
