import type { CommunityId, OrganisationId } from '@evenkeel/kernel';
import type { TestDatabase } from '@evenkeel/testing';

/** Gives an organisation the community that was made for it. */
export async function joinRealms(t: Pick<TestDatabase, 'owner'>, organisationId: OrganisationId, communityId: CommunityId): Promise<void> {
  await t.owner.query('INSERT INTO vault.community (organisation_id, community_id) VALUES ($1, $2)', [organisationId, communityId]);
}
