import { Injectable } from '@nestjs/common';
import { Database } from '@evenkeel/database';
import type { SessionId } from '@evenkeel/kernel';
import { bridgeIn } from '../bridge-actor.js';
import { BridgeKeys } from '../bridge-keys.js';
import type { Owner } from '../owner.js';
import { BridgePeopleStore, type Lost } from '../store/people.store.js';
import { VaultStore } from '../store/vault.store.js';

/** How far back a round looks: after one that went well a little, otherwise as far as a peer session can be old. */
const minutes = { usual: 10, afterPause: 13 * 60 } as const;

/**
 * Ends the peer sessions of people who have just lost the right to come in (a closed account, a role that has ended), and
 * those that were opened from a clinical session which has ended. Run every second; each loss is looked up in the vault once
 * per process, so that the vault's notes do not fill with repeats. What ended while no round could run is caught up with.
 */
@Injectable()
export class EndPeerSessions {
  private done = new Set<string>();
  private minutes: number = minutes.afterPause;

  constructor(private readonly database: Database, private readonly people: BridgePeopleStore, private readonly vault: VaultStore, private readonly keys: BridgeKeys) {}

  /** Answers how many sessions were ended. */
  async run(): Promise<number> {
    const back = this.minutes;
    this.minutes = minutes.afterPause;
    const { lost, over } = await this.database.engine(bridgeIn(), async (tx) => ({ lost: await this.people.lostWithin(tx, back), over: await this.people.endedWithin(tx, back) }));
    const isNew = (key: string): boolean => !this.done.has(key);
    let ended = await this.endOpenedFrom(over.filter(isNew));
    for (const each of lost) if (isNew(keyOf(each))) ended += await this.end(each);
    this.done = new Set([...over, ...lost.map(keyOf)]);
    this.minutes = minutes.usual;
    return ended;
  }

  private async endOpenedFrom(over: readonly SessionId[]): Promise<number> {
    if (over.length === 0) return 0;
    return this.database.bridge(bridgeIn(), async (tx) => {
      const opened = await this.vault.entriesToEnd(tx, over.map((id) => this.keys.entryIndex(id)));
      return opened.length === 0 ? 0 : this.vault.endEntered(tx, opened.map(({ entryIndex, sealed }) => this.keys.openSession(entryIndex, sealed)));
    });
  }

  private async end(lost: Lost): Promise<number> {
    return this.database.bridge(bridgeIn(), async (tx) => {
      const places = (await this.vault.places(tx)).filter(({ organisationId }) => organisationId === lost.organisationId);
      const indexes = places.flatMap((place) => ownersOf(lost).flatMap((owner) => [this.keys.ownerIndex(owner, place), this.keys.ownerIndex(owner, { ...place, groupId: null })]));
      const personas = indexes.length === 0 ? [] : await this.vault.personasToEnd(tx, indexes);
      return personas.length === 0 ? 0 : this.vault.endSessions(tx, personas.map(({ ownerIndex, sealed }) => this.keys.openPersona(ownerIndex, sealed)));
    });
  }
}

const keyOf = ({ organisationId, accountId, at }: Lost): string => `${organisationId} ${accountId} ${at}`;

const ownersOf = ({ organisationId, accountId, patientId }: Lost): readonly Owner[] => [
  { kind: 'moderator', organisationId, id: accountId },
  ...(patientId === null ? [] : [{ kind: 'patient', organisationId, id: patientId } as const]),
];
