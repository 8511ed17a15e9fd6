import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@evenkeel/database';
import { PersonaNames, type PersonaId } from '@evenkeel/kernel';
import { ContactReader } from '@evenkeel/notifications-server';
import { bridgeIn } from './bridge-actor.js';
import { BridgeKeys } from './bridge-keys.js';
import { isNearTo } from './name-nearness.js';
import type { Owner } from './owner.js';
import { BridgePeopleStore } from './store/people.store.js';
import { VaultStore } from './store/vault.store.js';

/**
 * Compares a wished name with the person's own name, the first part of their address and the name of their clinic. Answers
 * yes or no; every question leaves a line in the vault. A persona that nobody is behind may be called anything.
 */
@Injectable()
export class OwnerNames extends PersonaNames {
  constructor(
    private readonly database: Database, private readonly vault: VaultStore, private readonly keys: BridgeKeys,
    private readonly people: BridgePeopleStore, private readonly contacts: ContactReader,
  ) {
    super();
  }

  async isPossible(personaId: PersonaId, name: string): Promise<boolean> {
    const index = this.keys.personaIndex(personaId);
    const sealed = await this.database.bridge(bridgeIn(), (tx) => this.vault.ownerToCheckName(tx, index));
    if (sealed === null) return true;
    const owner = this.keys.openOwner(index, sealed);
    const told = await this.database.engine(bridgeIn(), (tx) => this.namesOf(tx, owner));
    return !told.some((each) => isNearTo(name, each));
  }

  private async namesOf(tx: Tx, owner: Owner): Promise<readonly string[]> {
    const accountId = owner.kind === 'moderator' ? owner.id : await this.people.accountOf(tx, owner.id);
    const clinic = await this.people.organisationName(tx, owner.organisationId);
    const contact = accountId === null ? undefined : (await this.contacts.of(tx, [accountId])).get(accountId);
    // A moderator is known to the group; only a patient has to stay behind the name.
    if (contact === undefined || owner.kind === 'moderator') return [clinic];
    return [clinic, contact.displayName, contact.email.split('@', 1)[0] ?? ''];
  }
}
