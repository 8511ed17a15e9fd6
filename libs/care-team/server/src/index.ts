import type { RowClass } from '@evenkeel/database';
import { CareTeamMemberRow } from './store/care-team-member.row.js';
import { ConsentRow } from './store/consent.row.js';

export * from './access.js';
export * from './care-team.module.js';
export { PatientRecordType, PatientSummaryType } from './graphql/patient.types.js';
export { PatientsResolver } from './graphql/patients.resolver.js';
export { CareTeamHandlers } from './handlers.js';
export { jobs, memberLeft, memberLeftNews } from './jobs.js';
export { accessEnded, accessOfPatientChanged, sharingChanged } from './realtime.js';
export { GrantStore } from './store/grant.store.js';
export { type TeamMember, TeamReader } from './store/team.reader.js';
export { StandingReader } from './store/standing.reader.js';
export { IndexNames } from './use-cases/index-names.js';
export { type NewTask, OpenTask } from './use-cases/open-task.js';
export { type SettledTask, SettleTask } from './use-cases/settle-task.js';

/** Row classes for the process's data sources. */
export const rows: readonly RowClass[] = [CareTeamMemberRow, ConsentRow];
