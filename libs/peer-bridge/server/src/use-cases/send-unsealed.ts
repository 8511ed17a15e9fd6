import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@evenkeel/config';
import { CONFIG, Database, newRandomId } from '@evenkeel/database';
import { SendMessage } from '@evenkeel/notifications-server';
import { bridgeIn } from '../bridge-actor.js';
import { sayNotice } from '../language.js';
import type { Owner } from '../owner.js';
import { BridgePeopleStore } from '../store/people.store.js';

/** Tells somebody that there is news; what it is stands in their list of who read their record, behind the sign-in. */
@Injectable()
export class SendUnsealed {
  constructor(
    private readonly database: Database, private readonly people: BridgePeopleStore, private readonly send: SendMessage,
    @Inject(CONFIG) private readonly config: Pick<Config, 'BASE_URL'>,
  ) {}

  async run(owner: Extract<Owner, { kind: 'patient' }>): Promise<void> {
    const accountId = await this.database.engine(bridgeIn(), (tx) => this.people.accountOf(tx, owner.id));
    if (accountId === null) return;
    await this.send.run(bridgeIn(), {
      organisationId: owner.organisationId, to: accountId, role: 'patient', template: 'update', reference: '', about: newRandomId(), attempt: 1,
      write: ({ language }) => ({ subject: sayNotice(language, 'subject'), text: sayNotice(language, 'text', { url: this.config.BASE_URL }) }),
    });
  }
}
