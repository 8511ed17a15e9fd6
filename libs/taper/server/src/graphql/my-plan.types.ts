import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Instant, LocalDate, Shown } from '@evenkeel/graphql';
import type { PatientId } from '@evenkeel/kernel';
import { ProductText } from './plan-text.scalar.js';
import { PlanVersionType } from './plan-version.types.js';

@ObjectType('DoseAmount', { description: 'So much of one product, in its own unit; the others are null.' })
export class DoseAmountType {
  @Field(() => String) @Shown('own') product!: string;
  @Field(() => String, { nullable: true, description: "The words on the pharmacy's label, for products of the organisation's own." }) @Shown('own') label!: string | null;
  @Field(() => String) @Shown('own') form!: string;
  @Field(() => Int, { nullable: true }) @Shown('own') quarters!: number | null;
  @Field(() => Int, { nullable: true }) @Shown('own') microlitres!: number | null;
  @Field(() => Int, { nullable: true }) @Shown('own') milligrams!: number | null;
  @Field(() => Int, { nullable: true }) @Shown('own') strengthMicrograms!: number | null;
  @Field(() => Int, { nullable: true }) @Shown('own') concentrationMicrogramsPerMl!: number | null;
  @Field(() => Int, { nullable: true }) @Shown('own') syringeMarkMicrolitres!: number | null;
  @Field(() => Int, { nullable: true }) @Shown('own') syringeCapacityMicrolitres!: number | null;
}

@ObjectType('SlotDose', { description: 'One medicine of one time of the day, as it is put together.' })
export class SlotDoseType {
  @Field(() => String, { description: 'morning | midday | evening | night' }) @Shown('own') slot!: string;
  @Field(() => String) @Shown('own') medicine!: string;
  @Field(() => Int) @Shown('own') micrograms!: number;
  @Field(() => [DoseAmountType]) @Shown('own') amounts!: DoseAmountType[];
}

/** Parts below add their fields by `@ResolveField`; `patientId` is for them. */
@ObjectType('MyPlan', { description: "The patient's own plan." })
export class MyPlanType {
  readonly patientId!: PatientId;
  @Field(() => PlanVersionType, { nullable: true, description: 'The one that holds now; a completed one while no other has begun.' }) @Shown('own') plan!: PlanVersionType | null;
  @Field(() => PlanVersionType, { nullable: true, description: 'Signed for a later date: please read.' }) @Shown('own') coming!: PlanVersionType | null;
  @Field(() => LocalDate) @Shown('own') today!: string;
  @Field(() => [SlotDoseType], { description: "Today's signed dose; empty when none may be shown." }) @Shown('own') doses!: SlotDoseType[];
  @Field(() => [ProductText], { description: "Products of the organisation's own that these plans name." }) @Shown('own') products!: string[];
  @Field(() => Instant, { nullable: true }) @Shown('own') heldSince!: Date | null;
  @Field(() => Instant, { nullable: true, description: 'Until then the last own change can be taken back.' }) @Shown('own') undoUntil!: Date | null;
  @Field(() => ID, { nullable: true, description: 'That change.' }) @Shown('own') undoId!: string | null;
  @Field(() => [String], { nullable: true, description: 'Rules for which the next step does not come; null when it is not locked. The dose stays the same.' }) @Shown('own') lockedBecause!: string[] | null;
  @Field(() => LocalDate, { nullable: true }) @Shown('own') runsOutOn!: string | null;
  @Field(() => Boolean, { description: 'Three days were reported as missed, or the liquid has another concentration: call before the next dose.' }) @Shown('own') showsNoDose!: boolean;
  @Field(() => Boolean) @Shown('own') seizureHistory!: boolean;
  @Field(() => Boolean, { description: 'The medicine treats epilepsy: the patient holds alone, and calls to move a step.' }) @Shown('own') slowDownNeedsCall!: boolean;
  @Field(() => LocalDate, { nullable: true, description: 'Check-ins go on until then.' }) @Shown('own') afterCareUntil!: string | null;
  @Field(() => String, { nullable: true }) @Shown('own') prescriberPhone!: string | null;
}
