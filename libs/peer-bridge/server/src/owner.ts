import type { AccountId, OrganisationId, PatientId } from '@evenkeel/kernel';

/** Whose persona it is. A patient is known by the record, because that is what an alert is about; a moderator by the account. */
export type Owner =
  | { readonly kind: 'patient'; readonly organisationId: OrganisationId; readonly id: PatientId }
  | { readonly kind: 'moderator'; readonly organisationId: OrganisationId; readonly id: AccountId };

/** Always as long, so that a sealed one does not tell a moderator from a patient. */
export const writeOwner = ({ kind, organisationId, id }: Owner): string => `${kind === 'patient' ? 'p' : 'm'}|${organisationId}|${id}`;

/** What `writeOwner` wrote. Throws on anything else. */
export function readOwner(text: string): Owner {
  const [kind, organisationId, id] = text.split('|');
  if (organisationId === undefined || id === undefined) throw new Error('Not the owner of a persona');
  if (kind === 'p') return { kind: 'patient', organisationId: organisationId as OrganisationId, id: id as PatientId };
  if (kind === 'm') return { kind: 'moderator', organisationId: organisationId as OrganisationId, id: id as AccountId };
  throw new Error('Not the owner of a persona');
}
