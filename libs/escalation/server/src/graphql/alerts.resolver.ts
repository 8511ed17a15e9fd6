import { Args, Context, ID, Query, Resolver } from '@nestjs/graphql';
import { Access, CurrentActor, type GraphqlContext } from '@evenkeel/graphql';
import { type Actor, asId, isId } from '@evenkeel/kernel';
import { ReadAlerts } from '../use-cases/read-alerts.js';
import { ReadOwnAlert } from '../use-cases/read-own-alert.js';
import { AlertBoardType, toAlertBoardType } from './alert-board.type.js';
import { AlertDetailType } from './alert-detail.type.js';
import { OwnAlertType, toOwnAlertType } from './own-alert.type.js';
import { toAlertDetailType } from './to-alert-detail.js';

@Resolver()
export class AlertsResolver {
  constructor(private readonly read: ReadAlerts, private readonly readOwn: ReadOwnAlert) {}

  @Query(() => AlertBoardType, { description: 'Alerts of the patients that the person answers for.' })
  @Access('alert.list')
  async alertBoard(@CurrentActor() actor: Actor): Promise<AlertBoardType> {
    return toAlertBoardType(await this.read.board(actor), actor.accountId);
  }

  @Query(() => AlertDetailType, { nullable: true, description: 'One alert; null when there is none, or none to be seen.' })
  @Access('alert.read')
  async alert(@CurrentActor() actor: Actor, @Args('id', { type: () => ID }) id: string, @Context() { language }: GraphqlContext): Promise<AlertDetailType | null> {
    if (!isId(id) || actor.role === 'patient') return null;
    const detail = await this.read.detail(actor, asId('Alert', id));
    return detail === null ? null : toAlertDetailType(detail, actor, language);
  }

  @Query(() => OwnAlertType, { nullable: true, description: 'An alert about the person who asks, as the patient reads it.' })
  @Access('own-record.read')
  async ownAlert(@CurrentActor() actor: Actor, @Args('id', { type: () => ID }) id: string): Promise<OwnAlertType | null> {
    const own = isId(id) ? await this.readOwn.run(actor, asId('Alert', id)) : null;
    return own === null ? null : toOwnAlertType(own);
  }
}
