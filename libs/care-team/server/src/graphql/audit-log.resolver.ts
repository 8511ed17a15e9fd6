import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access as Audience, CurrentActor, type GraphqlContext, type RefusalType, toRefusalType } from '@evenkeel/graphql';
import { type Actor, isRefusal } from '@evenkeel/kernel';
import { ReadAuditLog } from '../use-cases/read-audit-log.js';
import { AuditChainType, AuditFilterInput, AuditLogResult, AuditPageType, toAuditPage, toChain } from './audit-log.types.js';

/** The audit for an auditor. Here and not beside the audit, because the names of people are known only from here on. */
@Resolver()
export class AuditLogResolver {
  constructor(private readonly read: ReadAuditLog) {}

  @Query(() => AuditLogResult)
  @Audience('audit.read')
  async auditLog(@CurrentActor() actor: Actor, @Args('filter') filter: AuditFilterInput, @Context() { language }: GraphqlContext): Promise<AuditPageType | RefusalType> {
    const { from, until, actorId, patientId, action, before } = filter;
    const page = await this.read.run(actor, { from, until, actorId: actorId ?? null, patientId: patientId ?? null, action: action ?? null, before: before ?? null });
    return isRefusal(page) ? toRefusalType(page, language) : toAuditPage(page);
  }

  @Query(() => AuditChainType, { nullable: true })
  @Audience('audit.read')
  async auditChain(@CurrentActor() actor: Actor): Promise<AuditChainType | null> {
    const found = await this.read.chainState(actor);
    return found === null ? null : toChain(found);
  }

  @Mutation(() => AuditChainType, { nullable: true, description: 'Checks every link of the chain now.' })
  @Audience('audit.read')
  async checkAuditChain(@CurrentActor() actor: Actor): Promise<AuditChainType | null> {
    const found = await this.read.checkChain(actor);
    return found === null ? null : toChain(found);
  }
}
