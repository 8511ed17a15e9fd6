import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Instant, InvalidInput, LocalDate, NotFound, Shown } from '@evenkeel/graphql';
import { MedicineDoseType } from './patient-taper.types.js';

@ObjectType('TakenMedicine', { description: 'What is really taken of one medicine on a day on which it is taken.' })
export class TakenMedicineType {
  @Field(() => MedicineDoseType) @Shown('taper_plan') dose!: MedicineDoseType;
  @Field(() => String, { description: 'daily | irregular | as-needed' }) @Shown('taper_plan') pattern!: string;
  @Field(() => Int, { nullable: true, description: 'Null when it is taken daily.' }) @Shown('taper_plan') daysAMonth!: number | null;
}

@ObjectType('Intake', { description: 'What a prescriber found; the newest one counts.' })
export class IntakeType {
  @Field(() => ID) @Shown('taper_plan') id!: string;
  @Field(() => Instant) @Shown('taper_plan') recordedAt!: Date;
  @Field(() => LocalDate) @Shown('taper_plan') recordedOn!: string;
  @Field(() => String) @Shown('taper_plan') recordedBy!: string;
  @Field(() => [TakenMedicineType]) @Shown('taper_plan') taken!: TakenMedicineType[];
  @Field(() => String) @Shown('taper_plan') indication!: string;
  @Field(() => Int, { nullable: true }) @Shown('taper_plan') monthsOfUse!: number | null;
  @Field(() => [String]) @Shown('taper_plan') factors!: string[];
  @Field(() => LocalDate, { nullable: true }) @Shown('taper_plan') riskReviewOn!: string | null;
  @Field(() => String, { nullable: true }) @Shown('taper_plan') words!: string | null;
}

@ObjectType('MedicineInteraction', { description: 'What another medicine does beside one of the taper.' })
export class MedicineInteractionType {
  @Field(() => String) @Shown('taper_plan') medicine!: string;
  @Field(() => String) @Shown('taper_plan') interactant!: string;
  @Field(() => String, { description: 'contraindicated | avoid | caution | minor' }) @Shown('taper_plan') severity!: string;
  @Field(() => String, { description: 'more-effect | less-effect | more-sedation | less-sedation | not-known' }) @Shown('taper_plan') whenStarted!: string;
  @Field(() => String) @Shown('taper_plan') whenStopped!: string;
  @Field(() => Boolean, { description: 'The next step waits until a prescriber has looked.' }) @Shown('taper_plan') freezesSteps!: boolean;
  @Field(() => String) @Shown('taper_plan') source!: string;
}

@ObjectType('OtherMedicine')
export class OtherMedicineType {
  @Field(() => ID) @Shown('taper_plan') id!: string;
  @Field(() => String) @Shown('taper_plan') name!: string;
  @Field(() => LocalDate, { nullable: true, description: 'Null: from before anybody asked.' }) @Shown('taper_plan') startedOn!: string | null;
  @Field(() => LocalDate, { nullable: true, description: 'Null: still taken.' }) @Shown('taper_plan') stoppedOn!: string | null;
  @Field(() => Instant, { nullable: true }) @Shown('taper_plan') startReviewedAt!: Date | null;
  @Field(() => Instant, { nullable: true }) @Shown('taper_plan') stopReviewedAt!: Date | null;
  @Field(() => [MedicineInteractionType], { description: 'Empty when nothing is known, which proves nothing.' }) @Shown('taper_plan') interactions!: MedicineInteractionType[];
}

@ObjectType('OutsideClinician', { description: 'Somebody outside who treats the patient too.' })
export class OutsideClinicianType {
  @Field(() => ID) @Shown('taper_plan') id!: string;
  @Field(() => String) @Shown('taper_plan') role!: string;
  @Field(() => String) @Shown('taper_plan') name!: string;
  @Field(() => String, { nullable: true }) @Shown('taper_plan') phone!: string | null;
  @Field(() => String, { nullable: true }) @Shown('taper_plan') email!: string | null;
}

@InputType('TakenMedicineInput')
export class TakenMedicineInput {
  @Field(() => String) medicine!: string;
  @Field(() => Int) morningMicrograms!: number;
  @Field(() => Int) middayMicrograms!: number;
  @Field(() => Int) eveningMicrograms!: number;
  @Field(() => Int) nightMicrograms!: number;
  @Field(() => String, { description: 'daily | irregular | as-needed' }) pattern!: string;
  @Field(() => Int, { nullable: true, description: 'Asked for unless it is taken daily.' }) daysAMonth!: number | null | undefined;
}

@InputType('SaveIntakeInput')
export class SaveIntakeInput {
  @Field(() => ID) patientId!: string;
  @Field(() => [TakenMedicineInput]) taken!: TakenMedicineInput[];
  @Field(() => String, { description: 'anxiety | panic | insomnia | epilepsy | muscle-spasm | restless-legs | alcohol-withdrawal | psychiatric-crisis | other | not-known' }) indication!: string;
  @Field(() => Int, { nullable: true }) monthsOfUse!: number | null | undefined;
  @Field(() => [String], { description: 'Risk factors of the rules.' }) factors!: string[];
  @Field(() => LocalDate, { nullable: true }) riskReviewOn!: string | null | undefined;
  @Field(() => String, { nullable: true }) words!: string | null | undefined;
}

@InputType('AddOtherMedicineInput')
export class AddOtherMedicineInput {
  @Field(() => ID, { description: 'Made by the client; the same in every repetition.' }) id!: string;
  @Field(() => ID) patientId!: string;
  @Field(() => String) name!: string;
  @Field(() => LocalDate, { nullable: true }) startedOn!: string | null | undefined;
  @Field(() => LocalDate, { nullable: true }) stoppedOn!: string | null | undefined;
}

@InputType('StopOtherMedicineInput')
export class StopOtherMedicineInput {
  @Field(() => ID) id!: string;
  @Field(() => LocalDate, { nullable: true, description: 'Null: it goes on after all. Only while the day that was planned for its end is ahead.' }) stoppedOn!: string | null | undefined;
}

@InputType('ReviewOtherMedicineInput')
export class ReviewOtherMedicineInput {
  @Field(() => ID) id!: string;
}

@InputType('AddOutsideClinicianInput')
export class AddOutsideClinicianInput {
  @Field(() => ID, { description: 'Made by the client; the same in every repetition.' }) id!: string;
  @Field(() => ID) patientId!: string;
  @Field(() => String, { description: 'general-practitioner | psychiatrist | neurologist | obstetrician | pharmacist | pain-specialist | therapist | other' }) role!: string;
  @Field(() => String) name!: string;
  @Field(() => String, { nullable: true }) phone!: string | null | undefined;
  @Field(() => String, { nullable: true }) email!: string | null | undefined;
}

@InputType('RemoveOutsideClinicianInput')
export class RemoveOutsideClinicianInput {
  @Field(() => ID) id!: string;
}

@ObjectType('IntakeChanged', { description: 'Done. Load what you show again.' })
export class IntakeChangedType {
  @Field(() => ID) @Shown('taper_plan') id!: string;
}

const result = (name: string) => createUnionType({ name, types: () => [IntakeChangedType, InvalidInput, NotFound] as const });
export const SaveIntakeResult = result('SaveIntakeResult');
export const AddOtherMedicineResult = result('AddOtherMedicineResult');
export const StopOtherMedicineResult = result('StopOtherMedicineResult');
export const ReviewOtherMedicineResult = result('ReviewOtherMedicineResult');
export const AddOutsideClinicianResult = result('AddOutsideClinicianResult');
export const RemoveOutsideClinicianResult = result('RemoveOutsideClinicianResult');
