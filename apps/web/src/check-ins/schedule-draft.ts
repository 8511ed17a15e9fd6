import type { CheckInScheduleFieldsFragment, CheckInScheduleInput } from '@evenkeel/api-client';
import { scheduleLimits } from '@evenkeel/check-ins-rules';

export type CheckInSchedule = CheckInScheduleFieldsFragment;

/** What somebody has typed so far, kept as text until it is sent: half a number is no number yet. */
export interface ScheduleDraft {
  /** `HH:MM` on the patient's clock. */
  readonly localTime: string;
  readonly everyDays: string;
  readonly windowMinutes: string;
  /** `YYYY-MM-DD`; empty for today. */
  readonly startsOn: string;
  /** `YYYY-MM-DD`; empty for no end. */
  readonly endsOn: string;
  readonly paused: boolean;
}

export const draftFields = ['localTime', 'everyDays', 'windowMinutes', 'startsOn', 'endsOn', 'paused'] as const satisfies readonly (keyof ScheduleDraft)[];

export type DraftField = (typeof draftFields)[number];

export const isDraftField = (text: string | null): text is DraftField => draftFields.some((field) => field === text);

/** The form as it opens: the saved schedule, or every morning at nine for twelve hours. */
export const draftOf = (schedule: CheckInSchedule | null): ScheduleDraft => ({
  localTime: schedule?.localTime ?? '09:00',
  everyDays: String(schedule?.everyDays ?? 1),
  windowMinutes: String(schedule?.windowMinutes ?? 720),
  startsOn: schedule?.startsOn ?? '',
  endsOn: schedule?.endsOn ?? '',
  paused: schedule?.paused ?? false,
});

export type DraftErrors = Readonly<Partial<Record<DraftField, string>>>;

/** Codes of what cannot be sent as it is, by field; the same codes that the server gives. Empty when all is well. */
export function checkDraft(draft: ScheduleDraft): DraftErrors {
  const errors: Partial<Record<DraftField, string>> = {};
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(draft.localTime)) errors.localTime = 'not-a-time';
  if (!within(draft.everyDays, scheduleLimits.everyDays)) errors.everyDays = 'every-days-out-of-range';
  if (!within(draft.windowMinutes, scheduleLimits.windowMinutes)) errors.windowMinutes = 'window-out-of-range';
  if (draft.startsOn !== '' && draft.endsOn !== '' && draft.endsOn < draft.startsOn) errors.endsOn = 'ends-before-it-starts';
  return errors;
}

/**
 * What is still wrong of what was said to be wrong, now that the reader goes on typing. A field that is in order again
 * is taken off; nothing is added before the next attempt to save. What only the server knew stands until that very
 * field changes.
 */
export function stillWrong(errors: DraftErrors, before: ScheduleDraft, after: ScheduleDraft): DraftErrors {
  const [then, now] = [checkDraft(before), checkDraft(after)];
  return Object.fromEntries(draftFields.flatMap((field) => {
    const said = errors[field];
    if (said === undefined) return [];
    const stands = then[field] === undefined ? before[field] === after[field] : now[field] !== undefined;
    return stands ? [[field, now[field] ?? said]] : [];
  }));
}

const within = (text: string, limits: { readonly atLeast: number; readonly atMost: number }): boolean =>
  /^\d{1,5}$/.test(text.trim()) && Number(text) >= limits.atLeast && Number(text) <= limits.atMost;

interface Target {
  readonly patientId: string;
  /** The schedule to change as it was when the form opened; `null` for a new one. */
  readonly base: Pick<CheckInSchedule, 'id' | 'rowVersion'> | null;
}

/** What is sent. The zone is left to the server: it is the patient's, whatever the reader's is. Only for a checked draft. */
export const inputOf = (draft: ScheduleDraft, { patientId, base }: Target): CheckInScheduleInput => ({
  patientId,
  id: base?.id ?? null,
  rowVersion: base?.rowVersion ?? null,
  templateId: 'daily',
  localTime: draft.localTime,
  zone: null,
  everyDays: Number(draft.everyDays),
  windowMinutes: Number(draft.windowMinutes),
  startsOn: draft.startsOn === '' ? null : draft.startsOn,
  endsOn: draft.endsOn === '' ? null : draft.endsOn,
  paused: draft.paused,
});
