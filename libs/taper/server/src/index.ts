import './language.js';
import type { RowClass } from '@evenkeel/database';
import { DoseStepRow } from './store/dose-step.row.js';

export { DoseSteps, type NamedDoseStep } from './dose-steps.js';
export { DoseStepType, toDoseStep } from './graphql/dose-step.type.js';
export { PatientDoseStepsResolver, SummaryDoseResolver } from './graphql/dose-steps.resolver.js';
export { type DoseRow, doseRowsOf } from './dose-rows.js';
export { MyPlanType } from './graphql/my-plan.types.js';
export { PatientTaperType } from './graphql/patient-taper.types.js';
export { TaperHandlers } from './handlers.js';
export { jobs } from './jobs.js';
export { DoseStepReader, type SignedDoseStep, type StepKind } from './store/dose-step.reader.js';
export { lockingFamilies } from './next-step.js';
export { type MyPlan, ReadMyPlan } from './read-my-plan.js';
export { sealedPlan } from './store/plan-version.store.js';
export { PlanSweepStore } from './store/plan-sweep.store.js';
export * from './taper.module.js';
export { ReadTaperSettings } from './use-cases/read-taper-settings.js';
export { SignTaperSettings } from './use-cases/sign-taper-settings.js';
export { SweepDoses } from './use-cases/sweep-doses.js';
export { SweepPlans } from './use-cases/sweep-plans.js';

/** Row classes for the process's data sources. */
export const rows: readonly RowClass[] = [DoseStepRow];
