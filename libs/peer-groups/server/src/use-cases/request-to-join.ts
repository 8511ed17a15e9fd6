import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Database, type Tx } from '@evenkeel/database';
import { PeerSealer } from '@evenkeel/encryption';
import { type PeerActor, PersonaNames, refuse, type Refusal } from '@evenkeel/kernel';
import { afterMembershipStep, nameKey, nameProblem, suggestNames } from '@evenkeel/peer-groups-rules';
import { Bells } from '../bells.js';
import { MemberStore, type Self } from '../store/member.store.js';

export interface JoinRequest {
  readonly displayName: string;
  /** Version of the guidelines that were read page by page. */
  readonly guidelinesVersion: number;
  /** Whether moderators who are worried may contact the person's coordinator. Never true unless it was ticked. */
  readonly mayContact: boolean;
}

export type JoinRefusal = 'persona-name-too-short' | 'persona-name-too-long' | 'name-not-possible' | 'guidelines-changed' | 'not-allowed-now';

/** Asks to be let into the group under a made-up name. Nobody but moderators sees the request. */
@Injectable()
export class RequestToJoin {
  constructor(
    private readonly database: Database, private readonly members: MemberStore, private readonly names: PersonaNames,
    private readonly sealer: PeerSealer, private readonly audit: Audit, private readonly bells: Bells,
  ) {}

  async run(actor: PeerActor, wish: JoinRequest): Promise<Self | Refusal<JoinRefusal>> {
    const displayName = wish.displayName.trim().replace(/\s+/g, ' ');
    const refusal = await this.checkName(actor, displayName);
    if (refusal !== null) return refusal;
    return this.database.peer(actor, async (tx) => this.ask(tx, actor, { ...wish, displayName }));
  }

  /** The same look at a name that joining takes, for the form; whether somebody has it is said only when it is asked for. */
  async checkName(actor: PeerActor, name: string): Promise<Refusal<JoinRefusal> | null> {
    const problem = nameProblem(name);
    if (problem !== null) return refuse(problem, 'displayName');
    return (await this.names.isPossible(actor.personaId, name)) ? null : refuse('name-not-possible', 'displayName');
  }

  /** Three calm names to choose from, of those that could be had: what the clinic is called must not come up by chance. */
  async suggest(actor: PeerActor, language: 'en' | 'es'): Promise<readonly string[]> {
    const possible: string[] = [];
    for (let round = 0; round < 3 && possible.length < 3; round += 1) {
      for (const name of suggestNames(language, Math.random)) if ((await this.checkName(actor, name)) === null) possible.push(name);
    }
    return possible.slice(0, 3);
  }

  private async ask(tx: Tx, actor: PeerActor, wish: JoinRequest): Promise<Self | Refusal<JoinRefusal>> {
    const { personaId, communityId, groupId } = actor;
    const self = await this.members.lockSelf(tx, personaId);
    if (groupId === null || self.group === null || afterMembershipStep(self.membership?.state ?? 'none', 'request') === null) return refuse('not-allowed-now');
    if (self.group.guidelinesVersion !== wish.guidelinesVersion) return refuse('guidelines-changed', 'guidelinesVersion');
    const named = await this.members.name(tx, personaId, wish.displayName, this.sealer.nameKey(communityId, nameKey(wish.displayName)));
    if (!named) return refuse('name-not-possible', 'displayName');
    await this.members.request(tx, communityId, groupId, personaId);
    if (self.mayContact !== wish.mayContact) await this.members.choose(tx, personaId, wish.mayContact);
    await this.audit.record(tx, { action: 'membership.request', object: { kind: 'persona', id: personaId }, basis: 'self' });
    await this.bells.queue(tx, communityId, personaId);
    return this.members.self(tx, personaId);
  }
}
