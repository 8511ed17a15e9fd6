import { Injectable } from '@nestjs/common';
import type { Actor, AlertId, Refusal } from '@evenkeel/kernel';
import type { AlertRow } from '../store/alert.row.js';
import { NotificationStore } from '../store/notification.store.js';
import { AnswerAlert } from './answer-alert.js';

/** "I will take this": pages stop for the length of a lease, and start again when nothing follows. */
@Injectable()
export class AcknowledgeAlert {
  constructor(private readonly answer: AnswerAlert, private readonly notifications: NotificationStore) {}

  /** Whoever acknowledges an alert that somebody else holds takes it over; the version they saw says that they knew. */
  async run(actor: Actor, input: { readonly id: AlertId; readonly rowVersion: number }): Promise<AlertRow | Refusal> {
    return this.answer.run(actor, input.id, {
      action: 'alert.acknowledge',
      command: (by) => ({ kind: 'acknowledge', by, via: 'app', takeOver: true, expectedRowVersion: input.rowVersion }),
      also: (tx, row) => this.notifications.opened(tx, row.id, actor.accountId),
    });
  }
}
