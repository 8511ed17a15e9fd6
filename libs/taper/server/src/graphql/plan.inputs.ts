import { createUnionType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Instant, InvalidInput, LocalDate, NotAllowedNow, NotFound, Stale } from '@evenkeel/graphql';
import { TaperPlanText } from './plan-text.scalar.js';
import { PlanVersionType } from './plan-version.types.js';

@InputType('SavePlanDraftInput', { description: 'Without a number a new draft; otherwise that one, as it was on the screen.' })
export class SavePlanDraftInput {
  @Field(() => ID) patientId!: string;
  @Field(() => Int, { nullable: true }) number!: number | null | undefined;
  @Field(() => Int, { nullable: true }) rowVersion!: number | null | undefined;
  @Field(() => String, { description: 'Why there is a new version.' }) reason!: string;
  @Field(() => TaperPlanText) plan!: string;
}

@InputType({ isAbstract: true })
abstract class OneDraft {
  @Field(() => ID) patientId!: string;
  @Field(() => Int) number!: number;
  @Field(() => Int) rowVersion!: number;
}

@InputType('CheckPlanDraftInput')
export class CheckPlanDraftInput extends OneDraft {}

@InputType('SignPlanInput')
export class SignPlanInput extends OneDraft {}

@InputType('DiscardPlanDraftInput')
export class DiscardPlanDraftInput extends OneDraft {}

@InputType('EaseFindingInput', { description: 'A reason may stand for all steps of a rule; everything else for one step.' })
export class EaseFindingInput extends OneDraft {
  @Field(() => String) rule!: string;
  @Field(() => LocalDate, { nullable: true }) on!: string | null | undefined;
  @Field(() => String, { description: 'override | reason | second-sign-off | specialist-sign-off' }) kind!: string;
  @Field(() => String) reason!: string;
  @Field(() => Boolean, { defaultValue: false }) confirmedTwice!: boolean;
  @Field(() => String, { nullable: true, description: 'Name and role of a specialist who said so.' }) specialistName!: string | null | undefined;
}

@InputType('HoldTaperInput', { description: 'The id is made by the device and stays the same in every repetition. Without a patient the own plan.' })
export class HoldTaperInput {
  @Field(() => ID) id!: string;
  @Field(() => ID, { nullable: true }) patientId!: string | null | undefined;
  @Field(() => Instant, { nullable: true }) tappedAt!: Date | null | undefined;
  @Field(() => Int, { nullable: true, description: 'Without it until somebody restarts.' }) days!: number | null | undefined;
}

@InputType('SlowDownTaperInput', { description: 'The next step comes 14 days later, its size unchanged.' })
export class SlowDownTaperInput {
  @Field(() => ID) id!: string;
  @Field(() => ID, { nullable: true }) patientId!: string | null | undefined;
  @Field(() => Instant, { nullable: true }) tappedAt!: Date | null | undefined;
}

@InputType('UndoPlanChangeInput')
export class UndoPlanChangeInput {
  @Field(() => ID) id!: string;
}

@InputType('RestartTaperInput', { description: 'Without a date as soon as no dose changes on the day itself.' })
export class RestartTaperInput {
  @Field(() => ID) patientId!: string;
  @Field(() => LocalDate, { nullable: true }) on!: string | null | undefined;
}

@InputType('StepBackTaperInput')
export class StepBackTaperInput {
  @Field(() => ID) patientId!: string;
  @Field(() => Int) steps!: number;
  @Field(() => LocalDate, { nullable: true }) on!: string | null | undefined;
}

@InputType('StopPlanInput', { description: 'Takes back a version that waits for its date, or ends the one that runs.' })
export class StopPlanInput {
  @Field(() => ID) patientId!: string;
  @Field(() => String) reason!: string;
}

@InputType('ReviewStepInput')
export class ReviewStepInput {
  @Field(() => ID) patientId!: string;
  @Field(() => String, { description: 'go-on | hold | step-back' }) decision!: string;
  @Field(() => String, { nullable: true }) note!: string | null | undefined;
}

@InputType('MarkPlanReadInput')
export class MarkPlanReadInput {
  @Field(() => Int) number!: number;
}

const resultOf = (name: string) => createUnionType({ name, types: () => [PlanVersionType, InvalidInput, NotFound, Stale, NotAllowedNow] as const });

export const SavePlanDraftResult = resultOf('SavePlanDraftResult');
export const CheckPlanDraftResult = resultOf('CheckPlanDraftResult');
export const EaseFindingResult = resultOf('EaseFindingResult');
export const SignPlanResult = resultOf('SignPlanResult');
export const DiscardPlanDraftResult = resultOf('DiscardPlanDraftResult');
export const HoldTaperResult = resultOf('HoldTaperResult');
export const SlowDownTaperResult = resultOf('SlowDownTaperResult');
export const UndoPlanChangeResult = resultOf('UndoPlanChangeResult');
export const RestartTaperResult = resultOf('RestartTaperResult');
export const StepBackTaperResult = resultOf('StepBackTaperResult');
export const StopPlanResult = resultOf('StopPlanResult');
export const ReviewStepResult = resultOf('ReviewStepResult');
export const MarkPlanReadResult = resultOf('MarkPlanReadResult');
