import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Database, type Tx } from '@evenkeel/database';
import { isRefusal, type AlertId, type SystemActor } from '@evenkeel/kernel';
import { AckLinks } from '../ack-link.js';
import { type AckToken, AckTokenStore } from '../store/ack-token.store.js';
import { AlertStore } from '../store/alert.store.js';
import type { AlertRow } from '../store/alert.row.js';
import { StepAlert } from './step-alert.js';

/** How things stand for the person who holds the link. */
export type LinkState = 'ask' | 'acknowledged' | 'held-by-other' | 'closed' | 'expired' | 'refused' | 'unknown';

/** Everything that the page behind a link may show. Nothing of it is about the patient. */
export interface LinkView {
  readonly state: LinkState;
  readonly language: 'en' | 'es';
  readonly alertId: AlertId | null;
  readonly raisedAt: Date | null;
  readonly heldUntil: Date | null;
  readonly zone: string;
  readonly now: Date;
}

/**
 * A page answered from an e-mail, without signing in. Looking never acknowledges: mail programs open links by
 * themselves. A second click answers the same. Whoever has left since the page is refused, and paging goes on.
 */
@Injectable()
export class AcknowledgeByLink {
  constructor(
    private readonly database: Database, private readonly tokens: AckTokenStore, private readonly alerts: AlertStore,
    private readonly steps: StepAlert, private readonly links: AckLinks, private readonly audit: Audit,
  ) {}

  /** What the page shows before anything is done. Changes nothing. */
  async look(text: string, requestId: string): Promise<LinkView> {
    return this.database.engine(actorOf(requestId), async (tx) => {
      const token = await this.find(tx, text);
      return viewOf(token, token === null ? null : await this.alerts.byId(tx, token.alertId), await tx.now());
    });
  }

  /** Acknowledges with the short lease. */
  async run(text: string, requestId: string): Promise<LinkView> {
    return this.database.engine(actorOf(requestId), async (tx) => {
      const token = await this.find(tx, text);
      const row = token === null || token.isExpired ? null : await this.alerts.lock(tx, token.alertId);
      if (token === null || row === null || row.status === 'resolved') return viewOf(token, row, await tx.now());
      const { recipientId: accountId, recipientRole: role } = token;
      const answered = await this.steps.run(tx, row, { kind: 'acknowledge', by: { accountId, role }, via: 'link', takeOver: false, expectedRowVersion: null });
      const refused = isRefusal(answered) && answered.code === 'not-responsible';
      await this.audit.record(tx, {
        action: refused ? 'alert.acknowledge-refused' : 'alert.acknowledge-by-link', object: { kind: 'alert', id: row.id }, patientId: row.patientId,
        category: 'alert_head', organisationId: row.organisationId, basis: `link:${accountId}`,
      });
      if (refused) return { ...viewOf(token, row, await tx.now()), state: 'refused' };
      if (!isRefusal(answered)) await this.tokens.markUsed(tx, this.links.hashOf(text));
      return viewOf(token, row, await tx.now());
    });
  }

  private find(tx: Tx, text: string): Promise<AckToken | null> {
    return this.links.isToken(text) ? this.tokens.find(tx, this.links.hashOf(text)) : Promise.resolve(null);
  }
}

const actorOf = (requestId: string): SystemActor => ({ kind: 'system', name: 'acknowledge link', requestId });

function viewOf(token: AckToken | null, row: AlertRow | null, now: Date): LinkView {
  if (token === null) return { state: 'unknown', language: 'en', alertId: null, raisedAt: null, heldUntil: null, zone: 'UTC', now };
  const { language, zone, alertId } = token;
  return { state: stateOf(token, row), language, zone, alertId, raisedAt: row?.openedAt ?? null, heldUntil: row?.ackExpiresAt ?? null, now };
}

function stateOf(token: AckToken, row: AlertRow | null): LinkState {
  if (token.isExpired || row === null) return 'expired';
  switch (row.status) {
    case 'resolved': return 'closed';
    case 'acknowledged': return row.ackBy === token.recipientId ? 'acknowledged' : 'held-by-other';
    case 'engaged': return row.engagedBy === token.recipientId ? 'acknowledged' : 'held-by-other';
    default: return 'ask';
  }
}
