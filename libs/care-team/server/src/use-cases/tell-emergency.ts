import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@evenkeel/config';
import { CONFIG, Database } from '@evenkeel/database';
import { type AccountId, asId, type OrganisationId, type SystemActor } from '@evenkeel/kernel';
import { asMessageLink, emergencyAccessBlocked, emergencyAccessUsed, type Message, type MessageLanguage, yourRecordWasOpened } from '@evenkeel/notifications-rules';
import { SendMessage } from '@evenkeel/notifications-server';
import { EmergencyNewsStore } from '../store/emergency-news.store.js';

interface Addressee {
  readonly accountId: AccountId;
  readonly role: string;
  readonly write: (language: MessageLanguage) => Message;
}

/**
 * Writes to the patient and to those who oversee emergency access, without a word about health or a name. May be
 * repeated: whoever has a message gets no second one. Throws when somebody has to be tried again.
 */
@Injectable()
export class TellEmergency {
  constructor(
    private readonly database: Database, private readonly store: EmergencyNewsStore, private readonly send: SendMessage,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(actor: SystemActor, breakGlassId: string): Promise<void> {
    const facts = await this.database.engine(actor, async (tx) => {
      const found = await this.store.facts(tx, breakGlassId);
      return found === null ? null : { ...found, overseers: await this.store.overseers(tx, found.organisationId) };
    });
    if (facts === null) return;
    const at = facts.openedAt.getTime();
    await this.writeTo(actor, facts.organisationId, breakGlassId, 'emergency-access', [
      { accountId: facts.patientAccount, role: 'patient', write: (language) => yourRecordWasOpened(language, { at: { at, zone: facts.patientZone }, link: this.link('/readers') }) },
      ...facts.overseers.map(({ accountId, role }): Addressee =>
        ({ accountId, role, write: (language) => emergencyAccessUsed(language, { at: { at, zone: facts.zone }, link: this.link('/emergency/reviews') }) })),
    ]);
    await this.database.engine(actor, (tx) => this.store.told(tx, breakGlassId));
  }

  /** Somebody wanted emergency access too often and did not get it. */
  async blocked(actor: SystemActor, organisationId: string, about: string): Promise<void> {
    const organisation = asId('Organisation', organisationId);
    const { overseers, zone, now } = await this.database.engine(actor, async (tx) =>
      ({ overseers: await this.store.overseers(tx, organisation), zone: await this.store.zoneOf(tx, organisation), now: await tx.now() }));
    await this.writeTo(actor, organisation, about, 'emergency-access-blocked', overseers.map(({ accountId, role }) =>
      ({ accountId, role, write: (language) => emergencyAccessBlocked(language, { at: { at: now.getTime(), zone }, link: this.link('/emergency/reviews') }) })));
  }

  private async writeTo(actor: SystemActor, organisationId: OrganisationId, about: string, template: string, addressees: readonly Addressee[]): Promise<void> {
    const reached = await this.database.engine(actor, (tx) => this.store.reached(tx, about));
    let missed = 0;
    for (const { accountId, role, write } of addressees.filter((each) => !reached.has(each.accountId))) {
      const { outcome } = await this.send.run(actor, {
        organisationId, to: accountId, role, template, reference: '', about, key: `${about}.${accountId}`, attempt: 1, write: ({ language }) => write(language),
      });
      // Nobody to write to is not a reason to write to all the others again.
      if (outcome === 'retry' || outcome === 'unknown') missed += 1;
    }
    if (missed > 0) throw new Error(`${missed} messages about emergency access were not taken`);
  }

  private link(path: string) {
    return asMessageLink(`${this.config.BASE_URL}${path}`);
  }
}
