import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@evenkeel/config';
import { CONFIG, Database, type Tx } from '@evenkeel/database';
import { reference } from '@evenkeel/escalation-rules';
import type { AccountId, SystemActor } from '@evenkeel/kernel';
import { attempt, type Attempt, type Contact, ContactReader, Mailer, MessageLogStore, type NewLogEntry, Webhook } from '@evenkeel/notifications-server';
import { Doorbell } from '@evenkeel/realtime';
import { AckLinks } from '../ack-link.js';
import { renewEveryMs } from '../delivery.js';
import { mostFaults, writeLetter } from '../letters.js';
import { alertChanged, alertPaged } from '../realtime.js';
import { type Claimed, ClaimStore } from '../store/claim.store.js';
import { SettleStore } from '../store/settle.store.js';
import { ReportUnreachable } from './report-unreachable.js';

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
interface Tried {
  readonly result: Attempt;
  /** What goes into the message log; `null` for a ring. */
  readonly entry: Omit<NewLogEntry, 'outcome' | 'code' | 'providerMessageId' | 'attempt'> | null;
  readonly isFault: boolean;
}

type Sent = Tried & { readonly claimed: Claimed };

/** Sends what is due: claims with a lease in one transaction, sends outside of any, writes down each outcome on its own; rings, which take no time, together. */
@Injectable()
export class SendDueNotifications {
  constructor(
    private readonly database: Database, private readonly claims: ClaimStore, private readonly settling: SettleStore, private readonly contacts: ContactReader,
    private readonly mailer: Mailer, private readonly webhook: Webhook, private readonly log: MessageLogStore, private readonly links: AckLinks,
    private readonly doorbell: Doorbell, private readonly unreachable: ReportUnreachable, @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** One batch of this lane. Answers how many were claimed; 0 means that nothing is due. */
  async run(actor: SystemActor, lane: Lane): Promise<number> {
    const batch = await this.claim(actor, lane);
    if (lane === 'rings') await this.settle(actor, await Promise.all(batch.messages.map((each) => this.attempt(each, batch))));
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

  /** All of them at once, and each is written down as soon as it is known. What is still under way keeps its lease. */
  private async sendAll(actor: SystemActor, batch: Batch): Promise<void> {
    const held = new Set(batch.messages);
    const renewing = setInterval(() => void this.renew(actor, [...held]), renewEveryMs);
    try {
      const ended = await Promise.allSettled(batch.messages.map(async (each) => {
        await this.settle(actor, [await this.attempt(each, batch)]);
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

  /** Writes down what became of attempts, together or not at all, and does what follows from it. */
  private async settle(actor: SystemActor, sent: readonly Sent[]): Promise<void> {
    if (sent.length === 0) return;
    const statuses = await this.database.engine(actor, async (tx) => {
      const found: string[] = [];
      for (const each of sent) found.push(await this.writeDown(tx, each));
      return found;
    });
    for (const [place, { claimed }] of sent.entries()) {
      const status = statuses[place];
      // What the patient's page says has changed; a ring on a page is no fact for it.
      if (status === 'accepted' && claimed.channel !== 'inapp') this.doorbell.ring({ id: claimed.leaseToken, ...alertChanged({ id: claimed.alertId, patientId: claimed.patientId }) });
      if (status === 'dead' && claimed.purpose === 'page') await this.unreachable.run(actor, claimed);
    }
  }

  private async writeDown(tx: Tx, { claimed, result, entry, isFault }: Sent): Promise<string> {
    if (entry !== null) {
      const { code, providerMessageId, outcome } = result;
      await this.log.append(tx, [{ ...entry, attempt: claimed.attempts, code, providerMessageId, outcome: outcome === 'ok' ? 'accepted' : outcome }]);
    }
    const status = await this.settling.end(tx, claimed, result, claimed.now, isFault);
    if (isFault && claimed.faults + 1 === mostFaults) await this.settling.tellOps(tx, claimed);
    return status;
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
