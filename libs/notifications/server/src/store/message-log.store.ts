import { Injectable } from '@nestjs/common';
import { newId, type Tx } from '@evenkeel/database';
import { MessageLogRow } from './message-log.row.js';

export type NewLogEntry = Omit<MessageLogRow, 'id' | 'at'>;

/** A place in the log: newest first, so the next page starts below it. */
export interface LogCursor {
  readonly at: Date;
  readonly id: string;
}

/** Whatever left, or could not leave, is written down. */
@Injectable()
export class MessageLogStore {
  async append(tx: Tx, entries: readonly NewLogEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const at = await tx.now();
    await tx.manager.insert(MessageLogRow, entries.map((entry) => ({ ...entry, at, id: newId<'MessageLogEntry'>() })));
  }

  /** Newest first. Row-level security shows an administrator the own organisation and everybody else nothing. */
  async page(tx: Tx, first: number, after: LogCursor | null): Promise<MessageLogRow[]> {
    const query = tx.manager.createQueryBuilder(MessageLogRow, 'm').orderBy('m.at', 'DESC').addOrderBy('m.id', 'DESC').limit(first);
    if (after !== null) query.where('(m.at, m.id) < (:at, :id)', after);
    return query.getMany();
  }
}
