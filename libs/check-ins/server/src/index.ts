import './language.js';
import type { RowClass } from '@evenkeel/database';
import { CheckInScheduleRow } from './store/check-in-schedule.row.js';

export * from './alert-context.js';
export * from './check-in-view.js';
export * from './check-ins.module.js';
export { CheckInsResolver } from './graphql/check-ins.resolver.js';
export { PatientCheckInsResolver, SummaryCheckInsResolver } from './graphql/patient-fields.resolver.js';
export { CheckInHandlers } from './handlers.js';
export * from './jobs.js';
export { sealedWords } from './store/answer.store.js';
export { CheckInViews, type WholeToday } from './check-in-views.js';
export { CheckInReader } from './store/check-in.reader.js';
export { PreviewCheckIns } from './use-cases/preview-check-ins.js';
export { SetCheckInSchedule } from './use-cases/set-check-in-schedule.js';
export { type CheckInSaved, SubmitCheckIn } from './use-cases/submit-check-in.js';
export { PlanAfterCare } from './use-cases/plan-after-care.js';
export { type Swept, SweepCheckIns } from './use-cases/sweep-check-ins.js';
export { type SubmittedCheckIn } from './submission.js';
export { type WishedSchedule } from './planned-schedule.js';

/** Row classes for the process's data sources. */
export const rows: readonly RowClass[] = [CheckInScheduleRow];
