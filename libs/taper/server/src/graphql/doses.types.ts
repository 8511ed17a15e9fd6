import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Instant, InvalidInput, LocalDate, NotAllowedNow, NotFound, Shown } from '@evenkeel/graphql';

@ObjectType('DoseRecord', { description: 'What the patient said about the dose of one time of a day. No record is no word, and not a missed dose.' })
export class DoseRecordType {
  @Field(() => ID) @Shown('doses') id!: string;
  @Field(() => LocalDate) @Shown('doses') localDate!: string;
  @Field(() => String, { description: 'morning | midday | evening | night' }) @Shown('doses') slot!: string;
  @Field(() => String, { description: 'taken | missed | extra | vomited | declined' }) @Shown('doses') kind!: string;
  @Field(() => Instant) @Shown('doses') tappedAt!: Date;
  @Field(() => Instant) @Shown('doses') receivedAt!: Date;
  @Field(() => Boolean, { description: 'Arrived later than it was tapped: from a phone without a network.' }) @Shown('doses') late!: boolean;
  @Field(() => Boolean, { description: 'Taken back, counts no more.' }) @Shown('doses') withdrawn!: boolean;
}

@ObjectType('Dispensing', { description: 'What came into the house of one product, in its own unit; the others are null.' })
export class DispensingType {
  @Field(() => ID) @Shown('taper_plan') id!: string;
  @Field(() => String) @Shown('taper_plan') product!: string;
  @Field(() => String, { nullable: true, description: "The words on the pharmacy's label, for products of the organisation's own." }) @Shown('taper_plan') label!: string | null;
  @Field(() => String) @Shown('taper_plan') form!: string;
  @Field(() => Int, { nullable: true }) @Shown('taper_plan') quarters!: number | null;
  @Field(() => Int, { nullable: true }) @Shown('taper_plan') microlitres!: number | null;
  @Field(() => Int, { nullable: true }) @Shown('taper_plan') milligrams!: number | null;
  @Field(() => Int, { nullable: true }) @Shown('taper_plan') concentrationMicrogramsPerMl!: number | null;
  @Field(() => Int, { nullable: true, description: 'The concentration before it, where this one is another.' }) @Shown('taper_plan') previousMicrogramsPerMl!: number | null;
  @Field(() => LocalDate) @Shown('taper_plan') dispensedOn!: string;
  @Field(() => String, { description: 'patient | prescriber' }) @Shown('taper_plan') enteredBy!: string;
  @Field(() => Instant) @Shown('taper_plan') enteredAt!: Date;
  @Field(() => Instant, { nullable: true }) @Shown('taper_plan') confirmedAt!: Date | null;
  @Field(() => Boolean, { description: 'Another concentration that nobody has confirmed yet: no dose is shown until then.' }) @Shown('taper_plan') awaitsConfirmation!: boolean;
  @Field(() => Boolean, { description: 'Entered by mistake, counts no more.' }) @Shown('taper_plan') withdrawn!: boolean;
}

@InputType('RecordDoseInput', { description: 'The id is made by the device and stays the same in every repetition.' })
export class RecordDoseInput {
  @Field(() => ID) id!: string;
  @Field(() => LocalDate) localDate!: string;
  @Field(() => String, { description: 'morning | midday | evening | night' }) slot!: string;
  @Field(() => String, { description: 'taken | missed | extra | vomited | declined' }) kind!: string;
  @Field(() => Instant) tappedAt!: Date;
}

@InputType('WithdrawDoseRecordInput')
export class WithdrawDoseRecordInput {
  @Field(() => ID) id!: string;
}

@InputType('RecordDispensingInput', { description: "So much of one product in its own unit, exactly one of the three. Without a patient one's own." })
export class RecordDispensingInput {
  @Field(() => ID) id!: string;
  @Field(() => ID, { nullable: true }) patientId!: string | null | undefined;
  @Field(() => String) product!: string;
  @Field(() => Int, { nullable: true, description: 'Quarters of a tablet or capsule: 120 are 30 tablets.' }) quarters!: number | null | undefined;
  @Field(() => Int, { nullable: true }) microlitres!: number | null | undefined;
  @Field(() => Int, { nullable: true }) milligrams!: number | null | undefined;
  @Field(() => Int, { nullable: true, description: 'As the label says; needed for liquids.' }) concentrationMicrogramsPerMl!: number | null | undefined;
  @Field(() => LocalDate) dispensedOn!: string;
}

@InputType('ConfirmConcentrationInput', { description: 'Somebody has read the label and says that this is the concentration.' })
export class ConfirmConcentrationInput {
  @Field(() => ID) dispensingId!: string;
}

@InputType('WithdrawDispensingInput')
export class WithdrawDispensingInput {
  @Field(() => ID) id!: string;
}

const recordOf = (name: string) => createUnionType({ name, types: () => [DoseRecordType, InvalidInput, NotFound, NotAllowedNow] as const });
const dispensingOf = (name: string) => createUnionType({ name, types: () => [DispensingType, InvalidInput, NotFound, NotAllowedNow] as const });

export const RecordDoseResult = recordOf('RecordDoseResult');
export const WithdrawDoseRecordResult = recordOf('WithdrawDoseRecordResult');
export const RecordDispensingResult = dispensingOf('RecordDispensingResult');
export const ConfirmConcentrationResult = dispensingOf('ConfirmConcentrationResult');
export const WithdrawDispensingResult = dispensingOf('WithdrawDispensingResult');
