import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@evenkeel/config';
import { CONFIG, Database } from '@evenkeel/database';
import type { SystemActor } from '@evenkeel/kernel';
import { asMessageLink, somethingToLookAt } from '@evenkeel/notifications-rules';
import { SendMessage } from '@evenkeel/notifications-server';
import { PlanNewsStore } from '../store/plan-news.store.js';

/**
 * Writes to the patient, once for each version, that something new waits to be read: not what. Nobody is written to about a
 * version that was read or taken back in the meantime. May be repeated. Throws when the message was not taken and is to be tried again.
 */
@Injectable()
export class TellNewPlan {
  constructor(
    private readonly database: Database, private readonly store: PlanNewsStore, private readonly send: SendMessage, @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(actor: SystemActor, versionId: string): Promise<void> {
    const found = await this.database.engine(actor, async (tx) => {
      const unread = await this.store.unread(tx, versionId);
      return unread === null || (await this.store.reached(tx, versionId)).has(unread.patientAccount) ? null : unread;
    });
    if (found === null) return;
    const { organisationId, patientAccount } = found;
    const { outcome } = await this.send.run(actor, {
      organisationId, to: patientAccount, role: 'patient', template: 'look-today', reference: '', about: versionId, key: `${versionId}.${patientAccount}`, attempt: 1,
      write: ({ language }) => somethingToLookAt(language, { link: asMessageLink(`${this.config.BASE_URL}/`) }),
    });
    if (outcome === 'retry' || outcome === 'unknown') throw new Error('The message about a new version was not taken');
  }
}
