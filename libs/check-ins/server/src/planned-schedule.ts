import { checkSchedule, currentTemplate, localDateOf, nextOccurrence, type LastOccurrence, type Occurrence, type Schedule, templateIds } from '@evenkeel/check-ins-rules';
import { isRefusal, refuse, type Refusal } from '@evenkeel/kernel';

/** A schedule as a coordinator or prescriber asks for it. What is `null` is taken from the patient and from today. */
export interface WishedSchedule {
  readonly patientId: string;
  /** The schedule to change; `null` for a new one. */
  readonly id: string | null;
  readonly templateId: string;
  readonly localTime: string;
  readonly zone: string | null;
  readonly everyDays: number;
  readonly windowMinutes: number;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly paused: boolean;
  /** The version that was on the screen; needed to change one. */
  readonly rowVersion: number | null;
}

export interface PlannedSchedule extends Schedule {
  readonly templateId: string;
  readonly templateVersion: number;
  readonly paused: boolean;
}

/** Checks the wish and fills in what was left out; names the field at fault. */
export function planSchedule(wish: WishedSchedule, patientZone: string, now: Date): PlannedSchedule | Refusal {
  const templateId = templateIds.find((id) => id === wish.templateId && id !== 'serious');
  if (templateId === undefined) return refuse('unknown-template', 'templateId');
  const zone = wish.zone ?? patientZone;
  const { localTime, everyDays, windowMinutes, endsOn } = wish;
  const first = checkSchedule({ localTime, zone, everyDays, windowMinutes, endsOn: null, startsOn: wish.startsOn ?? '2000-01-01', remindAfterMinutes: null });
  if (isRefusal(first)) return first;
  const startsOn = wish.startsOn ?? localDateOf(now.getTime(), zone);
  const checked = checkSchedule({ ...first, startsOn, endsOn });
  if (isRefusal(checked)) return checked;
  return { ...checked, templateId, templateVersion: currentTemplate(templateId).version, paused: wish.paused };
}

/** The next check-in of this schedule from now on; `null` while it is paused and after its end. */
export const nextOf = (schedule: PlannedSchedule, last: LastOccurrence | null, now: Date): Occurrence | null =>
  schedule.paused ? null : nextOccurrence(schedule, { last, instant: now.getTime() });
