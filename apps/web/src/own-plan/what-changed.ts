import { isSameDay, planDifference, type DayDose } from '@evenkeel/taper-rules';
import type { OwnCalendar } from './own-calendar.js';

/** One thing that a new version does differently, to be put in words. Dates are the patient's. */
export type Changed =
  /** From this day on another dose than the plan before had; `until` is the first day on which both agree again. */
  | { readonly kind: 'dose'; readonly from: string; readonly until: string | null; readonly before: DayDose | null; readonly after: DayDose | null }
  | { readonly kind: 'end'; readonly before: string | null; readonly after: string | null }
  | { readonly kind: 'products' }
  | { readonly kind: 'factor' };

/** More lines than these are read by nobody: the list of all steps is below them. */
const mostDoses = 5;

/** What is different from a day on, the doses first. `more` counts the further spans of days that are not among them. */
export function whatChanged(before: OwnCalendar, after: OwnCalendar, since: string): { readonly changed: readonly Changed[]; readonly more: number } {
  const { days, endsOn, products, equivalenceChanged } = planDifference(before, after, since);
  const doses = days.filter((each) => !isSameDay(each.before ?? [], each.after ?? []));
  return {
    changed: [
      ...doses.slice(0, mostDoses).map(({ from, to, ...each }): Changed => ({ kind: 'dose', from, until: to, ...each })),
      ...(endsOn === null ? [] : [{ kind: 'end', ...endsOn } as const]),
      ...(products.added.length + products.removed.length > 0 ? [{ kind: 'products' } as const] : []),
      ...(equivalenceChanged ? [{ kind: 'factor' } as const] : []),
    ],
    more: Math.max(0, doses.length - mostDoses),
  };
}
