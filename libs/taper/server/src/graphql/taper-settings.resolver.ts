import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access as Audience, CurrentActor, type GraphqlContext, type RefusalType, toRefusalType } from '@evenkeel/graphql';
import { type Actor, isRefusal } from '@evenkeel/kernel';
import { ReadTaperSettings } from '../use-cases/read-taper-settings.js';
import { SignTaperSettings } from '../use-cases/sign-taper-settings.js';
import { SignTaperSettingsInput, SignTaperSettingsResult, TaperSettingsRecordType, toFigures, toSettingsRecord } from './taper-settings.types.js';

/** What an organisation asks of every plan. */
@Resolver()
export class TaperSettingsResolver {
  constructor(private readonly read: ReadTaperSettings, private readonly signs: SignTaperSettings) {}

  @Query(() => TaperSettingsRecordType)
  @Audience('taper-settings.read')
  async taperSettings(@CurrentActor() actor: Actor): Promise<TaperSettingsRecordType> {
    return toSettingsRecord(await this.read.run(actor));
  }

  @Mutation(() => SignTaperSettingsResult, { description: 'The whole table becomes the next version. What was signed before never changes.' })
  @Audience('taper-settings.sign')
  async signTaperSettings(@CurrentActor() actor: Actor, @Args('input') input: SignTaperSettingsInput, @Context() { language }: GraphqlContext): Promise<TaperSettingsRecordType | RefusalType> {
    const done = await this.signs.run(actor, { figures: toFigures(input), basedOn: input.basedOn, confirmedTwice: input.confirmedTwice });
    return isRefusal(done) ? toRefusalType(done, language) : toSettingsRecord(await this.read.run(actor));
  }
}
