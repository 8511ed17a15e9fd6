import { Injectable } from '@nestjs/common';
import { Database } from '@evenkeel/database';
import type { AccountId, OrganisationId, SystemActor } from '@evenkeel/kernel';
import { Mailer } from '../mailer.js';
import { attempt, type Attempt } from '../outcome.js';
import { type Contact, ContactReader } from '../store/contact.reader.js';
import { MessageLogStore } from '../store/message-log.store.js';

/** A written message for one person. Not a word about health is in it. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

/** Somebody who has no account here, or of whom nobody wants to know whether they have one. */
export type Addressee = Pick<Contact, 'email' | 'displayName' | 'language'>;

export interface OutgoingMessage {
  readonly organisationId: OrganisationId;
  readonly to: AccountId | Addressee;
  /** The role in which the person is written to; all that the log says about them. */
  readonly role: string;
  /** Name of the template, for the log. */
  readonly template: string;
  /** Short name of the matter for people, such as the reference of an alert; empty if there is none. */
  readonly reference: string;
  /** Id of the row that the message is about: its idempotency key, unless several people are told of the same row. */
  readonly about: string;
  readonly key?: string;
  /** Counts from 1. */
  readonly attempt: number;
  /** Writes the message in the person's language. */
  readonly write: (contact: Addressee) => Letter;
  /** Takes out of the text what nobody needs to read in the log once the message has left by mail, such as a link that opens an account. */
  readonly redact?: (text: string) => string;
}

/**
 * Sends one message to one person by mail and writes down what came of it; without a mail server the log is where it
 * goes. For messages that may be repeated: the alert engine has a stricter way of its own.
 */
@Injectable()
export class SendMessage {
  constructor(
    private readonly database: Database, private readonly contacts: ContactReader,
    private readonly mailer: Mailer, private readonly log: MessageLogStore,
  ) {}

  /** Never inside a transaction of the caller. Throws only if the database does. */
  async run(actor: SystemActor, message: OutgoingMessage): Promise<Attempt> {
    const { to } = message;
    const contact = typeof to === 'string' ? await this.database.engine(actor, async (tx) => (await this.contacts.of(tx, [to])).get(to)) : to;
    if (contact === undefined) return attempt('permanent', 'no-contact');
    const letter = message.write(contact);
    const sent = this.mailer.isConfigured
      ? await this.mailer.send({ ...letter, to: [contact.email], idempotencyKey: message.key ?? message.about })
      : attempt('ok');
    await this.database.engine(actor, (tx) => this.log.append(tx, [{
      organisationId: message.organisationId, channel: this.mailer.isConfigured ? 'email' : 'log', template: message.template,
      recipientId: typeof to === 'string' ? to : null, recipientLabel: message.role, reference: message.reference, subject: letter.subject,
      body: this.mailer.isConfigured && message.redact !== undefined ? message.redact(letter.text) : letter.text,
      aboutId: message.about, attempt: message.attempt, outcome: sent.outcome === 'ok' ? 'accepted' : sent.outcome, code: sent.code,
      providerMessageId: sent.providerMessageId,
    }]));
    return sent;
  }
}
