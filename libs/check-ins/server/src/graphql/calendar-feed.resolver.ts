import { Inject } from '@nestjs/common';
import { Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Config } from '@evenkeel/config';
import { CONFIG } from '@evenkeel/database';
import { Access as Audience, CurrentActor, type GraphqlContext, notAllowed } from '@evenkeel/graphql';
import { type Actor, isRefusal } from '@evenkeel/kernel';
import { ChangeCalendarFeed } from '../use-cases/change-calendar-feed.js';
import { CalendarFeedMadeType, CalendarFeedRevokedType, CalendarFeedType } from './calendar-feed.types.js';

@Resolver()
export class CalendarFeedResolver {
  constructor(private readonly feeds: ChangeCalendarFeed, @Inject(CONFIG) private readonly config: Config) {}

  @Query(() => CalendarFeedType, { nullable: true, description: 'Null when no calendar fetches anything.' })
  @Audience('calendar.own')
  async calendarFeed(@CurrentActor() actor: Actor): Promise<CalendarFeedType | null> {
    const feed = await this.feeds.look(actor);
    return feed === null ? null : Object.assign(new CalendarFeedType(), feed);
  }

  @Mutation(() => CalendarFeedMadeType, { description: 'A new address; the one before ends.' })
  @Audience('calendar.own')
  async createCalendarFeed(@CurrentActor() actor: Actor, @Context() { language }: GraphqlContext): Promise<CalendarFeedMadeType> {
    const made = await this.feeds.run(actor, 'create');
    if (made === null || isRefusal(made)) throw notAllowed(language);
    const { token, ...feed } = made;
    return Object.assign(new CalendarFeedMadeType(), { feed: Object.assign(new CalendarFeedType(), feed), address: new URL(`/calendar/${token}.ics`, this.config.BASE_URL).href });
  }

  @Mutation(() => CalendarFeedRevokedType)
  @Audience('calendar.own')
  async revokeCalendarFeed(@CurrentActor() actor: Actor, @Context() { language }: GraphqlContext): Promise<CalendarFeedRevokedType> {
    if (isRefusal(await this.feeds.run(actor, 'revoke'))) throw notAllowed(language);
    return Object.assign(new CalendarFeedRevokedType(), { revoked: true });
  }
}
