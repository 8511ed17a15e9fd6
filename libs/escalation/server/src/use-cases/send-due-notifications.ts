import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@evenkeel/config';
import { CONFIG, Database } from '@evenkeel/database';
import { reference } from '@evenkeel/escalation-rules';
import type { AccountId, SystemActor } from '@evenkeel/kernel';
import { attempt, type Attempt, type Contact, ContactReader, Mailer, Webhook } from '@evenkeel/notifications-server';
import { Doorbell } from '@evenkeel/realtime';
import { AckLinks } from '../ack-link.js';
import { renewEveryMs } from '../delivery.js';
import { gather } from '../gather.js';
import { mostFaults, writeLetter } from '../letters.js';
import { alertChanged, alertPaged } from '../realtime.js';
import { type Claimed, ClaimStore } from '../store/claim.store.js';
import { type Sent, SettleAttempts } from './settle-attempts.js';

/**
 * Three queues that never wait for each other. Rings on open pages take no time and must not stand behind a mail server
 * that hangs; of the senders of messages, half take only E0 and E1, so that a flood of lesser ones cannot keep them waiting.
 */
export const lanes = ['rings', 'urgent', 'any'] as const;

export type Lane = (typeof lanes)[number];

const atOnce = 24;

/** What was claimed together and is sent together. */
interface Batch {
  readonly messages: readonly Claimed[];
  readonly contacts: ReadonlyMap<AccountId, Contact>;
  readonly administrators: ReadonlyMap<string, readonly AccountId[]>;
}

/** What became of one attempt. */
type Tried = Omit<Sent, 'claimed'>;

/** Sends what is due: claims with a lease in one transaction, sends outside of any, writes down what became of it as soon as that is known. */
@Injectable()
export class SendDueNotifications {
  constructor(
    private readonly database: Database, private readonly claims: ClaimStore, private readonly settling: SettleAttempts, private readonly contacts: ContactReader,
    private readonly mailer: Mailer, private readonly webhook: Webhook, private readonly links: AckLinks,
    private readonly doorbell: Doorbell, @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** One batch of this lane. Answers how many were claimed; 0 means that nothing is due. */
  async run(actor: SystemActor, lane: Lane): Promise<number> {
    const batch = await this.claim(actor, lane);
    if (lane === 'rings') await this.settling.run(actor, await Promise.all(batch.messages.map((each) => this.attempt(each, batch))), () => undefined);
    else await this.sendAll(actor, batch);
    return batch.messages.length;
  }

  private claim(actor: SystemActor, lane: Lane): Promise<Batch> {
    return this.database.engine(actor, async (tx) => {
      const messages = await this.claims.claim(tx, atOnce, lane);
      const pages = messages.filter((each) => each.purpose === 'page' && each.recipientId !== null);
      await this.claims.letIn(tx, pages);
      await this.claims.openLinks(tx, pages.filter((each) => each.channel === 'email'), (id) => this.links.hashOf(this.links.tokenOf(id)));
      const administrators = new Map<string, readonly AccountId[]>();
      for (const { organisationId } of messages.filter((each) => each.recipientRole === 'ops')) {
        if (!administrators.has(organisationId)) administrators.set(organisationId, await this.contacts.administrators(tx, organisationId));
      }
      const mailed = messages.flatMap(({ channel, recipientId }) => (channel === 'email' && recipientId !== null ? [recipientId] : []));
      return { messages, administrators, contacts: await this.contacts.of(tx, [...mailed, ...[...administrators.values()].flat()]) };
    });
  }

  /** All of them at once; how they ended is written down as it becomes known, what ended meanwhile together. What is still under way keeps its lease. */
  private async sendAll(actor: SystemActor, batch: Batch): Promise<void> {
    const held = new Set(batch.messages);
    const renewing = setInterval(() => void this.renew(actor, [...held]), renewEveryMs);
    try {
      const settle = gather<Sent>((sent) => this.settling.run(actor, sent, (claimed) => this.tellPatient(claimed)));
      const ended = await Promise.allSettled(batch.messages.map(async (each) => {
        await settle(await this.attempt(each, batch));
        held.delete(each);
      }));
      const failed = ended.find((each) => each.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
    } finally {
      clearInterval(renewing);
    }
  }

  /** Never throws: a lease that runs out is taken by another sender, and a repeat does less harm than a gap. */
  private renew(actor: SystemActor, held: readonly Claimed[]): Promise<void> {
    return this.database.engine(actor, (tx) => this.claims.renew(tx, held)).catch(() => undefined);
  }

  /** What the patient's page says has changed. A ring on somebody's page is no fact for it. */
  private tellPatient({ leaseToken, alertId, patientId }: Claimed): void {
    this.doorbell.ring({ id: leaseToken, ...alertChanged({ id: alertId, patientId }) });
  }

  /** Never throws: an exception of ours is an outcome like any other, and counted. */
  private async attempt(claimed: Claimed, batch: Batch): Promise<Sent> {
    try {
      return { claimed, ...await this.tryOne(claimed, batch) };
    } catch {
      const givenUp = claimed.faults + 1 >= mostFaults && claimed.purpose !== 'page';
      return { claimed, result: attempt(givenUp ? 'permanent' : 'retry', 'fault'), entry: null, isFault: true };
    }
  }

  private async tryOne(claimed: Claimed, batch: Batch): Promise<Tried> {
    if (claimed.needless) return { result: attempt('permanent', 'opened'), entry: null, isFault: false };
    switch (claimed.channel) {
      case 'inapp': return { result: this.ring(claimed), entry: null, isFault: false };
      case 'email': return this.mail(claimed, batch);
      case 'webhook': return this.post(claimed);
    }
  }

  private ring({ id, alertId, recipientId }: Claimed): Attempt {
    const rung = recipientId !== null && this.doorbell.ring({ id, ...alertPaged(alertId, recipientId) });
    return rung ? attempt('ok') : attempt('retry', 'no-bell');
  }

  private async mail(claimed: Claimed, batch: Batch): Promise<Tried> {
    const { to, language } = this.addressOf(claimed, batch);
    const letter = writeLetter(claimed, language, this.links, this.config);
    const { isConfigured } = this.mailer;
    const entry = {
      organisationId: claimed.organisationId, channel: isConfigured ? 'email' as const : 'log' as const, template: `alert-${claimed.purpose}`,
      recipientId: claimed.recipientId, recipientLabel: claimed.recipientRole, reference: reference(claimed.alertId), subject: letter.subject,
      // Where mail leaves, nobody needs the link from the log; where it does not, the log is the mailbox.
      body: isConfigured ? this.links.redact(letter.text) : letter.text, aboutId: claimed.id,
    };
    if (to.length === 0) return { result: attempt('permanent', 'no-address'), entry, isFault: false };
    const result = isConfigured ? await this.mailer.send({ ...letter, to, idempotencyKey: claimed.id }) : attempt('ok', 'log');
    return { result, entry, isFault: false };
  }

  private addressOf(claimed: Claimed, { contacts, administrators }: Batch): { to: string[]; language: 'en' | 'es' } {
    const { recipientId, recipientRole, organisationId, organisationLanguage, fallbackEmail } = claimed;
    if (recipientId !== null) {
      const contact = contacts.get(recipientId);
      if (contact === undefined) throw new Error('The address of a recipient cannot be read');
      return { to: [contact.email], language: contact.language };
    }
    if (recipientRole === 'fallback') return { to: fallbackEmail === null ? [] : [fallbackEmail], language: organisationLanguage };
    const people = (administrators.get(organisationId) ?? []).flatMap((id) => contacts.get(id) ?? []);
    return { to: people.map(({ email }) => email), language: organisationLanguage };
  }

  private async post(claimed: Claimed): Promise<Tried> {
    const letter = writeLetter(claimed, claimed.organisationLanguage, this.links, this.config);
    const body = {
      kind: claimed.purpose === 'ops' ? 'ops' as const : 'fallback' as const, reference: reference(claimed.alertId), tier: claimed.tier,
      lap: claimed.cycle + 1, text: letter.text, link: this.links.pageOf(claimed.alertId),
    };
    const entry = {
      organisationId: claimed.organisationId, channel: 'webhook' as const, template: `alert-${claimed.purpose}`, recipientId: null,
      recipientLabel: claimed.recipientRole, reference: body.reference, subject: letter.subject, body: letter.text, aboutId: claimed.id,
    };
    return { result: await this.webhook.send(body, claimed.id), entry, isFault: false };
  }
}
