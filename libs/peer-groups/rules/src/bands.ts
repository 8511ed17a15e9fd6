/** How many people there are, as far as anybody may know: an exact number would say who has just come or gone. */
export type SizeBand = 'under-5' | '5-to-20' | '21-to-50' | 'over-50';

/** The band of a number of people. The database counts in the same bands (`vault.groups`). */
export function sizeBand(people: number): SizeBand {
  if (people < 5) return 'under-5';
  if (people <= 20) return '5-to-20';
  return people <= 50 ? '21-to-50' : 'over-50';
}
