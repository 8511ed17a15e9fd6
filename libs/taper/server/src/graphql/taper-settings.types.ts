import { createUnionType, Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Instant, InvalidInput, NotFound, Shown, Stale } from '@evenkeel/graphql';
import { defaultTaperSettings, type TaperFigures, type TaperSettings } from '@evenkeel/taper-rules';
import type { SettingsRecord } from '../use-cases/read-taper-settings.js';

@ObjectType('TaperSettings', { description: "What a patient asks for in the pace of a plan. Bounds and sources are in the rules; version 0 is the defaults, which nobody has signed." })
export class TaperSettingsType {
  @Field(() => Int) @Shown('staff') version!: number;
  @Field(() => Int, { description: 'Use of more months than this is long.' }) @Shown('staff') longUseMonths!: number;
  @Field(() => Int, { description: 'Of the dose in 28 days at most, in ten-thousandths, after long use.' }) @Shown('staff') longUsePoints!: number;
  @Field(() => Int, { description: 'Years of age from which steps are slower.' }) @Shown('staff') slowerFromAge!: number;
  @Field(() => Int, { description: 'Days between steps with this age, frailty or a high dose.' }) @Shown('staff') slowerEveryDays!: number;
  @Field(() => Int, { description: 'Of the dose in 28 days, in ten-thousandths, in the micro-taper preset.' }) @Shown('staff') sensitivePoints!: number;
  @Field(() => Int, { description: 'Days after which risk and benefit are weighed again.' }) @Shown('staff') riskReviewDays!: number;
  @Field(() => Boolean, { description: 'Whether the British pace is offered.' }) @Shown('staff') offersUnitedKingdom!: boolean;
  @Field(() => String, { nullable: true, description: 'Null for the defaults.' }) @Shown('staff') signedBy!: string | null;
  @Field(() => Instant, { nullable: true }) @Shown('staff') signedAt!: Date | null;
}

@ObjectType('TaperSettingsRecord', { description: 'What counts now, and every table that was signed.' })
export class TaperSettingsRecordType {
  @Field(() => TaperSettingsType) @Shown('staff') current!: TaperSettingsType;
  @Field(() => [TaperSettingsType], { description: 'The newest first; empty while nobody has signed.' }) @Shown('staff') signed!: TaperSettingsType[];
}

/** The table alone, for whoever plans by it: who signed is told with its history. */
export function toTaperSettings(settings: TaperSettings, signedBy: string | null = null, signedAt: Date | null = null): TaperSettingsType {
  const { version, longUseMonths, longUsePoints, slowerFromAge, slowerEveryDays, sensitivePoints, riskReviewDays, offersUnitedKingdom } = settings;
  return Object.assign(new TaperSettingsType(), { version, longUseMonths, longUsePoints, slowerFromAge, slowerEveryDays, sensitivePoints, riskReviewDays, offersUnitedKingdom, signedBy, signedAt });
}

export function toSettingsRecord({ versions, names }: SettingsRecord): TaperSettingsRecordType {
  const signed = versions.map((each) => toTaperSettings(each, names.get(each.signedBy) ?? 'safety-lead', each.signedAt));
  return Object.assign(new TaperSettingsRecordType(), { current: signed[0] ?? toTaperSettings(defaultTaperSettings), signed });
}

@InputType('SignTaperSettingsInput')
export class SignTaperSettingsInput {
  @Field(() => Int, { description: 'The version that was on the screen; 0 for the defaults.' }) basedOn!: number;
  @Field(() => Int) longUseMonths!: number;
  @Field(() => Int) longUsePoints!: number;
  @Field(() => Int) slowerFromAge!: number;
  @Field(() => Int) slowerEveryDays!: number;
  @Field(() => Int) sensitivePoints!: number;
  @Field(() => Int) riskReviewDays!: number;
  @Field(() => Boolean) offersUnitedKingdom!: boolean;
  @Field(() => Boolean, { description: 'Asked for a second time, and said so.' }) confirmedTwice!: boolean;
}

export const toFigures = ({ longUseMonths, longUsePoints, slowerFromAge, slowerEveryDays, sensitivePoints, riskReviewDays, offersUnitedKingdom }: SignTaperSettingsInput): TaperFigures =>
  ({ longUseMonths, longUsePoints, slowerFromAge, slowerEveryDays, sensitivePoints, riskReviewDays, offersUnitedKingdom });

export const SignTaperSettingsResult = createUnionType({ name: 'SignTaperSettingsResult', types: () => [TaperSettingsRecordType, InvalidInput, Stale, NotFound] as const });
