import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, newRandomId, type Tx } from '@evenkeel/database';
import { newToken, PeerSealer, tokenHash } from '@evenkeel/encryption';
import { type Actor, type GroupId, type PeerSessionId, type PersonaId, refuse, type Refusal } from '@evenkeel/kernel';
import { bridgeIn } from '../bridge-actor.js';
import { BridgeKeys, type Place } from '../bridge-keys.js';
import type { Owner } from '../owner.js';
import { BridgePeopleStore } from '../store/people.store.js';
import { VaultStore } from '../store/vault.store.js';

const tints = 12;

/**
 * Lets a patient into one group, or a moderator into the community, and gives out a ticket of one minute. Whoever comes for
 * the first time gets a persona whose id is chance. "Full", "not of your clinic", "you are staff there" and "you erased
 * yourself" are one answer. Nothing is written into the clinical audit: taking part is the patient's own business, and the
 * moment of it beside the first line of a persona would be a name. The vault notes that somebody came in that hour.
 */
@Injectable()
export class EnterPeerRealm {
  constructor(
    private readonly database: Database, private readonly people: BridgePeopleStore, private readonly vault: VaultStore,
    private readonly keys: BridgeKeys, private readonly sealer: PeerSealer,
  ) {}

  async run(actor: Actor, wanted: GroupId | null, language: string): Promise<{ readonly ticket: string } | Refusal<'group-not-available'>> {
    const owner = await this.ownerOf(actor);
    if (owner === null || (owner.kind === 'patient') !== (wanted !== null)) return refuse('group-not-available');
    return this.database.bridge(bridgeIn(), async (tx) => {
      const community = await this.vault.community(tx, actor.organisationId);
      const group = community?.groups.find(({ id }) => id === wanted);
      if (community === null || (wanted !== null && group === undefined)) return refuse('group-not-available');
      const personaId = await this.personaOf(tx, owner, { communityId: community.id, groupId: wanted }, group?.hasRoom ?? true);
      if (personaId === null) return refuse('group-not-available');
      const ticket = newToken();
      const sessionId = newRandomId() as PeerSessionId;
      const entryIndex = this.keys.entryIndex(actor.sessionId);
      const entered = await this.vault.enter(tx, {
        personaId, personaIndex: this.keys.personaIndex(personaId), ticketHash: tokenHash(ticket), language, sessionId, entryIndex, sealedSession: this.keys.sealSession(entryIndex, sessionId),
      });
      return entered ? { ticket } : refuse('group-not-available');
    });
  }

  private async ownerOf(actor: Actor): Promise<Owner | null> {
    if (actor.role === 'moderator') return { kind: 'moderator', organisationId: actor.organisationId, id: actor.accountId };
    const { patientId } = actor;
    if (actor.role !== 'patient' || patientId === null) return null;
    const isStaff = await this.database.as(actor, (tx) => this.people.isStaffToo(tx, actor.accountId, actor.organisationId));
    return isStaff ? null : { kind: 'patient', organisationId: actor.organisationId, id: patientId };
  }

  private async personaOf(tx: Tx, owner: Owner, place: Place, hasRoom: boolean): Promise<PersonaId | null> {
    const ownerIndex = this.keys.ownerIndex(owner, place);
    const known = await this.vault.find(tx, ownerIndex);
    if (known !== null) return this.keys.openPersona(ownerIndex, known);
    if (!hasRoom) return null;
    const personaId = newRandomId() as PersonaId;
    const personaIndex = this.keys.personaIndex(personaId);
    const { keyVersion, wrapped } = this.sealer.wrapNewKey(personaId);
    const kept = await this.vault.issue(tx, {
      ...place, personaId, personaIndex, ownerIndex, sealedPersona: this.keys.sealPersona(ownerIndex, personaId), sealedOwner: this.keys.sealOwner(personaIndex, owner),
      tint: randomInt(tints), keyVersion, wrappedKey: wrapped,
    });
    return this.keys.openPersona(ownerIndex, kept);
  }
}
