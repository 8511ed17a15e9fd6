import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type GraphqlContext, LocalDate, Shown, signedIn } from '@evenkeel/graphql';
import { ReadDoses } from '../read-doses.js';
import { DispensingType, DoseRecordType } from './doses.types.js';
import { MyPlanType } from './my-plan.types.js';
import { PatientTaperType } from './patient-taper.types.js';
import { toDispensing, toRecord } from './to-doses.js';

@Resolver(() => MyPlanType)
export class MyPlanDosesResolver {
  constructor(private readonly doses: ReadDoses) {}

  @ResolveField(() => [DoseRecordType], { description: 'What was said about the doses of today and the three days before.' })
  @Shown('own')
  async records(@Context() context: GraphqlContext): Promise<DoseRecordType[]> {
    return (await this.doses.own(signedIn(context))).map(toRecord);
  }

  @ResolveField(() => DispensingType, { nullable: true, description: 'The liquid that has another concentration: no dose is shown until its label is confirmed.' })
  @Shown('own')
  async confirmConcentration(@Context() context: GraphqlContext): Promise<DispensingType | null> {
    const found = await this.doses.toConfirm(signedIn(context));
    return found === null ? null : toDispensing(found);
  }
}

@Resolver(() => PatientTaperType)
export class PatientTaperDosesResolver {
  constructor(private readonly doses: ReadDoses) {}

  @ResolveField(() => [DoseRecordType], { nullable: true, description: 'From one day to the other, both counted, with what was taken back. Null when doses are not shared.' })
  @Shown('doses')
  async records(
    @Parent() { patientId }: PatientTaperType, @Args('from', { type: () => LocalDate }) from: string, @Args('to', { type: () => LocalDate }) to: string, @Context() context: GraphqlContext,
  ): Promise<DoseRecordType[] | null> {
    return (await this.doses.records(signedIn(context), patientId, from, to))?.map(toRecord) ?? null;
  }

  @ResolveField(() => [DispensingType], { nullable: true, description: 'What the pharmacy gave, the newest first. For patient and prescribers.' })
  @Shown('taper_plan')
  async dispensings(@Parent() { patientId }: PatientTaperType, @Context() context: GraphqlContext): Promise<DispensingType[] | null> {
    return (await this.doses.dispensings(signedIn(context), patientId))?.map(toDispensing) ?? null;
  }
}
