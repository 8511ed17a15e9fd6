/** The middle one; of an even number the upper of the two. Zero for none. */
export const median = (values: readonly number[]): number => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;

/** Two-sided p of Mann and Whitney's test by the normal approximation, ties averaged: how likely so different two samples of one thing are. */
export function mannWhitney(one: readonly number[], other: readonly number[]): number {
  const all = [...one.map((value) => ({ value, first: true })), ...other.map((value) => ({ value, first: false }))].sort((a, b) => a.value - b.value);
  let rankSum = 0;
  for (let from = 0; from < all.length;) {
    let to = from;
    while (to < all.length && all[to]?.value === all[from]?.value) to += 1;
    const rank = (from + 1 + to) / 2;
    for (let i = from; i < to; i += 1) if (all[i]?.first === true) rankSum += rank;
    from = to;
  }
  const [m, n] = [one.length, other.length];
  const z = Math.abs(rankSum - (m * (m + n + 1)) / 2) / Math.sqrt((m * n * (m + n + 1)) / 12);
  // Abramowitz and Stegun 7.1.26, good to 1.5e-7.
  const x = z / Math.SQRT2;
  const k = 1 / (1 + 0.3275911 * x);
  return k * (0.254829592 + k * (-0.284496736 + k * (1.421413741 + k * (-1.453152027 + k * 1.061405429)))) * Math.exp(-x * x);
}
