/**
 * Arithmetic of whole numbers. Doses are whole micrograms, volumes whole microlitres, shares whole ten-thousandths; the
 * scopes that compute with them may not divide or round in any other way (a wall in infra/checks/walls keeps it so).
 *
 * Every function throws a RangeError for an argument that is not a safe whole number or for a result that would leave
 * the safe range: a dose is never silently off by a digit.
 */

/** Whether this is a whole number that is held exactly. */
export const isWhole = (amount: unknown): amount is number => Number.isSafeInteger(amount);

/** `left` times `right`, exactly. */
export function multiply(left: number, right: number): number {
  return checked(checked(left) * checked(right));
}

/** `dividend` divided by `divisor`, towards minus infinity: `divideDown(-7, 2)` is -4. */
export function divideDown(dividend: number, divisor: number): number {
  const rest = remainder(dividend, divisor);
  // Towards zero first: subtracting the rest from a number below zero could leave the safe range.
  const towardsZero = (dividend - (dividend % divisor)) / divisor + 0;
  return dividend < 0 && rest !== 0 ? towardsZero - 1 : towardsZero;
}

/** `dividend` divided by `divisor`, towards plus infinity: `divideUp(7, 2)` is 4. */
export function divideUp(dividend: number, divisor: number): number {
  const rest = remainder(dividend, divisor);
  return divideDown(dividend, divisor) + (rest === 0 ? 0 : 1);
}

/** `dividend` divided by `divisor`, to the nearest whole number; exactly between two of them, the larger one. */
export function divideNearest(dividend: number, divisor: number): number {
  const rest = remainder(dividend, divisor);
  // Compared as two distances: twice the rest could leave the safe range.
  return divideDown(dividend, divisor) + (rest >= divisor - rest ? 1 : 0);
}

/** `dividend` divided by `divisor` if nothing remains, otherwise `null`. */
export function divideExactly(dividend: number, divisor: number): number | null {
  return remainder(dividend, divisor) === 0 ? divideDown(dividend, divisor) : null;
}

/** What remains of `divideDown`: from zero to below the divisor, for a negative dividend too. The divisor is 1 or more. */
export function remainder(dividend: number, divisor: number): number {
  if (checked(divisor) < 1) throw new RangeError('A divisor is a whole number of 1 or more');
  const rest = checked(dividend) % divisor;
  return rest < 0 ? rest + divisor : rest + 0;
}

function checked(amount: number): number {
  if (!Number.isSafeInteger(amount)) throw new RangeError('Not a whole number that is held exactly');
  return amount;
}
