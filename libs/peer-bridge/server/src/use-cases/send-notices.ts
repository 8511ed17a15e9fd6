import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@evenkeel/config';
import { CONFIG, Database, newRandomId } from '@evenkeel/database';
import type { AccountId, OrganisationId } from '@evenkeel/kernel';
import { SendMessage } from '@evenkeel/notifications-server';
import { bridgeIn } from '../bridge-actor.js';
import { BridgeKeys } from '../bridge-keys.js';
import { sayNotice } from '../language.js';
import type { Owner } from '../owner.js';
import { CrossingStore } from '../store/crossing.store.js';
import { BridgePeopleStore } from '../store/people.store.js';

const atOnce = 100;

interface Letter {
  readonly organisationId: OrganisationId;
  readonly accountId: AccountId;
  readonly role: 'patient' | 'moderator';
}

/**
 * "You have an update": one mail per person for whatever happened to any of their personas, at the quarters of an hour, so
 * that neither its words nor its time say which group or post it is about. A notice that is lost with a dying process is not
 * sent again: the page shows the same and more.
 */
@Injectable()
export class SendNotices {
  constructor(
    private readonly database: Database, private readonly crossings: CrossingStore, private readonly keys: BridgeKeys,
    private readonly people: BridgePeopleStore, private readonly send: SendMessage, @Inject(CONFIG) private readonly config: Pick<Config, 'BASE_URL'>,
  ) {}

  /** Answers how many notices were taken; call again while it is not zero. */
  async run(): Promise<number> {
    const { taken, owners } = await this.database.bridge(bridgeIn(), async (tx) => {
      const personas = await this.crossings.takeNotices(tx, atOnce);
      const sealed = personas.length === 0 ? [] : await this.crossings.toNotify(tx, personas.map((id) => this.keys.personaIndex(id)));
      return { taken: personas.length, owners: sealed.map((each) => this.keys.openOwner(each.personaIndex, each.sealed)) };
    });
    const letters = new Map<AccountId, Letter>();
    for (const owner of owners) {
      const accountId = await this.accountOf(owner);
      if (accountId !== null) letters.set(accountId, { accountId, organisationId: owner.organisationId, role: owner.kind });
    }
    for (const letter of letters.values()) await this.post(letter);
    return taken;
  }

  private async accountOf(owner: Owner): Promise<AccountId | null> {
    return owner.kind === 'moderator' ? owner.id : this.database.engine(bridgeIn(), (tx) => this.people.accountOf(tx, owner.id));
  }

  private async post({ organisationId, accountId, role }: Letter): Promise<void> {
    await this.send.run(bridgeIn(), {
      organisationId, to: accountId, role, template: 'update', reference: '', about: newRandomId(), attempt: 1,
      write: ({ language }) => ({ subject: sayNotice(language, 'subject'), text: sayNotice(language, 'text', { url: this.config.BASE_URL }) }),
    });
  }
}
