import { Module } from '@nestjs/common';
import { NotificationsModule } from '@evenkeel/notifications-server';
import { Access } from './access.js';
import { AuditLogResolver } from './graphql/audit-log.resolver.js';
import { EmergencyResolver } from './graphql/emergency.resolver.js';
import { PatientsResolver } from './graphql/patients.resolver.js';
import { ReadersResolver } from './graphql/readers.resolver.js';
import { SharingResolver } from './graphql/sharing.resolver.js';
import { TasksResolver } from './graphql/tasks.resolver.js';
import { CareTeamHandlers } from './handlers.js';
import './language.js';
import { BreakGlassStore } from './store/break-glass.store.js';
import { ConsentStore } from './store/consent.store.js';
import { EmergencyNewsStore } from './store/emergency-news.store.js';
import { GrantStore } from './store/grant.store.js';
import { MembershipStore } from './store/membership.store.js';
import { NameIndexStore } from './store/name-index.store.js';
import { StandingReader } from './store/standing.reader.js';
import { TaskStore } from './store/task.store.js';
import { TeamReader } from './store/team.reader.js';
import { CloseTask } from './use-cases/close-task.js';
import { EndConsent } from './use-cases/end-consent.js';
import { EndMembership } from './use-cases/end-membership.js';
import { GiveConsent } from './use-cases/give-consent.js';
import { IndexNames } from './use-cases/index-names.js';
import { InviteToTeam } from './use-cases/invite-to-team.js';
import { JoinTeam } from './use-cases/join-team.js';
import { LookInEmergency } from './use-cases/look-in-emergency.js';
import { OpenEmergencyAccess } from './use-cases/open-emergency-access.js';
import { OpenTask } from './use-cases/open-task.js';
import { ReadAuditLog } from './use-cases/read-audit-log.js';
import { ReadEmergencies } from './use-cases/read-emergencies.js';
import { ReadSharing } from './use-cases/read-sharing.js';
import { ReadTasks } from './use-cases/read-tasks.js';
import { ReadWhoLooked } from './use-cases/read-who-looked.js';
import { ReviewEmergencyAccess } from './use-cases/review-emergency-access.js';
import { SettleTask } from './use-cases/settle-task.js';
import { TellEmergency } from './use-cases/tell-emergency.js';

const stores = [BreakGlassStore, ConsentStore, EmergencyNewsStore, GrantStore, MembershipStore, NameIndexStore, StandingReader, TaskStore, TeamReader];
const useCases = [
  CloseTask, EndConsent, EndMembership, GiveConsent, IndexNames, InviteToTeam, JoinTeam, LookInEmergency, OpenEmergencyAccess, OpenTask, ReadAuditLog, ReadEmergencies, ReadSharing, ReadTasks,
  ReadWhoLooked, ReviewEmergencyAccess, SettleTask, TellEmergency,
];

/** Who is on a patient's team, what the patient shares with whom, and therefore who may read what; and who did. */
@Module({
  imports: [NotificationsModule],
  providers: [Access, ...stores, ...useCases, CareTeamHandlers, PatientsResolver, SharingResolver, ReadersResolver, EmergencyResolver, AuditLogResolver, TasksResolver],
  exports: [Access, GrantStore, IndexNames, OpenTask, SettleTask, TeamReader],
})
export class CareTeamModule {}
