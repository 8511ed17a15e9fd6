import { Module } from '@nestjs/common';
import { CareTeamModule } from '@evenkeel/care-team-server';
import { NotificationsModule } from '@evenkeel/notifications-server';
import { AlertStore } from './store/alert.store.js';
import { NoteStore } from './store/note.store.js';
import { NotificationStore } from './store/notification.store.js';
import { PolicyReader } from './store/policy.reader.js';
import { RosterReader } from './store/roster.reader.js';
import { TriggerStore } from './store/trigger.store.js';
import { AcknowledgeAlert } from './use-cases/acknowledge-alert.js';
import { AdvanceDueAlerts } from './use-cases/advance-due-alerts.js';
import { AnswerAlert } from './use-cases/answer-alert.js';
import { EngageAlert } from './use-cases/engage-alert.js';
import { EscalateAlert } from './use-cases/escalate-alert.js';
import { OpenAlert } from './use-cases/open-alert.js';
import { QuarantineAlert } from './use-cases/quarantine-alert.js';
import { RaiseAlert } from './use-cases/raise-alert.js';
import { ResolveAlert } from './use-cases/resolve-alert.js';
import { StepAlert } from './use-cases/step-alert.js';

/** Alerts that climb until a human answers. */
@Module({
  imports: [CareTeamModule, NotificationsModule],
  providers: [
    AlertStore, NoteStore, NotificationStore, PolicyReader, RosterReader, TriggerStore,
    RaiseAlert, AdvanceDueAlerts, QuarantineAlert, StepAlert, AnswerAlert,
    AcknowledgeAlert, EngageAlert, EscalateAlert, OpenAlert, ResolveAlert,
  ],
  exports: [RaiseAlert],
})
export class EscalationModule {}
