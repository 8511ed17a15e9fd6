import type { Tx } from '@evenkeel/database';
import { type AnyActor, type CommunityId, type OrganisationId, type PatientId, type PersonaId, realmOf } from '@evenkeel/kernel';
import { Injectable } from '@nestjs/common';
import { AuditStore, type NewEntry } from './store/audit.store.js';

/** The thing that was done to, or read. `id` is `null` for a list. */
export interface AuditObject {
  readonly kind: string;
  readonly id: string | null;
}

/** Something that was done. Ids and closed words only, never what a patient said. */
export interface AuditFact {
  /** A verb of the product, such as `alert.acknowledge`. */
  readonly action: string;
  readonly object: AuditObject;
  readonly patientId?: PatientId;
  /** In the peer realm, where no patient is known. */
  readonly personaId?: PersonaId;
  readonly category?: string;
  /** Why it was allowed: `self`, `membership <id>`, `consent <id>`, `alert <id>`, `system`. */
  readonly basis: string;
  /** Only for work of the system: a person's organisation is that of the session. */
  readonly organisationId?: OrganisationId;
  readonly communityId?: CommunityId;
}

/** One kind of data of one patient that was shown. */
export interface AuditedRead {
  readonly patientId: PatientId;
  readonly category: string;
  readonly basis: string;
  readonly object: AuditObject;
}

/**
 * The only writer of the audit. Needs the transaction of what it reports: both commit, or neither. Rows are written with
 * the commit, so they cost no wait of their own.
 *
 * A reading is written once per (request, patient, category), however many fields and batches of the request show
 * it. A reading counts as written only after its transaction has committed, so a roll-back never hides a later one.
 */
@Injectable()
export class Audit {
  /** What committed transactions of a request have written, by the actor that was built for that request. */
  private readonly committed = new WeakMap<AnyActor, Set<string>>();
  private readonly inTransaction = new WeakMap<Tx, Set<string>>();

  constructor(private readonly store: AuditStore) {}

  record(tx: Tx, fact: AuditFact): Promise<void> {
    this.store.append(tx, [entryOf(tx, fact)]);
    return Promise.resolve();
  }

  async read(tx: Tx, read: AuditedRead): Promise<void> {
    await this.readAll(tx, [read]);
  }

  /** For lists: one statement, whatever the number of patients. */
  readAll(tx: Tx, reads: readonly AuditedRead[]): Promise<void> {
    const fresh = reads.filter((read) => this.isFirst(tx, `${tx.actor.requestId} ${read.patientId} ${read.category}`));
    if (fresh.length > 0) this.store.append(tx, fresh.map((read) => entryOf(tx, { action: 'read', ...read })));
    return Promise.resolve();
  }

  private isFirst(tx: Tx, key: string): boolean {
    const here = this.inTransaction.get(tx) ?? new Set<string>();
    this.inTransaction.set(tx, here);
    if (here.has(key) || this.committed.get(tx.actor)?.has(key) === true) return false;
    here.add(key);
    // An actor of the system may live as long as the process, so its readings are told apart by transaction only.
    if (tx.actor.kind === 'person' || tx.actor.kind === 'persona') tx.afterCommit(() => this.remember(tx.actor, key));
    return true;
  }

  private remember(actor: AnyActor, key: string): void {
    const known = this.committed.get(actor) ?? new Set<string>();
    this.committed.set(actor, known.add(key));
  }
}

/** An entry of the realm in which the transaction runs. A fact about somebody of the other realm is a fault: that is the wall. */
function entryOf(tx: Tx, fact: AuditFact): NewEntry {
  const isPeer = realmOf(tx.actor) === 'peer';
  const stranger = isPeer ? (fact.patientId ?? fact.organisationId) : (fact.personaId ?? fact.communityId);
  if (stranger !== undefined) throw new Error('An entry of the audit names somebody of the other realm');
  const { action, object, basis } = fact;
  return {
    action, object, basis, category: fact.category ?? null,
    subjectId: (isPeer ? fact.personaId : fact.patientId) ?? null, placeId: isPeer ? fact.communityId : fact.organisationId,
  };
}
