import { newId } from '@evenkeel/database';
import type { NotificationIntent, PlannedChannel, Roster } from '@evenkeel/escalation-rules';
import type { AccountId, NotificationId } from '@evenkeel/kernel';
import type { NotificationRow } from './alert-parts.rows.js';
import type { AlertRow } from './alert.row.js';

/** What can be sent on from this installation at all. */
export interface Outlets {
  /** Whether an address was configured for the organisation's own line and for operations. */
  readonly webhook: boolean;
}

interface Recipient {
  readonly id: AccountId | null;
  readonly key: string;
  readonly role: NotificationRow['recipientRole'];
}

type Outlet = NotificationRow['channel'];

/**
 * The rows of one message of the machine: one per recipient and channel that exists here. Push, telephone and a
 * person's own webhook do not exist yet and are left out; mail and the open page always are there.
 * @param patientAccount of the alert's patient, for messages that go to the patient
 */
export function planNotifications(
  row: AlertRow, intent: NotificationIntent, roster: Roster, patientAccount: AccountId | null, outlets: Outlets, now: Date,
): NotificationRow[] {
  return recipientsOf(intent, roster, patientAccount).flatMap((recipient) =>
    intent.channels.filter((planned) => isOutlet(planned, recipient, outlets)).map((planned): NotificationRow => ({
      organisationId: row.organisationId, patientId: row.patientId, alertId: row.id, id: newId<'Notification'>() as NotificationId,
      tier: intent.tier, cycle: intent.cycle, level: intent.level,
      recipientId: recipient.id, recipientKey: recipient.key, recipientRole: recipient.role,
      channel: planned.channel as Outlet, purpose: intent.purpose, status: 'pending', unlessOpened: planned.unlessOpened, reason: intent.reason,
      attempts: 0, faults: 0, nextAttemptAt: new Date(now.getTime() + planned.afterSeconds * 1000), leaseToken: null, leaseUntil: null,
      provider: null, providerMessageId: null, lastErrorCode: null, createdAt: now, acceptedAt: null, openedAt: null, supersededAt: null,
    })));
}

function recipientsOf(intent: NotificationIntent, roster: Roster, patientAccount: AccountId | null): Recipient[] {
  switch (intent.purpose) {
    case 'fallback':
    case 'ops':
      return [{ id: null, key: intent.purpose, role: intent.purpose }];
    case 'patient':
      return patientAccount === null ? [] : [{ id: patientAccount, key: patientAccount, role: 'patient' }];
    default:
      return intent.recipients.flatMap((id): Recipient[] => {
        const entry = roster.find((each) => each.accountId === id && intent.roles.includes(each.role));
        return entry === undefined ? [] : [{ id, key: id, role: entry.role }];
      });
  }
}

const isOutlet = ({ channel }: PlannedChannel, recipient: Recipient, outlets: Outlets): boolean =>
  channel === 'email' || (channel === 'inapp' && recipient.id !== null) || (channel === 'webhook' && recipient.id === null && outlets.webhook);
