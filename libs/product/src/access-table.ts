import { categories, inEmergency, isVerb, reach, verbs, whileNamed } from '@evenkeel/care-team-rules';
import type { AccessTable, PeerAccessTable } from '@evenkeel/graphql';
import { type Role, roles } from '@evenkeel/kernel';
import { partsFor, partsSeeing } from '@evenkeel/peer-groups-rules';

/**
 * The tables of the care team's rules, in the shape that the guard of the schema asks for. Somebody whom an alert has
 * paged reaches what `whileNamed` says, and somebody with emergency access what `inEmergency` says, so the guard lets the
 * role through and the readers decide about the patient.
 */
export const accessTable: AccessTable = {
  rolesFor: (verb) => (isVerb(verb) ? verbs[verb] : undefined),
  rolesReaching: (name) => {
    const category = categories.find((each) => each === name);
    if (category === undefined) return undefined;
    const letIn = (role: Role): boolean => role !== 'patient' && (whileNamed[role].includes(category) || inEmergency[role].includes(category));
    return roles.filter((role) => reach[role][category] !== 'none' || letIn(role));
  },
};

/** The same of the peer realm. */
export const peerAccessTable: PeerAccessTable = { rolesFor: partsFor, rolesReaching: partsSeeing };
