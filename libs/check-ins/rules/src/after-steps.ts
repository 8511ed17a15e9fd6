/** A step of the own plan, as far as the questions depend on it. Dates are those of the patient's calendar. */
export interface StepOfPlan {
  readonly startsOn: string;
  readonly kind: string;
}

/** Cuts closer together than this are covered by the weekly asking. */
const cutsApart = 7;
/** Days of a switched slot on which sedation is asked about, its first day being day 1 (clinical decision 12). */
const sedationDays = [2, 5, 10] as const;
/** A day that went by without a check-in is made up for within so many days. */
const madeUpWithin = 3;

/**
 * The last cut until this day after which what is serious has to be asked about (clinical decision 19); `null` if there is
 * none. Of cuts that follow one another within a week, as in a micro-taper, only the first counts.
 */
export function cutToAskAfter(steps: readonly StepOfPlan[], localDate: string): string | null {
  const cuts = daysOf(steps, ['reduce', 'stop'], localDate);
  return cuts.findLast((cut, index) => {
    const before = cuts[index - 1];
    return before === undefined || daysBetween(before, cut) >= cutsApart;
  }) ?? null;
}

/**
 * Whether sedation has to be asked about on this day: on days 2, 5 and 10 of each slot that went over to another medicine,
 * or soon after where no check-in was made on the day itself.
 * @param lastAskedOn when it was last asked about, answered or not; `null` if never
 */
export const sedationDue = (steps: readonly StepOfPlan[], lastAskedOn: string | null, localDate: string): boolean =>
  daysOf(steps, ['switch'], localDate).some((on) => {
    const day = daysBetween(on, localDate) + 1;
    const due = sedationDays.findLast((each) => each <= day);
    return due !== undefined && day - due <= madeUpWithin && (lastAskedOn === null || daysBetween(on, lastAskedOn) + 1 < due);
  });

const daysOf = (steps: readonly StepOfPlan[], kinds: readonly string[], until: string): readonly string[] =>
  [...new Set(steps.filter(({ kind, startsOn }) => kinds.includes(kind) && startsOn <= until).map(({ startsOn }) => startsOn))].sort();

/** Whole days from one date to the other, whatever the clocks do in between. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
