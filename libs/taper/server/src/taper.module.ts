import { Module } from '@nestjs/common';
import { CareTeamModule } from '@evenkeel/care-team-server';
import { DoseSteps } from './dose-steps.js';
import { PatientDoseStepsResolver, SummaryDoseResolver } from './graphql/dose-steps.resolver.js';
import { DoseStepReader } from './store/dose-step.reader.js';

/** A taper as dated dose steps. */
@Module({
  imports: [CareTeamModule],
  providers: [DoseStepReader, DoseSteps, PatientDoseStepsResolver, SummaryDoseResolver],
  exports: [DoseStepReader, DoseSteps],
})
export class TaperModule {}
