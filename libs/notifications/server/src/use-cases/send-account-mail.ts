import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@evenkeel/config';
import { CONFIG, Database } from '@evenkeel/database';
import { invitationState } from '@evenkeel/identity-rules';
import { AccountLinks, InvitationStore, OrganisationReader, ResetStore, type InvitationId, type ResetId } from '@evenkeel/identity-server';
import type { AccountId, SystemActor } from '@evenkeel/kernel';
import { asMessageLink, invitation, passwordReset, signInChanged } from '@evenkeel/notifications-rules';
import type { Attempt } from '../outcome.js';
import { ContactReader } from '../store/contact.reader.js';
import { SendMessage } from './send-message.js';

/** `not-due`: used, taken back, over, mailed already, or nobody's address. */
export type Mailing = 'sent' | 'not-due' | 'given-up';

/** Minutes for which a link for a new password works; the database counts them. */
const resetMinutes = 30;

/**
 * Mails about accounts: invitations, links for a new password, and the word that a sign-in was changed. May be asked for
 * any number of times; the row decides. Throws when it should be tried again.
 */
@Injectable()
export class SendAccountMail {
  constructor(
    private readonly database: Database, private readonly invitations: InvitationStore, private readonly resets: ResetStore, private readonly organisations: OrganisationReader,
    private readonly contacts: ContactReader, private readonly links: AccountLinks, private readonly send: SendMessage, @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** To an address that may or may not have an account: nobody looks. */
  async invite(actor: SystemActor, id: InvitationId): Promise<Mailing> {
    const due = await this.database.engine(actor, async (tx) => {
      const found = await this.invitations.byId(tx, id);
      if (found === null || found.mailedAt !== null || invitationState(found, await tx.now()) !== 'open') return null;
      return { ...found, zone: (await this.organisations.byId(tx, found.organisationId)).zone };
    });
    if (due === null) return 'not-due';
    const link = asMessageLink(this.links.urlOf('invitation', id));
    const sent = await this.send.run(actor, {
      organisationId: due.organisationId, to: { email: due.email, displayName: due.name, language: due.language }, role: due.role, template: 'invitation', reference: '', about: id, attempt: 1,
      write: ({ language }) => invitation(language, { until: { at: due.expiresAt.getTime(), zone: due.zone }, link }), redact: (text) => this.links.redact(text),
    });
    return this.settle(sent, () => this.database.engine(actor, (tx) => this.invitations.mailed(tx, id)));
  }

  async reset(actor: SystemActor, id: ResetId): Promise<Mailing> {
    const due = await this.database.engine(actor, (tx) => this.resets.mailOf(tx, id));
    if (due === null) return 'not-due';
    const link = asMessageLink(this.links.urlOf('reset', id));
    const sent = await this.send.run(actor, {
      organisationId: due.organisationId, to: due.accountId, role: due.role, template: 'password-reset', reference: '', about: id, attempt: 1,
      write: ({ language }) => passwordReset(language, { minutes: resetMinutes, link }), redact: (text) => this.links.redact(text),
    });
    return this.settle(sent, () => this.database.engine(actor, (tx) => this.resets.mailed(tx, id)));
  }

  /** @param noticeId the same for every attempt at the same notice */
  async notice(actor: SystemActor, accountId: AccountId, noticeId: string): Promise<Mailing> {
    const home = await this.database.engine(actor, (tx) => this.contacts.home(tx, accountId));
    if (home === null) return 'not-due';
    const sent = await this.send.run(actor, {
      organisationId: home.organisationId, to: accountId, role: home.role, template: 'sign-in-changed', reference: '', about: noticeId, attempt: 1,
      write: ({ language }) => signInChanged(language, { link: asMessageLink(`${this.config.BASE_URL}/account`) }),
    });
    return this.settle(sent, async () => undefined);
  }

  private async settle({ outcome, code }: Attempt, note: () => Promise<void>): Promise<Mailing> {
    if (outcome === 'retry' || outcome === 'unknown') throw new Error(`The message was not taken: ${code ?? outcome}`);
    await note();
    return outcome === 'ok' ? 'sent' : 'given-up';
  }
}
