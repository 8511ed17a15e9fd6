import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Database } from '@evenkeel/database';
import { PeopleReader } from '@evenkeel/identity-server';
import type { Actor } from '@evenkeel/kernel';
import { Mailer } from '../mailer.js';
import type { MessageLogRow } from '../store/message-log.row.js';
import { type LogCursor, MessageLogStore } from '../store/message-log.store.js';

export interface MessageLogPage {
  readonly entries: readonly (MessageLogRow & { readonly recipient: string })[];
  /** Where the next page starts; `null` on the last one. */
  readonly next: LogCursor | null;
  /** Whether messages leave by mail; if not, the log is the only place where they can be read. */
  readonly smtp: boolean;
}

const mostEntries = 200;

/** What left and what could not leave, for administrators of the organisation. */
@Injectable()
export class ReadMessageLog {
  constructor(
    private readonly database: Database, private readonly log: MessageLogStore, private readonly people: PeopleReader,
    private readonly mailer: Mailer, private readonly audit: Audit,
  ) {}

  async run(actor: Actor, first: number, after: LogCursor | null): Promise<MessageLogPage> {
    const size = Math.min(Math.max(first, 1), mostEntries);
    return this.database.as(actor, async (tx) => {
      const rows = await this.log.page(tx, size + 1, after);
      const entries = rows.slice(0, size);
      // Staff by name; a patient stays a patient: an administrator arranges people and sees no record.
      const staff = entries.flatMap(({ recipientId, recipientLabel }) => (recipientId === null || recipientLabel === 'patient' ? [] : [recipientId]));
      const names = await this.people.names(tx, staff);
      await this.audit.record(tx, { action: 'message-log.read', object: { kind: 'message-log', id: null }, basis: 'role' });
      const last = rows.length > size ? entries.at(-1) : undefined;
      return {
        smtp: this.mailer.isConfigured, next: last === undefined ? null : { at: last.at, id: last.id },
        entries: entries.map((entry) => ({ ...entry, recipient: recipientOf(entry, names) })),
      };
    });
  }
}

function recipientOf({ recipientId, recipientLabel }: MessageLogRow, names: ReadonlyMap<string, string>): string {
  const name = recipientId === null ? undefined : names.get(recipientId);
  return name === undefined ? recipientLabel : `${name} (${recipientLabel})`;
}
