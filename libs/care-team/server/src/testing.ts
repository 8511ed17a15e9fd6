import { type ConsentCategory, consentCategories, type Purpose } from '@evenkeel/care-team-rules';
import { newId } from '@evenkeel/database';
import type { AccountId, OrganisationId, PatientId } from '@evenkeel/kernel';
import type { TestDatabase } from '@evenkeel/testing';

type TeamRole = 'prescriber' | 'therapist' | 'coordinator';
type Owned = Pick<TestDatabase, 'owner'>;

interface OfPatient {
  readonly organisationId: OrganisationId;
  readonly patientId: PatientId;
}

/** Puts somebody on a patient's team and refreshes the grants, as the use case would. Returns the membership's id. */
export async function joinTeam(t: Owned, of: OfPatient & {
  readonly accountId: AccountId;
  readonly role: TeamRole;
  readonly primary?: boolean;
  readonly onRota?: boolean;
  readonly startsAt?: Date;
  readonly accepted?: boolean;
}): Promise<string> {
  const id = newId();
  await t.owner.query(
    `INSERT INTO clin.care_team_member (organisation_id, patient_id, id, account_id, role, is_primary, on_rota, accepted_at, starts_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, CASE WHEN $9 THEN coalesce($8, clock.now()) END, coalesce($8, clock.now()))`,
    [of.organisationId, of.patientId, id, of.accountId, of.role, of.primary ?? true, of.onRota ?? true, of.startsAt ?? null, of.accepted ?? true]);
  await refreshGrants(t, of.patientId);
  return id;
}

/** Ends a membership now. */
export async function leaveTeam(t: Owned, membershipId: string): Promise<void> {
  const { rows } = await t.owner.query<{ patient_id: PatientId }>(
    `UPDATE clin.care_team_member SET ends_at = clock.now(), ended_reason = 'left' WHERE id = $1 RETURNING patient_id`, [membershipId]);
  for (const row of rows) await refreshGrants(t, row.patient_id);
}

/** A consent of one year to a role or a person; everything but therapy notes unless categories are named. Returns its id. */
export async function giveConsent(t: Owned, of: OfPatient & {
  readonly to: { readonly role: TeamRole } | { readonly accountId: AccountId };
  readonly categories?: readonly ConsentCategory[];
  readonly purposes?: readonly Purpose[];
  readonly startsAt?: Date;
  readonly expiresAt?: Date;
}): Promise<string> {
  const id = newId();
  const categories = of.categories ?? consentCategories.filter((each) => each !== 'therapy_notes');
  await t.owner.query(
    `INSERT INTO clin.consent (organisation_id, patient_id, id, recipient_role, recipient_account, categories, purposes, text_version, given_at, starts_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'test', coalesce($8, clock.now()), coalesce($8, clock.now()), coalesce($9, clock.now() + interval '1 year'))`,
    [of.organisationId, of.patientId, id, 'role' in of.to ? of.to.role : null, 'accountId' in of.to ? of.to.accountId : null,
      categories, of.purposes ?? ['treatment'], of.startsAt ?? null, of.expiresAt ?? null]);
  await refreshGrants(t, of.patientId);
  return id;
}

/** Withdraws a consent now. */
export async function withdrawConsent(t: Owned, consentId: string): Promise<void> {
  const { rows } = await t.owner.query<{ patient_id: PatientId }>(
    `UPDATE clin.consent SET revoked_at = clock.now(), revoked_channel = 'test' WHERE id = $1 RETURNING patient_id`, [consentId]);
  for (const row of rows) await refreshGrants(t, row.patient_id);
}

/** Rebuilds the flat grants of one patient. Builders of a patient need it too: it makes the patient's own grants. */
export async function refreshGrants(t: Owned, patientId: PatientId): Promise<void> {
  await t.owner.query('SELECT clin.refresh_grants($1)', [patientId]);
}
