import { Module } from '@nestjs/common';
import { CareTeamModule } from '@evenkeel/care-team-server';
import { EscalationModule } from '@evenkeel/escalation-server';
import { NotificationsModule } from '@evenkeel/notifications-server';
import { SymptomsModule } from '@evenkeel/symptoms-server';
import { TaperModule } from '@evenkeel/taper-server';
import { CheckInViews } from './check-in-views.js';
import { EndAfterCare } from './end-after-care.js';
import { CalendarFeedResolver } from './graphql/calendar-feed.resolver.js';
import { CheckInsResolver } from './graphql/check-ins.resolver.js';
import { PatientCheckInsResolver, SummaryCheckInsResolver } from './graphql/patient-fields.resolver.js';
import { RecentScoresResolver } from './graphql/recent-scores.resolver.js';
import { CheckInHandlers } from './handlers.js';
import { CalendarController } from './http/calendar.controller.js';
import { PatientCheckIns } from './patient-check-ins.js';
import { AfterCareStore } from './store/after-care.store.js';
import { AnswerStore } from './store/answer.store.js';
import { CalendarFeedStore } from './store/calendar-feed.store.js';
import { CheckInReader } from './store/check-in.reader.js';
import { CheckInStore } from './store/check-in.store.js';
import { HistoryReader } from './store/history.reader.js';
import { PromptStore } from './store/prompt.store.js';
import { RecentScoresReader } from './store/recent-scores.reader.js';
import { ScheduleStore } from './store/schedule.store.js';
import { SweepStore } from './store/sweep.store.js';
import { TodayReader } from './store/today.reader.js';
import { ChangeCalendarFeed } from './use-cases/change-calendar-feed.js';
import { FetchCalendar } from './use-cases/fetch-calendar.js';
import { FlagAnswers } from './use-cases/flag-answers.js';
import { PlanAfterCare } from './use-cases/plan-after-care.js';
import { PreviewCheckIns } from './use-cases/preview-check-ins.js';
import { SendCheckInPrompt } from './use-cases/send-check-in-prompt.js';
import { SetCheckInSchedule } from './use-cases/set-check-in-schedule.js';
import { SubmitCheckIn } from './use-cases/submit-check-in.js';
import { SweepCheckIns } from './use-cases/sweep-check-ins.js';

/** Check-ins: planned on the patient's wall clock, sent, answered, read for flags. */
@Module({
  imports: [CareTeamModule, EscalationModule, NotificationsModule, SymptomsModule, TaperModule],
  controllers: [CalendarController],
  providers: [
    AfterCareStore, AnswerStore, CalendarFeedStore, CheckInReader, CheckInStore, HistoryReader, PromptStore, RecentScoresReader, ScheduleStore, SweepStore, TodayReader,
    ChangeCalendarFeed, CheckInHandlers, EndAfterCare, FetchCalendar, FlagAnswers, PlanAfterCare, PreviewCheckIns, SendCheckInPrompt, SetCheckInSchedule, SubmitCheckIn, SweepCheckIns,
    CheckInViews, PatientCheckIns, CalendarFeedResolver, CheckInsResolver, PatientCheckInsResolver, RecentScoresResolver, SummaryCheckInsResolver,
  ],
  exports: [CheckInHandlers, CheckInReader, PlanAfterCare, SubmitCheckIn, SetCheckInSchedule, SweepCheckIns],
})
export class CheckInsModule {}
