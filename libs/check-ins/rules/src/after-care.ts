import { Temporal } from 'temporal-polyfill';

/** A stretch of check-ins of after-care. Both days belong to it. */
export interface AfterCareStretch {
  readonly startsOn: string;
  readonly endsOn: string;
  readonly everyDays: number;
}

/** Days after the last dose with a check-in each day, and the weeks after it with one a week. */
const daily = 30;
const weekly = { fromWeek: 5, toWeek: 12 } as const;
/** Months after the last dose with a single check-in. */
const months = [4, 5, 6, 9, 12] as const;

/**
 * When somebody is asked how they are after the last dose: daily to day 30, weekly to week 12, then in months 4, 5, 6, 9 and 12.
 * A month without such a day gives its last one. Product default, close enough together for symptoms that last to be seen.
 */
export function afterCareOf(lastDoseOn: string): readonly AfterCareStretch[] {
  const last = Temporal.PlainDate.from(lastDoseOn, { overflow: 'reject' });
  const day = (days: number): string => last.add({ days }).toString();
  return [
    { startsOn: day(1), endsOn: day(daily), everyDays: 1 },
    { startsOn: day(weekly.fromWeek * 7), endsOn: day(weekly.toWeek * 7), everyDays: 7 },
    ...months.map((count): AfterCareStretch => {
      const on = last.add({ months: count }, { overflow: 'constrain' }).toString();
      return { startsOn: on, endsOn: on, everyDays: 1 };
    }),
  ];
}
