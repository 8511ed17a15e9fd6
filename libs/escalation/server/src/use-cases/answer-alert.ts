import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Access, printBasis } from '@evenkeel/care-team-server';
import { Database, type Tx } from '@evenkeel/database';
import { type AlertCommand, isResponderRole, type Responder } from '@evenkeel/escalation-rules';
import { type Actor, type AlertId, isRefusal, refuse, type Refusal } from '@evenkeel/kernel';
import { AlertStore } from '../store/alert.store.js';
import type { AlertRow } from '../store/alert.row.js';
import { StepAlert } from './step-alert.js';

/** What a person did to an alert: the machine's command, and what else belongs to the same transaction. */
export interface Answer {
  readonly action: `alert.${string}`;
  readonly command: (by: Responder) => AlertCommand;
  readonly also?: (tx: Tx, row: AlertRow) => Promise<void>;
}

/**
 * What every step of a signed-in person has in common: may they see the alert, does the machine accept it, one audit
 * row, one transaction. Refusals: `not-found`, `stale`, and whatever the machine has to say.
 */
@Injectable()
export class AnswerAlert {
  constructor(
    private readonly database: Database, private readonly access: Access, private readonly alerts: AlertStore,
    private readonly steps: StepAlert, private readonly audit: Audit,
  ) {}

  async run(actor: Actor, id: AlertId, answer: Answer): Promise<AlertRow | Refusal> {
    const { role, accountId } = actor;
    if (!isResponderRole(role)) return refuse('not-found');
    return this.database.as(actor, async (tx) => {
      const row = await this.alerts.lock(tx, id);
      const basis = row === null ? null : await this.access.basisForChange(tx, actor, 'alert_head', row.patientId);
      if (row === null || basis === null) return refuse('not-found');
      const answered = await this.steps.run(tx, row, answer.command({ accountId, role }));
      if (isRefusal(answered)) return answered.code === 'stale-version' || answered.code === 'stale-escalation' ? refuse('stale') : answered;
      await answer.also?.(tx, answered);
      await this.audit.record(tx, {
        action: answer.action, object: { kind: 'alert', id }, patientId: row.patientId, category: 'alert_head', basis: printBasis(basis),
      });
      return answered;
    });
  }
}
