import { Injectable } from '@nestjs/common';
import { Database } from '@evenkeel/database';
import { bridgeIn } from '../bridge-actor.js';
import { BridgeKeys } from '../bridge-keys.js';
import type { Owner } from '../owner.js';
import { BridgePeopleStore, type Lost } from '../store/people.store.js';
import { VaultStore } from '../store/vault.store.js';

const minutes = 10;

/**
 * Ends the peer sessions of people who have just lost the right to come in: a closed account, a role that has ended. Run every
 * second; each loss is looked up in the vault once per process, so that the vault's notes do not fill with repeats.
 */
@Injectable()
export class EndPeerSessions {
  private done = new Set<string>();

  constructor(private readonly database: Database, private readonly people: BridgePeopleStore, private readonly vault: VaultStore, private readonly keys: BridgeKeys) {}

  /** Answers how many sessions were ended. */
  async run(): Promise<number> {
    const lost = await this.database.engine(bridgeIn(), (tx) => this.people.lostWithin(tx, minutes));
    const known = new Set<string>();
    let ended = 0;
    for (const each of lost) {
      const key = `${each.organisationId} ${each.accountId} ${each.at}`;
      if (!this.done.has(key)) ended += await this.end(each);
      known.add(key);
    }
    this.done = known;
    return ended;
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

const ownersOf = ({ organisationId, accountId, patientId }: Lost): readonly Owner[] => [
  { kind: 'moderator', organisationId, id: accountId },
  ...(patientId === null ? [] : [{ kind: 'patient', organisationId, id: patientId } as const]),
];
