import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Access as Audience, CurrentActor, type GraphqlContext, type RefusalType, Shown, signedIn, toRefusalType } from '@evenkeel/graphql';
import { type Actor, isRefusal, type PatientId, type Refusal } from '@evenkeel/kernel';
import type { Language } from '@evenkeel/language';
import { ChangeOtherMedicine } from '../use-cases/change-other-medicine.js';
import { ChangeOutsideClinician } from '../use-cases/change-outside-clinician.js';
import { type IntakeRecord, ReadIntake } from '../use-cases/read-intake.js';
import { SaveIntake } from '../use-cases/save-intake.js';
import {
  AddOtherMedicineInput, AddOtherMedicineResult, AddOutsideClinicianInput, AddOutsideClinicianResult, IntakeChangedType, IntakeType, OtherMedicineType, OutsideClinicianType,
  RemoveOutsideClinicianInput, RemoveOutsideClinicianResult, ReviewOtherMedicineInput, ReviewOtherMedicineResult, SaveIntakeInput, SaveIntakeResult, StopOtherMedicineInput, StopOtherMedicineResult,
} from './intake.types.js';
import { PatientTaperType } from './patient-taper.types.js';
import { toGivenIntake, toIntakeType, toOtherMedicine } from './to-intake.js';

type Answer = IntakeChangedType | RefusalType;

/** What prescribers write down about a patient: intake, other medicines, people outside. */
@Resolver()
export class IntakeResolver {
  constructor(private readonly saving: SaveIntake, private readonly medicines: ChangeOtherMedicine, private readonly outside: ChangeOutsideClinician) {}

  @Mutation(() => SaveIntakeResult)
  @Audience('intake.write')
  async saveIntake(@CurrentActor() actor: Actor, @Args('input') input: SaveIntakeInput, @Context() { language }: GraphqlContext): Promise<Answer> {
    return answer(await this.saving.run(actor, toGivenIntake(input)), language);
  }

  @Mutation(() => AddOtherMedicineResult)
  @Audience('intake.write')
  async addOtherMedicine(@CurrentActor() actor: Actor, @Args('input') { startedOn, stoppedOn, ...input }: AddOtherMedicineInput, @Context() { language }: GraphqlContext): Promise<Answer> {
    return answer(await this.medicines.run(actor, { ...input, startedOn: startedOn ?? null, stoppedOn: stoppedOn ?? null }), language);
  }

  @Mutation(() => StopOtherMedicineResult)
  @Audience('intake.write')
  async stopOtherMedicine(@CurrentActor() actor: Actor, @Args('input') { id, stoppedOn }: StopOtherMedicineInput, @Context() { language }: GraphqlContext): Promise<Answer> {
    return answer(await this.medicines.stop(actor, id, stoppedOn ?? null), language);
  }

  @Mutation(() => ReviewOtherMedicineResult, { description: 'A prescriber has thought about what it does to the dose: the next step need not wait for it.' })
  @Audience('intake.write')
  async reviewOtherMedicine(@CurrentActor() actor: Actor, @Args('input') { id }: ReviewOtherMedicineInput, @Context() { language }: GraphqlContext): Promise<Answer> {
    return answer(await this.medicines.review(actor, id), language);
  }

  @Mutation(() => AddOutsideClinicianResult)
  @Audience('intake.write')
  async addOutsideClinician(@CurrentActor() actor: Actor, @Args('input') { phone, email, ...input }: AddOutsideClinicianInput, @Context() { language }: GraphqlContext): Promise<Answer> {
    return answer(await this.outside.run(actor, { ...input, phone: phone ?? null, email: email ?? null }), language);
  }

  @Mutation(() => RemoveOutsideClinicianResult)
  @Audience('intake.write')
  async removeOutsideClinician(@CurrentActor() actor: Actor, @Args('input') { id }: RemoveOutsideClinicianInput, @Context() { language }: GraphqlContext): Promise<Answer> {
    return answer(await this.outside.remove(actor, id), language);
  }
}

/** The same as fields of the taper. Null for whoever is no prescriber. */
@Resolver(() => PatientTaperType)
export class TaperIntakeResolver {
  constructor(private readonly read: ReadIntake) {}

  @ResolveField(() => IntakeType, { nullable: true, description: 'The newest one. For prescribers.' })
  @Shown('taper_plan')
  async intake(@Parent() { patientId }: PatientTaperType, @Context() context: GraphqlContext): Promise<IntakeType | null> {
    const intake = (await this.recordOf(patientId, context))?.intake ?? null;
    return intake === null ? null : toIntakeType(intake);
  }

  @ResolveField(() => [OtherMedicineType], { nullable: true, description: 'Everything that was ever entered. For prescribers.' })
  @Shown('taper_plan')
  async otherMedicines(@Parent() { patientId }: PatientTaperType, @Context() context: GraphqlContext): Promise<OtherMedicineType[] | null> {
    return (await this.recordOf(patientId, context))?.medicines.map(toOtherMedicine) ?? null;
  }

  @ResolveField(() => [OutsideClinicianType], { nullable: true, description: 'For prescribers.' })
  @Shown('taper_plan')
  async outsideClinicians(@Parent() { patientId }: PatientTaperType, @Context() context: GraphqlContext): Promise<OutsideClinicianType[] | null> {
    const record = await this.recordOf(patientId, context);
    return record?.clinicians.map(({ id, role, name, phone, email }) => Object.assign(new OutsideClinicianType(), { id, role, name, phone, email })) ?? null;
  }

  /** Once for the three of them. */
  private recordOf(patientId: PatientId, context: GraphqlContext): Promise<IntakeRecord | null> {
    return context.loaders.get<IntakeRecord | null>('intake of patient', async (ids) =>
      new Map(await Promise.all(ids.map(async (id) => [id, await this.read.run(signedIn(context), id as PatientId)] as const)))).load(patientId);
  }
}

const answer = (done: { readonly id: string } | Refusal, language: Language): Answer =>
  (isRefusal(done) ? toRefusalType(done, language) : Object.assign(new IntakeChangedType(), { id: done.id }));
