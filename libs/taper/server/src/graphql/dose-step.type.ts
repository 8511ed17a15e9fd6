import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { LocalDate, Shown } from '@evenkeel/graphql';
import type { SignedDoseStep } from '../store/dose-step.reader.js';

@ObjectType('DoseStep', { description: 'From this date on, this much a day. Whole micrograms.' })
export class DoseStepType {
  @Field(() => ID) @Shown('taper_plan') id!: string;
  @Field(() => LocalDate) @Shown('taper_plan') startsOn!: string;
  @Field(() => String) @Shown('taper_plan') drug!: string;
  @Field(() => Int) @Shown('taper_plan') totalMicrograms!: number;
  @Field(() => Int) @Shown('taper_plan') morningMicrograms!: number;
  @Field(() => Int) @Shown('taper_plan') middayMicrograms!: number;
  @Field(() => Int) @Shown('taper_plan') eveningMicrograms!: number;
  @Field(() => Int) @Shown('taper_plan') nightMicrograms!: number;
  @Field(() => String) @Shown('taper_plan') kind!: string;
  @Field(() => String, { description: 'A name, or the role where the name is not for the reader.' }) @Shown('taper_plan') signedBy!: string;
}

/** @param signedBy a name, if the reader may see it */
export const toDoseStep = (step: SignedDoseStep, signedBy: string | undefined): DoseStepType => Object.assign(new DoseStepType(), {
  id: step.id, startsOn: step.startsOn, drug: step.medicine, totalMicrograms: step.total, morningMicrograms: step.slots.morning,
  middayMicrograms: step.slots.midday, eveningMicrograms: step.slots.evening, nightMicrograms: step.slots.night, kind: step.kind,
  signedBy: signedBy ?? 'prescriber',
});
