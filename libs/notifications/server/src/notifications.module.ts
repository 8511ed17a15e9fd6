import { Module } from '@nestjs/common';
import { MessageLogResolver } from './graphql/message-log.resolver.js';
import { AccountMailHandlers } from './handlers.js';
import { Mailer } from './mailer.js';
import { ContactReader } from './store/contact.reader.js';
import { MessageLogStore } from './store/message-log.store.js';
import { ReadMessageLog } from './use-cases/read-message-log.js';
import { SendAccountMail } from './use-cases/send-account-mail.js';
import { SendMessage } from './use-cases/send-message.js';
import { Webhook } from './webhook.js';

/** Ways out of the product: mail, one webhook, and the log of what left. */
@Module({
  providers: [Mailer, Webhook, ContactReader, MessageLogStore, SendMessage, SendAccountMail, AccountMailHandlers, ReadMessageLog, MessageLogResolver],
  exports: [Mailer, Webhook, ContactReader, MessageLogStore, SendMessage],
})
export class NotificationsModule {}
