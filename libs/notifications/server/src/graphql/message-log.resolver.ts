import { Args, Int, Query, Resolver } from '@nestjs/graphql';
import { Access, CurrentActor } from '@evenkeel/graphql';
import { type Actor, isId } from '@evenkeel/kernel';
import type { LogCursor } from '../store/message-log.store.js';
import { ReadMessageLog } from '../use-cases/read-message-log.js';
import { MessageLogEntryType, MessageLogPageType } from './message-log.types.js';

@Resolver()
export class MessageLogResolver {
  constructor(private readonly read: ReadMessageLog) {}

  @Query(() => MessageLogPageType, { description: 'Messages that left or could not leave, newest first.' })
  @Access('message-log.read')
  async messageLog(
    @CurrentActor() actor: Actor,
    @Args('first', { type: () => Int, defaultValue: 50 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ): Promise<MessageLogPageType> {
    const page = await this.read.run(actor, first, after === null || after === undefined ? null : parseCursor(after));
    return Object.assign(new MessageLogPageType(), {
      smtp: page.smtp, nextCursor: page.next === null ? null : printCursor(page.next),
      entries: page.entries.map(({ id, at, channel, template, recipient, reference, outcome, subject, body, attempt }) =>
        Object.assign(new MessageLogEntryType(), { id, at, channel, template, recipient, reference, outcome, subject, body, attempt })),
    });
  }
}

const printCursor = ({ at, id }: LogCursor): string => `${at.toISOString()}_${id}`;

/** A cursor that is none of ours starts from the top. */
function parseCursor(text: string): LogCursor | null {
  const [at = '', id = ''] = text.split('_');
  const moment = new Date(at);
  return Number.isNaN(moment.getTime()) || !isId(id) ? null : { at: moment, id };
}
