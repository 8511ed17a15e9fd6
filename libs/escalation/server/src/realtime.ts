import type { OutboxMessage } from '@evenkeel/database';
import type { AccountId, AlertId, PatientId } from '@evenkeel/kernel';

/** Everybody who may see the patient's alerts, the patient included, loads this one again. */
export const alertChanged = (alert: { readonly id: AlertId; readonly patientId: PatientId }): OutboxMessage =>
  ({ topic: 'changed', payload: { topic: 'alert', subject: alert.id, patient: alert.patientId } });

/** One person is paged on the open page, on the team or not. */
export const alertPaged = (alertId: AlertId, accountId: AccountId): OutboxMessage =>
  ({ topic: 'changed', payload: { topic: 'alert', subject: alertId, account: accountId } });
