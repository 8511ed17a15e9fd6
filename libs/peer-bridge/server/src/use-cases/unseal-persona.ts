import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Database, newRandomId } from '@evenkeel/database';
import { type Actor, isId, type PatientId, type PersonaId, refuse, type Refusal, type Role } from '@evenkeel/kernel';
import { bridgeIn } from '../bridge-actor.js';
import { BridgeKeys } from '../bridge-keys.js';
import { CrossingStore } from '../store/crossing.store.js';
import { SendUnsealed } from './send-unsealed.js';

type NotPossible = Refusal<'unsealing-not-possible'>;

/** Who may ask, and who may agree. The two are different people whatever their roles. */
const mayAsk: readonly Role[] = ['safety-lead'];
const mayAgree: readonly Role[] = ['safety-lead', 'administrator'];

/**
 * Leads a persona back to a person by hand, when a life may depend on it and nobody agreed to be contacted: one safety lead
 * asks with a reason, another person agrees, and the two may look for an hour. Every step is in the vault and in the clinical
 * audit; the looking is in the patient's own list of who read their record, and the patient is written to.
 */
@Injectable()
export class UnsealPersona {
  constructor(
    private readonly database: Database, private readonly crossings: CrossingStore, private readonly keys: BridgeKeys,
    private readonly audit: Audit, private readonly tell: SendUnsealed,
  ) {}

  async ask(actor: Actor, personaId: string, reason: string): Promise<{ readonly id: string } | NotPossible> {
    const why = reason.trim();
    if (!mayAsk.includes(actor.role) || !isId(personaId) || why.length < 20 || why.length > 500) return refuse('unsealing-not-possible');
    const id = newRandomId();
    const personaIndex = this.keys.personaIndex(personaId as PersonaId);
    await this.database.bridge(bridgeIn(), (tx) => this.crossings.ask(tx, { id, organisationId: actor.organisationId, personaIndex, reason: why, by: actor.accountId }));
    await this.record(actor, 'unsealing.ask', id);
    return { id };
  }

  async agree(actor: Actor, id: string): Promise<{ readonly id: string } | NotPossible> {
    if (!mayAgree.includes(actor.role) || !isId(id)) return refuse('unsealing-not-possible');
    const granted = await this.database.bridge(bridgeIn(), (tx) => this.crossings.grant(tx, id, actor.organisationId, actor.accountId));
    if (!granted) return refuse('unsealing-not-possible');
    await this.record(actor, 'unsealing.agree', id);
    return { id };
  }

  async look(actor: Actor, id: string): Promise<{ readonly patientId: PatientId } | NotPossible> {
    if (!mayAgree.includes(actor.role) || !isId(id)) return refuse('unsealing-not-possible');
    const found = await this.database.bridge(bridgeIn(), (tx) => this.crossings.unseal(tx, id, actor.organisationId, actor.accountId));
    if (found === null) return refuse('unsealing-not-possible');
    const owner = this.keys.openOwner(found.personaIndex, found.sealed);
    if (owner.kind !== 'patient' || owner.organisationId !== actor.organisationId) return refuse('unsealing-not-possible');
    await this.record(actor, 'unsealing.look', id, owner.id);
    await this.tell.run(owner);
    return { patientId: owner.id };
  }

  private record(actor: Actor, action: string, id: string, patientId?: PatientId): Promise<void> {
    return this.database.as(actor, (tx) => this.audit.record(tx, {
      action, object: { kind: 'unsealing', id }, basis: `unsealing ${id}`, ...(patientId === undefined ? {} : { patientId, category: 'identity_contacts' }),
    }));
  }
}
