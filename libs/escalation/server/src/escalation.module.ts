import { Module } from '@nestjs/common';
import { CareTeamModule } from '@evenkeel/care-team-server';
import { NotificationsModule } from '@evenkeel/notifications-server';
import { AckLinks } from './ack-link.js';
import { Engine } from './engine.js';
import { AlertStepsResolver } from './graphql/alert-steps.resolver.js';
import { AlertsResolver } from './graphql/alerts.resolver.js';
import { PatientAlertsResolver, PatientSummaryAlertsResolver } from './graphql/patient-alerts.resolver.js';
import { EscalationHandlers } from './handlers.js';
import { AckController } from './http/ack.controller.js';
import { AckTokenStore } from './store/ack-token.store.js';
import { AlertReader } from './store/alert.reader.js';
import { AlertStore } from './store/alert.store.js';
import { BeatStore } from './store/beat.store.js';
import { ClaimStore } from './store/claim.store.js';
import { NoteStore } from './store/note.store.js';
import { NotificationStore } from './store/notification.store.js';
import { OwnAlertReader } from './store/own-alert.reader.js';
import { PolicyReader } from './store/policy.reader.js';
import { RosterReader } from './store/roster.reader.js';
import { SettleStore } from './store/settle.store.js';
import { TriggerStore } from './store/trigger.store.js';
import { Takeover } from './takeover.js';
import { AcknowledgeAlert } from './use-cases/acknowledge-alert.js';
import { AcknowledgeByLink } from './use-cases/acknowledge-by-link.js';
import { AdvanceDueAlerts } from './use-cases/advance-due-alerts.js';
import { AmendAlerts } from './use-cases/amend-alerts.js';
import { AnswerAlert } from './use-cases/answer-alert.js';
import { EngageAlert } from './use-cases/engage-alert.js';
import { EscalateAlert } from './use-cases/escalate-alert.js';
import { OpenAlert } from './use-cases/open-alert.js';
import { QuarantineAlert } from './use-cases/quarantine-alert.js';
import { RaiseAlert } from './use-cases/raise-alert.js';
import { ReadAlerts } from './use-cases/read-alerts.js';
import { ReadOwnAlert } from './use-cases/read-own-alert.js';
import { ReleaseResponder } from './use-cases/release-responder.js';
import { ReportUnreachable } from './use-cases/report-unreachable.js';
import { ResolveAlert } from './use-cases/resolve-alert.js';
import { ReviseContext } from './use-cases/revise-context.js';
import { SendDueNotifications } from './use-cases/send-due-notifications.js';
import { SettleAttempts } from './use-cases/settle-attempts.js';
import { StepAlert } from './use-cases/step-alert.js';

const stores = [
  AckTokenStore, AlertReader, AlertStore, BeatStore, ClaimStore, NoteStore, NotificationStore, OwnAlertReader, PolicyReader, RosterReader, SettleStore, TriggerStore,
];
const useCases = [
  AcknowledgeAlert, AcknowledgeByLink, AdvanceDueAlerts, AmendAlerts, AnswerAlert, EngageAlert, EscalateAlert, OpenAlert, QuarantineAlert, RaiseAlert,
  ReadAlerts, ReadOwnAlert, ReleaseResponder, ReportUnreachable, ResolveAlert, ReviseContext, SendDueNotifications, SettleAttempts, StepAlert,
];

/** Alerts that climb until a human answers. Engine and takeover stand still until a process starts them. */
@Module({
  imports: [CareTeamModule, NotificationsModule],
  controllers: [AckController],
  providers: [
    ...stores, ...useCases, AckLinks, Engine, EscalationHandlers, Takeover,
    AlertsResolver, AlertStepsResolver, PatientAlertsResolver, PatientSummaryAlertsResolver,
  ],
  exports: [AmendAlerts, RaiseAlert, OwnAlertReader, Engine, Takeover],
})
export class EscalationModule {}
