import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@evenkeel/config';
import { CONFIG, Database, newRandomId } from '@evenkeel/database';
import type { AccountId, OrganisationId } from '@evenkeel/kernel';
import { SendMessage } from '@evenkeel/notifications-server';
import { bridgeIn } from '../bridge-actor.js';
import { BridgeKeys } from '../bridge-keys.js';
import { sayNotice } from '../language.js';
import { CrossingStore } from '../store/crossing.store.js';
import { TellDesk } from './tell-desk.js';

/**
 * Tells people that a crisis in the peer realm waits longer than it may: at its deadline everybody who moderates, who read
 * "you have an update" and find it first in their queue; ten minutes later the safety desk of the organisation besides, and so
 * on every half hour until a moderator decides. The desk learns that something waits, and neither what nor whose: no id
 * of the realm and no word of the post is in what it gets. Who dies between taking and sending is made up for by the next lap.
 */
@Injectable()
export class TellOverdue {
  constructor(
    private readonly database: Database, private readonly crossings: CrossingStore, private readonly keys: BridgeKeys,
    private readonly desk: TellDesk, private readonly send: SendMessage, @Inject(CONFIG) private readonly config: Pick<Config, 'BASE_URL'>,
  ) {}

  /** Answers how many communities something was told of. */
  async run(): Promise<number> {
    const overdue = await this.database.bridge(bridgeIn(), async (tx) => {
      const taken = await this.crossings.takeOverdue(tx);
      const indexes = taken.flatMap(({ moderators }) => moderators.map((id) => this.keys.personaIndex(id)));
      const owners = indexes.length === 0 ? [] : await this.crossings.toNotify(tx, indexes);
      return { taken, owners: owners.map(({ personaIndex, sealed }) => this.keys.openOwner(personaIndex, sealed)) };
    });
    for (const { kind, organisationId, id } of overdue.owners) {
      if (kind === 'moderator') await this.write(organisationId, id);
    }
    for (const { organisationId, desk } of overdue.taken) {
      if (desk) await this.desk.overdue(organisationId);
    }
    return overdue.taken.length;
  }

  private async write(organisationId: OrganisationId, to: AccountId): Promise<void> {
    await this.send.run(bridgeIn(), {
      organisationId, to, role: 'moderator', template: 'update', reference: '', about: newRandomId(), attempt: 1,
      write: ({ language }) => ({ subject: sayNotice(language, 'subject'), text: sayNotice(language, 'text', { url: this.config.BASE_URL }) }),
    });
  }
}
