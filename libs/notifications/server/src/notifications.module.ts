import { Module } from '@nestjs/common';
import { Mailer } from './mailer.js';
import { ContactReader } from './store/contact.reader.js';
import { MessageLogStore } from './store/message-log.store.js';
import { SendMessage } from './use-cases/send-message.js';
import { Webhook } from './webhook.js';

/** Ways out of the product: mail, one webhook, and the log of what left. */
@Module({
  providers: [Mailer, Webhook, ContactReader, MessageLogStore, SendMessage],
  exports: [Mailer, Webhook, ContactReader, MessageLogStore, SendMessage],
})
export class NotificationsModule {}
