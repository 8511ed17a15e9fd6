import type { Role } from '@evenkeel/kernel';

/**
 * The table of who may do and see what, as this project needs it. Its rows live in care-team's rules, above us;
 * whoever puts the product together hands them down.
 */
export interface AccessTable {
  /** Whether this is a verb, and who may try it. `undefined` for an unknown verb. */
  rolesFor(verb: string): readonly Role[] | undefined;
  /** Which roles reach into this category of data at all, for whatever patient. `undefined` for an unknown category. */
  rolesReaching(category: string): readonly Role[] | undefined;
}
