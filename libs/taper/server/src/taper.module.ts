import { Module, type Provider } from '@nestjs/common';
import { CareTeamModule } from '@evenkeel/care-team-server';
import { EscalationModule } from '@evenkeel/escalation-server';
import { MedicinesModule } from '@evenkeel/medicines-server';
import { NotificationsModule } from '@evenkeel/notifications-server';
import { ActivatePlan } from './activate-plan.js';
import { ChangePlan } from './change-plan.js';
import { DoseDesks } from './dose-desk.js';
import { DoseSteps } from './dose-steps.js';
import { DoseWords } from './dose-words.js';
import { AnswerPlans } from './graphql/answer-plans.js';
import { PatientDoseStepsResolver, SummaryDoseResolver } from './graphql/dose-steps.resolver.js';
import { IntakeResolver, TaperIntakeResolver } from './graphql/intake.resolver.js';
import { DosesResolver } from './graphql/doses.resolver.js';
import { MyPlanDosesResolver, PatientTaperDosesResolver } from './graphql/read-doses.resolver.js';
import { PatientTaperResolver } from './graphql/patient-taper.resolver.js';
import { PlansResolver } from './graphql/plans.resolver.js';
import { SlowPlansResolver } from './graphql/slow-plans.resolver.js';
import { TaperSettingsResolver } from './graphql/taper-settings.resolver.js';
import { TaperHandlers } from './handlers.js';
import { PlanDocumentController } from './http/plan-document.controller.js';
import { IntakeDesk } from './intake-desk.js';
import { KeepPlan } from './keep-plan.js';
import { MedicinesOfPatient } from './medicines-of-patient.js';
import { NextStep } from './next-step.js';
import { LocalProducts } from './own-products.js';
import { DoseRecordReader, OwnProducts, PatientFactsReader, PlanTasks, SupplyReader, SupplyWatch } from './patient-facts.js';
import { PlanCalendar } from './plan-calendar.js';
import { PlanDesk } from './plan-desk.js';
import { PlanNews } from './plan-news.js';
import { PlanProducts } from './plan-products.js';
import { TeamTasks } from './plan-tasks.js';
import { ReadSurroundings } from './plan-surroundings.js';
import { RaiseDoseAlert } from './raise-dose-alert.js';
import { ReadDoses } from './read-doses.js';
import { ReadMyPlan } from './read-my-plan.js';
import { ReadPatientFacts } from './read-patient-facts.js';
import { ReadPlans } from './read-plans.js';
import { SecondSignOff } from './second-sign-off.js';
import { SlowPlan } from './slow-plan.js';
import { CheckedInReader } from './store/checked-in.reader.js';
import { DispensingStore } from './store/dispensing.store.js';
import { DoseRecordStore } from './store/dose-record.store.js';
import { DoseStepReader } from './store/dose-step.reader.js';
import { DoseStepStore } from './store/dose-step.store.js';
import { IntakeStore } from './store/intake.store.js';
import { OtherMedicineStore } from './store/other-medicine.store.js';
import { DoseWatchStore } from './store/dose-watch.store.js';
import { PlanChangeStore } from './store/plan-change.store.js';
import { PlanNewsStore } from './store/plan-news.store.js';
import { PlanSweepStore } from './store/plan-sweep.store.js';
import { PlanVersionStore } from './store/plan-version.store.js';
import { TaperSettingsStore } from './store/taper-settings.store.js';
import { ChangeOtherMedicine } from './use-cases/change-other-medicine.js';
import { ChangeOutsideClinician } from './use-cases/change-outside-clinician.js';
import { Supply } from './supply.js';
import { CheckPlanDraft } from './use-cases/check-plan-draft.js';
import { ConfirmConcentration } from './use-cases/confirm-concentration.js';
import { DiscardPlanDraft } from './use-cases/discard-plan-draft.js';
import { EaseFinding } from './use-cases/ease-finding.js';
import { HoldTaper } from './use-cases/hold-taper.js';
import { MarkPlanRead } from './use-cases/mark-plan-read.js';
import { PrintPlan } from './use-cases/print-plan.js';
import { ReadIntake } from './use-cases/read-intake.js';
import { ReadTaperSettings } from './use-cases/read-taper-settings.js';
import { RecordDispensing } from './use-cases/record-dispensing.js';
import { RecordDose } from './use-cases/record-dose.js';
import { RestartTaper } from './use-cases/restart-taper.js';
import { ReviewStep } from './use-cases/review-step.js';
import { SaveIntake } from './use-cases/save-intake.js';
import { SavePlanDraft } from './use-cases/save-plan-draft.js';
import { SignPlan } from './use-cases/sign-plan.js';
import { SignTaperSettings } from './use-cases/sign-taper-settings.js';
import { SlowDownTaper } from './use-cases/slow-down-taper.js';
import { StepBackTaper } from './use-cases/step-back-taper.js';
import { StopPlan } from './use-cases/stop-plan.js';
import { SweepDoses } from './use-cases/sweep-doses.js';
import { SweepPlans } from './use-cases/sweep-plans.js';
import { TellNewPlan } from './use-cases/tell-new-plan.js';
import { TellPlanChange } from './use-cases/tell-plan-change.js';
import { TellSupply } from './use-cases/tell-supply.js';
import { UndoPlanChange } from './use-cases/undo-plan-change.js';
import { WithdrawDispensing } from './use-cases/withdraw-dispensing.js';
import { WithdrawDoseRecord } from './use-cases/withdraw-dose-record.js';
import { WatchDoses } from './watch-doses.js';

/** Who answers what plans ask about their patient. */
const ports: readonly Provider[] = [
  { provide: PatientFactsReader, useClass: ReadPatientFacts }, Supply, { provide: SupplyReader, useExisting: Supply }, { provide: DoseRecordReader, useClass: DoseWords },
  { provide: OwnProducts, useClass: LocalProducts }, { provide: PlanTasks, useClass: TeamTasks }, { provide: SupplyWatch, useClass: WatchDoses },
];
const stores: readonly Provider[] = [CheckedInReader, DispensingStore, DoseRecordStore, DoseWatchStore, DoseStepReader, DoseStepStore, IntakeStore, OtherMedicineStore, PlanChangeStore, PlanNewsStore, PlanSweepStore, PlanVersionStore, TaperSettingsStore];
const plans: readonly Provider[] = [ActivatePlan, ChangePlan, KeepPlan, NextStep, PlanCalendar, PlanDesk, PlanNews, PlanProducts, ReadMyPlan, ReadPlans, ReadSurroundings, SecondSignOff, SlowPlan];
const doses: readonly Provider[] = [
  ConfirmConcentration, DoseDesks, DosesResolver, MyPlanDosesResolver, PatientTaperDosesResolver, RaiseDoseAlert, ReadDoses, RecordDispensing, RecordDose, SweepDoses, TellSupply, WithdrawDispensing,
  WithdrawDoseRecord,
];
const useCases: readonly Provider[] = [
  CheckPlanDraft, DiscardPlanDraft, EaseFinding, HoldTaper, MarkPlanRead, PrintPlan, RestartTaper, ReviewStep, SavePlanDraft, SignPlan, SlowDownTaper, StepBackTaper, StopPlan, SweepPlans, TellNewPlan, TellPlanChange,
  UndoPlanChange,
];

const intake: readonly Provider[] = [ChangeOtherMedicine, ChangeOutsideClinician, IntakeDesk, IntakeResolver, MedicinesOfPatient, ReadIntake, SaveIntake, TaperIntakeResolver];
const settings: readonly Provider[] = [ReadTaperSettings, SignTaperSettings, TaperSettingsResolver];

/** Tapers: versions of plans that prescribers sign, what happens to them on their way, and the dated dose steps that follow. */
@Module({
  imports: [CareTeamModule, EscalationModule, MedicinesModule, NotificationsModule],
  controllers: [PlanDocumentController],
  providers: [...ports, ...stores, ...plans, ...doses, ...useCases, ...intake, ...settings, TaperHandlers, DoseSteps, AnswerPlans, PatientDoseStepsResolver, PatientTaperResolver, PlansResolver, SlowPlansResolver, SummaryDoseResolver],
  exports: [DoseStepReader, DoseSteps, PlanSweepStore, ReadMyPlan, SweepDoses, SweepPlans, TaperHandlers],
})
export class TaperModule {}
