import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Database } from '@evenkeel/database';
import { Access, CurrentActor } from '@evenkeel/graphql';
import type { Actor } from '@evenkeel/kernel';
import { isLanguage } from '@evenkeel/language';
import { GraphQLError } from 'graphql';
import { OrganisationReader } from '../store/organisation.reader.js';
import { PatientReader } from '../store/patient.reader.js';
import { DescribeSession } from '../use-cases/describe-session.js';
import { SetLanguage } from '../use-cases/set-language.js';
import { ViewerType } from './viewer.type.js';

@Resolver()
export class ViewerResolver {
  constructor(
    private readonly database: Database, private readonly organisations: OrganisationReader, private readonly patients: PatientReader,
    private readonly describe: DescribeSession, private readonly languages: SetLanguage,
  ) {}

  @Query(() => ViewerType)
  @Access('session.own')
  async viewer(@CurrentActor() actor: Actor): Promise<ViewerType> {
    const session = await this.describe.run(actor);
    return this.database.as(actor, async (tx) => {
      const organisation = await this.organisations.byId(tx, actor.organisationId);
      const own = actor.patientId === null ? undefined : (await this.patients.heads(tx, [actor.patientId])).get(actor.patientId);
      const { country, zone } = own ?? organisation;
      return Object.assign(new ViewerType(), { ...session, roles: [...session.roles], accountId: actor.accountId, organisationName: organisation.name, country, zone });
    });
  }

  @Mutation(() => ViewerType)
  @Access('account.own')
  async setLanguage(@CurrentActor() actor: Actor, @Args('language', { type: () => String }) language: string): Promise<ViewerType> {
    if (!isLanguage(language)) throw new GraphQLError('There is no such language', { extensions: { code: 'BAD_USER_INPUT' } });
    await this.languages.run(actor, language);
    return this.viewer(actor);
  }
}
