import type { RowClass } from '@evenkeel/database';
import { MessageLogRow } from './store/message-log.row.js';

export { AccountMailHandlers } from './handlers.js';
export { type Mail, Mailer } from './mailer.js';
export * from './notifications.module.js';
export { attempt, type Attempt, longestAttemptMs } from './outcome.js';
export { type Contact, ContactReader } from './store/contact.reader.js';
export { MessageLogStore, type NewLogEntry } from './store/message-log.store.js';
export { SendAccountMail } from './use-cases/send-account-mail.js';
export { type Addressee, type Letter, type OutgoingMessage, SendMessage } from './use-cases/send-message.js';
export { Webhook, type WebhookBody } from './webhook.js';

/** Row classes for the process's data sources. */
export const rows: readonly RowClass[] = [MessageLogRow];
