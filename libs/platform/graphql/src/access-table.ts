import type { PeerPart, Role } from '@evenkeel/kernel';

/**
 * The table of who may do and see what, as this project needs it. Its rows live in care-team's rules (of a peer's, in
 * those of the peer groups), above us; whoever puts the product together hands them down.
 */
export interface AccessTable<Acting extends string = Role> {
  /** Whether this is a verb, and who may try it. `undefined` for an unknown verb. */
  rolesFor(verb: string): readonly Acting[] | undefined;
  /** Which roles reach into this category of data at all, for whatever patient. `undefined` for an unknown category. */
  rolesReaching(category: string): readonly Acting[] | undefined;
}

/** The same of the peer realm: verbs and audiences for parts instead of roles. */
export type PeerAccessTable = AccessTable<PeerPart>;
