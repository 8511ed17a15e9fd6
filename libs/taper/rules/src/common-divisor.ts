import { remainder } from '@evenkeel/kernel';

/** The greatest whole number that divides both; the other one when one of them is zero. */
export function commonDivisor(left: number, right: number): number {
  let [a, b] = [left, right];
  while (b !== 0) [a, b] = [b, remainder(a, b)];
  return a;
}
