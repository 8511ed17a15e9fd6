import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@evenkeel/config';
import { CONFIG, Database, newRandomId } from '@evenkeel/database';
import type { AccountId, OrganisationId } from '@evenkeel/kernel';
import { type Addressee, type Letter, SendMessage } from '@evenkeel/notifications-server';
import { bridgeIn } from '../bridge-actor.js';
import { BridgeKeys } from '../bridge-keys.js';
import { sayNotice, sayOverdue } from '../language.js';
import { CrossingStore } from '../store/crossing.store.js';
import { BridgePeopleStore } from '../store/people.store.js';

/**
 * Tells people that a crisis in the peer realm waits longer than it may: at its deadline everybody who moderates, who read
 * "you have an update" and find it first in their queue; ten minutes later the safety leads of the organisation besides, and
 * so on every half hour until a moderator decides. The desk learns that something waits, and neither what nor whose: no id
 * of the realm and no word of the post is in what it gets. Who dies between taking and sending is made up for by the next lap.
 */
@Injectable()
export class TellOverdue {
  constructor(
    private readonly database: Database, private readonly crossings: CrossingStore, private readonly keys: BridgeKeys,
    private readonly people: BridgePeopleStore, private readonly send: SendMessage, @Inject(CONFIG) private readonly config: Pick<Config, 'BASE_URL'>,
  ) {}

  /** Answers how many communities something was told of. */
  async run(): Promise<number> {
    const overdue = await this.database.bridge(bridgeIn(), async (tx) => {
      const taken = await this.crossings.takeOverdue(tx);
      const indexes = taken.flatMap(({ moderators }) => moderators.map((id) => this.keys.personaIndex(id)));
      const owners = indexes.length === 0 ? [] : await this.crossings.toNotify(tx, indexes);
      return { taken, owners: owners.map(({ personaIndex, sealed }) => this.keys.openOwner(personaIndex, sealed)) };
    });
    const url = this.config.BASE_URL;
    for (const { kind, organisationId, id } of overdue.owners) {
      if (kind === 'moderator') await this.post(organisationId, id, 'moderator', ({ language }) => ({ subject: sayNotice(language, 'subject'), text: sayNotice(language, 'text', { url }) }));
    }
    for (const { organisationId, desk } of overdue.taken) {
      if (!desk) continue;
      for (const id of await this.database.engine(bridgeIn(), (tx) => this.people.safetyLeads(tx, organisationId))) {
        await this.post(organisationId, id, 'safety-lead', ({ language }) => ({ subject: sayOverdue(language, 'subject'), text: sayOverdue(language, 'text', { url }) }));
      }
    }
    return overdue.taken.length;
  }

  private async post(organisationId: OrganisationId, to: AccountId, role: 'moderator' | 'safety-lead', write: (contact: Addressee) => Letter): Promise<void> {
    await this.send.run(bridgeIn(), { organisationId, to, role, template: role === 'moderator' ? 'update' : 'post-waits', reference: '', about: newRandomId(), attempt: 1, write });
  }
}
