import { addDays, dayDoseOn, scheduleOf, type DayDose, type LaidPlan, type LocalDate, type PlanChange, type Schedule } from '@evenkeel/taper-rules';

/** What a change to a running plan does to today's dose and to the dates that follow. */
export interface ActPreview {
  readonly doseNow: DayDose;
  readonly doseThen: DayDose;
  readonly nextNow: NextStep | null;
  readonly nextThen: NextStep | null;
  readonly endNow: LocalDate | null;
  readonly endThen: LocalDate | null;
}

export interface NextStep {
  readonly on: LocalDate;
  readonly dose: DayDose;
}

/** Looks at a change before it is made. Nothing is done; the server decides what it does. */
export function previewOf(laid: LaidPlan, changes: readonly PlanChange[], change: PlanChange, today: LocalDate): ActPreview {
  const [now, then] = [scheduleOf(laid, changes), scheduleOf(laid, [...changes, change])];
  return {
    doseNow: dayDoseOn(now, today) ?? [], doseThen: dayDoseOn(then, change.on > today ? change.on : today) ?? [],
    nextNow: nextAfter(now, today), nextThen: nextAfter(then, today), endNow: now.endsOn, endThen: then.endsOn,
  };
}

const nextAfter = ({ steps }: Schedule, today: LocalDate): NextStep | null => {
  const next = steps.find(({ startsOn }) => startsOn > today);
  return next === undefined ? null : { on: next.startsOn, dose: next.dose };
};

/** The first day on which a restart changes no dose: a step that was due while the plan was held is not taken on the day itself. */
export function gentleRestart(laid: LaidPlan, changes: readonly PlanChange[], today: LocalDate): LocalDate {
  const then = scheduleOf(laid, [...changes, { kind: 'restart', on: today }]);
  return then.steps.some(({ startsOn }) => startsOn === today) ? addDays(today, 1) : today;
}
