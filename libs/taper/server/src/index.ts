import type { RowClass } from '@evenkeel/database';
import { DoseStepRow } from './store/dose-step.row.js';

export { DoseSteps, type NamedDoseStep } from './dose-steps.js';
export { DoseStepType, toDoseStep } from './graphql/dose-step.type.js';
export { PatientDoseStepsResolver, SummaryDoseResolver } from './graphql/dose-steps.resolver.js';
export { DoseStepReader, type SignedDoseStep, type StepKind } from './store/dose-step.reader.js';
export * from './taper.module.js';

/** Row classes for the process's data sources. */
export const rows: readonly RowClass[] = [DoseStepRow];
