import { currentDose, nextPlanned, type DoseChange, type DoseStep } from '@evenkeel/taper-rules';
import { isMedicineCode } from '@evenkeel/medicines-rules';

/** A step of the plan as the API tells it. */
export interface ToldStep {
  readonly startsOn: string;
  readonly drug: string;
  readonly totalMicrograms: number;
  readonly morningMicrograms: number;
  readonly middayMicrograms: number;
  readonly eveningMicrograms: number;
  readonly nightMicrograms: number;
  readonly signedBy: string;
}

/** The dose on one day and what is planned after it. */
export interface DoseNow {
  readonly step: DoseStep;
  /** 1 on the first day of the step. */
  readonly day: number;
  readonly next: DoseChange | null;
  /** Who signed the step that comes next, or else the present one. */
  readonly signedBy: string;
}

const stepOf = (told: ToldStep): readonly DoseStep[] =>
  isMedicineCode(told.drug)
    ? [{
        startsOn: told.startsOn,
        medicine: told.drug,
        total: told.totalMicrograms,
        slots: { morning: told.morningMicrograms, midday: told.middayMicrograms, evening: told.eveningMicrograms, night: told.nightMicrograms },
      }]
    : [];

/** What holds on this date, `YYYY-MM-DD`; `null` without a plan, before it starts, or with a medicine this version does not know. */
export function doseNow(told: readonly ToldStep[], on: string): DoseNow | null {
  const steps = told.flatMap(stepOf);
  const step = currentDose(steps, on);
  if (step === null) return null;
  const next = nextPlanned(steps, on);
  const signed = told.find((each) => each.startsOn === (next?.on ?? step.startsOn));
  return { step, day: daysBetween(step.startsOn, on) + 1, next, signedBy: signed?.signedBy ?? '' };
}

/** Whole days from one civil date to another. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
