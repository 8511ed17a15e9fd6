import type { Refusal } from '@evenkeel/kernel';
import type { AlertState } from './alert.js';
import type { AlertEvent } from './event.js';
import type { NotificationIntent } from './intent.js';

/** What has to be stored, in one transaction, after a command was accepted. */
export interface AlertStep {
  readonly state: AlertState;
  readonly notify: readonly NotificationIntent[];
  readonly events: readonly AlertEvent[];
  /** Pages that have not been sent yet are not to be sent any more. */
  readonly supersedePages: boolean;
}

export const alertRefusals = [
  'not-due',
  'already-resolved',
  'already-acknowledged',
  'already-engaged',
  'not-acknowledged',
  'not-responsible',
  'stale-version',
  'stale-escalation',
  'not-reached-yet',
  'needs-second-person',
] as const;

/** Why a command was not accepted. Nothing is stored; the paging goes on. */
export type AlertRefusalCode = (typeof alertRefusals)[number];

export type AlertRefusal = Refusal<AlertRefusalCode>;
