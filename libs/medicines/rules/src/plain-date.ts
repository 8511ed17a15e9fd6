import { remainder } from '@evenkeel/kernel';

const daysOfTheMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether text is a date that exists, written `YYYY-MM-DD`. */
export function isPlainDate(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (parts === null) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const leap = remainder(year, 4) === 0 && (remainder(year, 100) !== 0 || remainder(year, 400) === 0);
  const last = month === 2 && leap ? 29 : (daysOfTheMonths[month - 1] ?? 0);
  return day >= 1 && day <= last;
}
