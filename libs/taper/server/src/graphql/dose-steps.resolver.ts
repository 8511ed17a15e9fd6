import { Context, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { PatientRecordType, PatientSummaryType } from '@evenkeel/care-team-server';
import { type GraphqlContext, Shown, signedIn } from '@evenkeel/graphql';
import type { PatientId } from '@evenkeel/kernel';
import { currentDose } from '@evenkeel/taper-rules';
import { DoseSteps, type NamedDoseStep } from '../dose-steps.js';
import { DoseStepType, toDoseStep } from './dose-step.type.js';

const stepsOf = (doses: DoseSteps, context: GraphqlContext, id: PatientId): Promise<readonly NamedDoseStep[] | null> =>
  context.loaders.get<readonly NamedDoseStep[]>('dose steps of patient', (ids) => doses.forActor(signedIn(context), ids as readonly PatientId[])).load(id);

@Resolver(() => PatientRecordType)
export class PatientDoseStepsResolver {
  constructor(private readonly doses: DoseSteps) {}

  @ResolveField(() => [DoseStepType])
  @Shown('taper_plan')
  async doseSteps(@Parent() { id }: PatientRecordType, @Context() context: GraphqlContext): Promise<DoseStepType[]> {
    return (await stepsOf(this.doses, context, id) ?? []).map((step) => toDoseStep(step, step.signerName));
  }
}

@Resolver(() => PatientSummaryType)
export class SummaryDoseResolver {
  constructor(private readonly doses: DoseSteps) {}

  @ResolveField(() => Int, { nullable: true, description: "Today's dose." })
  @Shown('taper_plan')
  async doseMicrograms(@Parent() { id }: PatientSummaryType, @Context() context: GraphqlContext): Promise<number | null> {
    return (await this.today(id, context))?.total ?? null;
  }

  @ResolveField(() => String, { nullable: true })
  @Shown('taper_plan')
  async drug(@Parent() { id }: PatientSummaryType, @Context() context: GraphqlContext): Promise<string | null> {
    return (await this.today(id, context))?.medicine ?? null;
  }

  private async today(id: PatientId, context: GraphqlContext) {
    const steps = await stepsOf(this.doses, context, id);
    const [first] = steps ?? [];
    return steps === null || first === undefined ? null : currentDose(steps, first.today);
  }
}
