import type { RowClass } from '@evenkeel/database';
import { AlertContextRow, AlertEventRow, AlertNoteRow, AlertTriggerRow, NotificationRow } from './store/alert-parts.rows.js';
import { AlertRow } from './store/alert.row.js';

export { type AlertContext, alertContext, readable } from './alert-context.js';
export { Engine, type EngineHooks } from './engine.js';
export * from './escalation.module.js';
export { EscalationHandlers } from './handlers.js';
export { ReleaseResponder } from './use-cases/release-responder.js';
export { CheckInAnswerType } from './graphql/check-in-answer.type.js';
export { OwnAlertType, toOwnAlertType } from './graphql/own-alert.type.js';
export { type OwnAlert, OwnAlertReader } from './store/own-alert.reader.js';
export { sealedContext } from './store/trigger.store.js';
export { Takeover, type TakeoverHooks } from './takeover.js';
export { AmendAlerts, type Amendment } from './use-cases/amend-alerts.js';
export { type AlertFacts, RaiseAlert, type Raised } from './use-cases/raise-alert.js';

/** Row classes for the process's data sources. */
export const rows: readonly RowClass[] = [AlertRow, AlertTriggerRow, AlertContextRow, AlertNoteRow, AlertEventRow, NotificationRow];
