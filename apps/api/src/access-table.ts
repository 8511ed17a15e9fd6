import { categories, isVerb, reach, verbs } from '@evenkeel/care-team-rules';
import type { AccessTable } from '@evenkeel/graphql';
import { roles } from '@evenkeel/kernel';

/** The tables of the care team's rules, in the shape that the guard of the schema asks for. */
export const accessTable: AccessTable = {
  rolesFor: (verb) => (isVerb(verb) ? verbs[verb] : undefined),
  rolesReaching: (name) => {
    const category = categories.find((each) => each === name);
    return category === undefined ? undefined : roles.filter((role) => reach[role][category] !== 'none');
  },
};
