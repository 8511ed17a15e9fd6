import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@evenkeel/config';
import { CONFIG, Database, newRandomId } from '@evenkeel/database';
import { OrganisationReader } from '@evenkeel/identity-server';
import type { AccountId, OrganisationId } from '@evenkeel/kernel';
import { type Addressee, type Letter, SendMessage } from '@evenkeel/notifications-server';
import { bridgeIn } from '../bridge-actor.js';
import { sayDecision, sayOverdue, sayPassedOn } from '../language.js';
import { BridgePeopleStore } from '../store/people.store.js';

interface Recipient {
  readonly to: AccountId | Addressee;
  readonly role: 'safety-lead' | 'administrator' | 'fallback';
}

type Words = (language: Addressee['language'], key: 'subject' | 'text', facts?: { readonly url: string }) => string;

/**
 * Writes to the safety desk of an organisation, never a word of what it is about. Where nobody is safety lead, the
 * organisation's fallback line and its administrators are written to instead: somebody is always told.
 */
@Injectable()
export class TellDesk {
  constructor(
    private readonly database: Database, private readonly people: BridgePeopleStore, private readonly organisations: OrganisationReader,
    private readonly send: SendMessage, @Inject(CONFIG) private readonly config: Pick<Config, 'BASE_URL'>,
  ) {}

  /** That a crisis in the group waits longer than it may. */
  async overdue(organisationId: OrganisationId): Promise<void> {
    await this.post(organisationId, await this.desk(organisationId), 'post-waits', sayOverdue);
  }

  /** That a moderator passed a post on, and that it waits at the desk. */
  async passedOn(organisationId: OrganisationId): Promise<void> {
    await this.post(organisationId, await this.desk(organisationId), 'post-passed-on', sayPassedOn);
  }

  /** That a second person has to decide: to everybody who may, but the one who asks. */
  async decide(organisationId: OrganisationId, asking: AccountId): Promise<void> {
    const [leads, administrators] = await Promise.all([this.holding(organisationId, 'safety-lead'), this.holding(organisationId, 'administrator')]);
    const others = [...leads, ...administrators.filter(({ to }) => !leads.some((lead) => lead.to === to))].filter(({ to }) => to !== asking);
    await this.post(organisationId, others, 'second-person', sayDecision);
  }

  private async desk(organisationId: OrganisationId): Promise<Recipient[]> {
    const leads = await this.holding(organisationId, 'safety-lead');
    if (leads.length > 0) return leads;
    const { fallbackEmail, fallbackName, language } = await this.database.engine(bridgeIn(), (tx) => this.organisations.byId(tx, organisationId));
    const line: Recipient[] = fallbackEmail === null ? [] : [{ to: { email: fallbackEmail, displayName: fallbackName, language }, role: 'fallback' }];
    return [...line, ...(await this.holding(organisationId, 'administrator'))];
  }

  private async holding(organisationId: OrganisationId, role: 'safety-lead' | 'administrator'): Promise<Recipient[]> {
    return (await this.database.engine(bridgeIn(), (tx) => this.people.holding(tx, organisationId, role))).map((to) => ({ to, role }));
  }

  private async post(organisationId: OrganisationId, recipients: readonly Recipient[], template: string, say: Words): Promise<void> {
    const write = ({ language }: Addressee): Letter => ({ subject: say(language, 'subject'), text: say(language, 'text', { url: this.config.BASE_URL }) });
    for (const { to, role } of recipients) {
      await this.send.run(bridgeIn(), { organisationId, to, role, template, reference: '', about: newRandomId(), attempt: 1, write });
    }
  }
}
