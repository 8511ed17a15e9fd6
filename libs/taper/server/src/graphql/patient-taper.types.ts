import { Field, Int, ObjectType } from '@nestjs/graphql';
import { LocalDate, Shown } from '@evenkeel/graphql';
import type { PatientId } from '@evenkeel/kernel';
import { ProductText } from './plan-text.scalar.js';
import { FindingType, PlanVersionType } from './plan-version.types.js';
import { TaperSettingsType } from './taper-settings.types.js';

@ObjectType('MedicineDose', { description: 'One medicine of one day. Whole micrograms.' })
export class MedicineDoseType {
  @Field(() => String) @Shown('taper_plan') medicine!: string;
  @Field(() => Int) @Shown('taper_plan') totalMicrograms!: number;
  @Field(() => Int) @Shown('taper_plan') morningMicrograms!: number;
  @Field(() => Int) @Shown('taper_plan') middayMicrograms!: number;
  @Field(() => Int) @Shown('taper_plan') eveningMicrograms!: number;
  @Field(() => Int) @Shown('taper_plan') nightMicrograms!: number;
}

@ObjectType('PrescribedDose', { description: 'What was prescribed, or found to be taken, from a date on.' })
export class PrescribedDoseType {
  @Field(() => LocalDate) @Shown('taper_plan') startsOn!: string;
  @Field(() => [MedicineDoseType], { description: 'Empty when nothing is taken.' }) @Shown('taper_plan') dose!: MedicineDoseType[];
}

@ObjectType('PatientFacts', { description: 'What intake knows and rules ask about. Null: nobody has asked yet.' })
export class PatientFactsType {
  @Field(() => Int, { nullable: true }) @Shown('taper_plan') ageYears!: number | null;
  @Field(() => Int, { nullable: true }) @Shown('taper_plan') monthsOfUse!: number | null;
  @Field(() => [String]) @Shown('taper_plan') factors!: string[];
  @Field(() => Int, { nullable: true }) @Shown('taper_plan') daysSinceRiskReview!: number | null;
}

@ObjectType('PlanSurroundings', { description: 'Everything around a plan that its check looks at: what an editor needs to show the findings while somebody types.' })
export class PlanSurroundingsType {
  @Field(() => LocalDate, { description: "The patient's today." }) @Shown('taper_plan') today!: string;
  @Field(() => String, { description: 'Whose products are listed.' }) @Shown('taper_plan') country!: string;
  @Field(() => [PrescribedDoseType]) @Shown('taper_plan') prescribed!: PrescribedDoseType[];
  @Field(() => PatientFactsType) @Shown('taper_plan') facts!: PatientFactsType;
  @Field(() => [ProductText], { description: "The organisation's own products; the shipped ones are in the rules." }) @Shown('taper_plan') products!: string[];
  @Field(() => TaperSettingsType, { description: 'What the organisation asks of every plan.' }) @Shown('staff') settings!: TaperSettingsType;
}

/** Scopes and parts below add their fields by `@ResolveField`; `patientId` is for them. */
@ObjectType('PatientTaper', { description: 'The taper of one patient, for the team.' })
export class PatientTaperType {
  readonly patientId!: PatientId;
  @Field(() => [PlanVersionType], { description: 'By number; drafts too.' }) @Shown('taper_plan') versions!: PlanVersionType[];
  @Field(() => PlanSurroundingsType, { nullable: true, description: 'For prescribers.' }) @Shown('staff') surroundings!: PlanSurroundingsType | null;
  @Field(() => LocalDate, { nullable: true, description: 'The first day without medicine.' }) @Shown('taper_plan') runsOutOn!: string | null;
  @Field(() => [String], { nullable: true, description: 'Rules for which the next step does not come; null when it is not locked.' }) @Shown('taper_plan') lockedBecause!: string[] | null;
  @Field(() => LocalDate, { nullable: true, description: 'The date of the next cut.' }) @Shown('taper_plan') nextCutOn!: string | null;
  @Field(() => [FindingType], { description: 'What the rules say about the next cut, as of now.' }) @Shown('taper_plan') nextStepFindings!: FindingType[];
}
