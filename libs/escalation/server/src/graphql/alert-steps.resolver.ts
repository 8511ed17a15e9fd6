import { Args, Context, ID, Mutation, Resolver } from '@nestjs/graphql';
import { Access, CurrentActor, type GraphqlContext, type RefusalType, toRefusalType } from '@evenkeel/graphql';
import { type Actor, type AlertId, asId, isId, isRefusal, refuse, type Refusal } from '@evenkeel/kernel';
import type { AlertRow } from '../store/alert.row.js';
import { AcknowledgeAlert } from '../use-cases/acknowledge-alert.js';
import { EngageAlert } from '../use-cases/engage-alert.js';
import { EscalateAlert } from '../use-cases/escalate-alert.js';
import { OpenAlert } from '../use-cases/open-alert.js';
import { ReadAlerts } from '../use-cases/read-alerts.js';
import { ResolveAlert } from '../use-cases/resolve-alert.js';
import { type AlertHeadType, toAlertHeadType } from './alert-head.type.js';
import { AlertStepInput, AlertStepResult, EngageAlertInput, EscalateAlertInput, ResolveAlertInput } from './alert-steps.types.js';

type Answer = AlertHeadType | RefusalType;

@Resolver()
export class AlertStepsResolver {
  constructor(
    private readonly read: ReadAlerts, private readonly open: OpenAlert, private readonly acknowledge: AcknowledgeAlert,
    private readonly engage: EngageAlert, private readonly resolve: ResolveAlert, private readonly escalate: EscalateAlert,
  ) {}

  @Mutation(() => AlertStepResult, { description: 'Says that the person has looked at the alert. Never acknowledges.' })
  @Access('alert.read')
  openAlert(@CurrentActor() actor: Actor, @Args('id', { type: () => ID }) id: string, @Context() context: GraphqlContext): Promise<Answer> {
    return this.answer(actor, context, id, (alertId) => this.open.run(actor, alertId));
  }

  @Mutation(() => AlertStepResult)
  @Access('alert.acknowledge')
  acknowledgeAlert(@CurrentActor() actor: Actor, @Args('input') input: AlertStepInput, @Context() context: GraphqlContext): Promise<Answer> {
    return this.answer(actor, context, input.id, (id) => this.acknowledge.run(actor, { ...input, id }));
  }

  @Mutation(() => AlertStepResult)
  @Access('alert.engage')
  engageAlert(@CurrentActor() actor: Actor, @Args('input') input: EngageAlertInput, @Context() context: GraphqlContext): Promise<Answer> {
    return this.answer(actor, context, input.id, (id) => this.engage.run(actor, { ...input, id }));
  }

  @Mutation(() => AlertStepResult)
  @Access('alert.resolve')
  resolveAlert(@CurrentActor() actor: Actor, @Args('input') input: ResolveAlertInput, @Context() context: GraphqlContext): Promise<Answer> {
    return this.answer(actor, context, input.id, (id) => this.resolve.run(actor, { ...input, id }));
  }

  @Mutation(() => AlertStepResult)
  @Access('alert.escalate')
  escalateAlert(@CurrentActor() actor: Actor, @Args('input') input: EscalateAlertInput, @Context() context: GraphqlContext): Promise<Answer> {
    return this.answer(actor, context, input.id, (id) => this.escalate.run(actor, { ...input, id }));
  }

  private async answer(actor: Actor, { language }: GraphqlContext, id: string, step: (id: AlertId) => Promise<AlertRow | Refusal>): Promise<Answer> {
    const stepped = isId(id) ? await step(asId('Alert', id)) : refuse('not-found');
    if (isRefusal(stepped)) return toRefusalType(stepped, language, stepped.field === null ? 'NotAllowedNow' : 'InvalidInput');
    return toAlertHeadType(await this.read.head(actor, stepped));
  }
}
