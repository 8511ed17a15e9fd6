import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { isDanger, may, unsealingLimits } from '@evenkeel/care-team-rules';
import { Database, newRandomId } from '@evenkeel/database';
import { requireStepUp } from '@evenkeel/identity-rules';
import { type Patient, PatientReader } from '@evenkeel/identity-server';
import { type Actor, isId, type PatientId, refuse, type Refusal } from '@evenkeel/kernel';
import { bridgeIn } from '../bridge-actor.js';
import { BridgeKeys } from '../bridge-keys.js';
import { UnsealingStore } from '../store/unsealing.store.js';
import { SendUnsealed } from './send-unsealed.js';
import { TellDesk } from './tell-desk.js';

export type UnsealingRefused = Refusal<'unsealing-not-possible' | 'unsealing-danger' | 'unsealing-reason' | 'unsealing-post' | 'unsealing-over' | 'step-up-needed'>;
type Done = Promise<{ readonly id: string } | UnsealingRefused>;

/** What the two may see while their hour lasts: who it is and how to reach them, and nothing of the record. */
export type Unsealed = Pick<Patient, 'name' | 'birthYear' | 'phone' | 'address' | 'emergencyContact'> & { readonly patientId: PatientId; readonly until: Date };

/**
 * Leads a persona back to a person by hand, when a life may depend on it and nobody agreed to be contacted: one safety lead
 * asks about a post that was passed on, says which danger and why, another person decides, and the two may look for an hour.
 * Asking and agreeing need a proof of who it is, at most five minutes old. Every step is in the vault and in the clinical
 * audit; the looking is in the patient's own list of who read their record, and the patient is written to the first time.
 */
@Injectable()
export class UnsealPersona {
  constructor(
    private readonly database: Database, private readonly unsealings: UnsealingStore, private readonly keys: BridgeKeys, private readonly audit: Audit,
    private readonly patients: PatientReader, private readonly tell: SendUnsealed, private readonly desk: TellDesk,
  ) {}

  /** @param post the name under which the desk knows the post */
  async ask(actor: Actor, given: { readonly post: string; readonly danger: string; readonly reason: string }): Done {
    const reason = given.reason.trim();
    if (!may(actor.role, 'unsealing.ask')) return refuse('unsealing-not-possible');
    if (!isDanger(given.danger)) return refuse('unsealing-danger', 'danger');
    if (reason.length < unsealingLimits.leastCharacters || reason.length > unsealingLimits.mostCharacters) return refuse('unsealing-reason', 'reason');
    const unproved = await this.proofOf(actor);
    if (unproved !== null) return unproved;
    const { danger } = given;
    const id = newRandomId();
    const asked = await this.database.bridge(bridgeIn(), async (tx) => {
      const found = (await this.unsealings.desk(tx, actor.organisationId)).find(({ crossingId }) => this.keys.sourceOf(crossingId) === given.post);
      return found !== undefined && this.unsealings.ask(tx, {
        id, organisationId: actor.organisationId, crossingId: found.crossingId, personaIndex: this.keys.personaIndex(found.personaId), danger, sealedReason: this.keys.sealReason(id, reason), by: actor.accountId });
    });
    if (!asked) return refuse('unsealing-post', 'post');
    await this.record(actor, 'unsealing.ask', id);
    await this.desk.decide(actor.organisationId, actor.accountId);
    return { id };
  }

  async agree(actor: Actor, id: string): Done {
    return (await this.proofOf(actor)) ?? this.step(actor, id, 'unsealing.agree', (tx) => this.unsealings.grant(tx, id, actor.organisationId, actor.accountId));
  }

  async decline(actor: Actor, id: string): Done {
    return this.step(actor, id, 'unsealing.decline', (tx) => this.unsealings.decline(tx, id, actor.organisationId, actor.accountId));
  }

  /** Ends the hour before it is over. */
  async end(actor: Actor, id: string): Done {
    return this.step(actor, id, 'unsealing.end', (tx) => this.unsealings.end(tx, id, actor.organisationId, actor.accountId));
  }

  async look(actor: Actor, id: string): Promise<Unsealed | UnsealingRefused> {
    if (!may(actor.role, 'unsealing.decide') || !isId(id)) return refuse('unsealing-not-possible');
    const found = await this.database.bridge(bridgeIn(), (tx) => this.unsealings.unseal(tx, id, actor.organisationId, actor.accountId));
    if (found === null) return refuse('unsealing-over');
    const owner = this.keys.openOwner(found.personaIndex, found.sealed);
    if (owner.kind !== 'patient' || owner.organisationId !== actor.organisationId) return refuse('unsealing-not-possible');
    const patient = await this.database.engine(bridgeIn(), async (tx) => (await this.patients.byIds(tx, [owner.id])).get(owner.id));
    if (patient === undefined) return refuse('unsealing-not-possible');
    await this.record(actor, 'unsealing.look', id, owner.id);
    if (found.isFirst) await this.tell.run(owner);
    const { name, birthYear, phone, address, emergencyContact } = patient;
    return { patientId: owner.id, until: found.until, name, birthYear, phone, address, emergencyContact };
  }

  private async step(actor: Actor, id: string, action: string, take: (tx: Parameters<UnsealingStore['grant']>[0]) => Promise<boolean>): Done {
    if (!may(actor.role, 'unsealing.decide') || !isId(id)) return refuse('unsealing-not-possible');
    if (!(await this.database.bridge(bridgeIn(), take))) return refuse('unsealing-over');
    await this.record(actor, action, id);
    return { id };
  }

  private async proofOf(actor: Actor): Promise<Refusal<'step-up-needed'> | null> {
    return requireStepUp(actor, await this.database.as(actor, (tx) => tx.now()));
  }

  private record(actor: Actor, action: string, id: string, patientId?: PatientId): Promise<void> {
    return this.database.as(actor, (tx) => this.audit.record(tx, {
      action, object: { kind: 'unsealing', id }, basis: `unsealing ${id}`, ...(patientId === undefined ? {} : { patientId, category: 'identity_contacts' }),
    }));
  }
}
