import type pg from 'pg';

export interface NewPeerGroup {
  /** `null` for the only one there is. */
  readonly organisation: string | null;
  readonly topic: string;
  readonly about: string;
  readonly capacity: number;
  readonly language: 'en' | 'es';
  readonly community: string;
  readonly from: string;
  readonly to: string;
}

/** Makes the group, and the community if the organisation has none, in one transaction. A text is what the operator got wrong. */
export async function makePeerGroup(owner: pg.Client, group: NewPeerGroup, newId: () => string): Promise<{ readonly newCommunity: boolean } | string> {
  const { rows: found } = await owner.query<{ id: string; zone: string; community: string | null }>(
    `SELECT o.id, o.zone, v.community_id AS community FROM identity.organisation o LEFT JOIN vault.community v ON v.organisation_id = o.id WHERE $1::text IS NULL OR o.name = $1`, [group.organisation]);
  const [organisation, ...more] = found;
  if (organisation === undefined) return 'There is no such organisation.';
  if (more.length > 0) return 'There are several organisations: name one with --organisation.';
  await owner.query('BEGIN');
  try {
    const communityId = organisation.community ?? newId();
    if (organisation.community === null) {
      await owner.query(`INSERT INTO comm.community (id, name, language, zone, moderated_from, moderated_to, created_at) VALUES ($1, $2, $3, $4, $5, $6, clock.now())`,
        [communityId, group.community, group.language, organisation.zone, group.from, group.to]);
      await owner.query('INSERT INTO vault.community (organisation_id, community_id) VALUES ($1, $2)', [organisation.id, communityId]);
    }
    await owner.query('INSERT INTO comm.peer_group (community_id, id, topic, about, capacity) VALUES ($1, $2, $3, $4, $5)', [communityId, newId(), group.topic, group.about, group.capacity]);
    await owner.query('COMMIT');
    return { newCommunity: organisation.community === null };
  } catch (error) {
    await owner.query('ROLLBACK');
    throw error;
  }
}
