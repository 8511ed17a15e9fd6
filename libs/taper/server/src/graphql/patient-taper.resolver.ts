import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { PatientRecordType } from '@evenkeel/care-team-server';
import { type GraphqlContext, Shown, signedIn } from '@evenkeel/graphql';
import { ReadPlans } from '../read-plans.js';
import { PatientTaperType } from './patient-taper.types.js';
import { toPatientTaper } from './to-plan.js';

@Resolver(() => PatientRecordType)
export class PatientTaperResolver {
  constructor(private readonly plans: ReadPlans) {}

  @ResolveField(() => PatientTaperType, { nullable: true, description: 'Null when the plan is not shared.' })
  @Shown('taper_plan')
  async taper(@Parent() { id }: PatientRecordType, @Context() context: GraphqlContext): Promise<PatientTaperType | null> {
    const taper = await this.plans.run(signedIn(context), id);
    return taper === null ? null : toPatientTaper(taper);
  }
}
