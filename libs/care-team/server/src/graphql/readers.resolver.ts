import { Args, Query, Resolver } from '@nestjs/graphql';
import { Access as Audience, CurrentActor } from '@evenkeel/graphql';
import type { Actor } from '@evenkeel/kernel';
import { ReadWhoLooked } from '../use-cases/read-who-looked.js';
import { OwnEmergencyType, toOwnEmergency, toWhoLooked, WhoLookedType } from './readers.types.js';

/** Who looked at a record, for the person whose record it is. */
@Resolver()
export class ReadersResolver {
  constructor(private readonly read: ReadWhoLooked) {}

  @Query(() => WhoLookedType, { description: 'Visits of other people to the own record, newest first.' })
  @Audience('readers.read')
  async whoLooked(@CurrentActor() actor: Actor, @Args('before', { type: () => String, nullable: true }) before: string | null): Promise<WhoLookedType> {
    return toWhoLooked(await this.read.run(actor, before ?? null));
  }

  @Query(() => [OwnEmergencyType], { description: 'Emergency accesses to the own record, newest first.' })
  @Audience('readers.read')
  async ownEmergencies(@CurrentActor() actor: Actor): Promise<OwnEmergencyType[]> {
    return (await this.read.emergenciesOf(actor)).map(toOwnEmergency);
  }
}
