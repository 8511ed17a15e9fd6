import { newRandomId } from '@evenkeel/database';
import { buildCommunity, buildGroup, buildPersona, type BuiltPersona, enterAs } from '@evenkeel/peer-groups-server/testing';
import { rows } from '@evenkeel/product';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { type House, openHouse } from './house.js';

/** How a persona stands to the group of the target. */
export const standings = ['approved', 'muted', 'requested', 'declined', 'withdrawn', 'left', 'removed', 'banned', 'not-asked', 'other-group', 'other-community', 'moderator', 'other-moderator', 'author'] as const;
export type Standing = (typeof standings)[number];

export interface PeerReader {
  readonly standing: Standing;
  readonly persona: BuiltPersona;
  readonly cookie: string;
}

/** Ids of what lies in one group, or of nothing. */
export interface PeerIds {
  readonly groupId: string;
  readonly threadId: string;
  readonly postId: string;
  readonly heldId: string;
  readonly reportId: string;
  readonly personaId: string;
}

export interface PeerWorld {
  readonly t: TestDatabase;
  readonly house: House;
  readonly readers: readonly PeerReader[];
  readonly target: PeerIds;
}

export const peerWords = { title: 'Slow mornings', post: 'The kettle helps me wait.', held: 'My first words here.', report: 'This worries me a bit.', name: 'Otter Lane' } as const;

export const nothingThere = (): PeerIds => ({ groupId: newRandomId(), threadId: newRandomId(), postId: newRandomId(), heldId: newRandomId(), reportId: newRandomId(), personaId: newRandomId() });

/** A group with a thread, a post that everybody inside reads, one that waits and a report; and somebody in every standing to it. */
export async function openPeerWorld(closing: (() => Promise<void>)[]): Promise<PeerWorld> {
  const t = await freshDatabase({ rows });
  closing.push(() => t.close());
  const house = await openHouse(t);
  closing.push(() => house.close());
  const communityId = await buildCommunity(t);
  const groupId = await buildGroup(t, { communityId });
  const otherGroup = await buildGroup(t, { communityId, topic: 'Nights' });
  const elsewhere = await buildCommunity(t, { name: 'Elsewhere community' });
  const groupElsewhere = await buildGroup(t, { communityId: elsewhere });
  const enter = async (standing: Standing, persona: BuiltPersona): Promise<PeerReader> => ({ standing, persona, cookie: (await enterAs(t, persona)).cookie });
  const readers: PeerReader[] = [
    await enter('author', await buildPersona(t, { communityId, groupId, displayName: peerWords.name, state: 'approved' })),
    await enter('moderator', await buildPersona(t, { communityId, displayName: 'Noor' })),
    await enter('other-moderator', await buildPersona(t, { communityId: elsewhere, displayName: 'Nia' })),
    await enter('other-group', await buildPersona(t, { communityId, groupId: otherGroup, displayName: 'Night Owl', state: 'approved' })),
    await enter('other-community', await buildPersona(t, { communityId: elsewhere, groupId: groupElsewhere, displayName: 'Far Away', state: 'approved' })),
    await enter('not-asked', await buildPersona(t, { communityId, groupId })),
    await enter('muted', await buildPersona(t, { communityId, groupId, displayName: 'Quiet One', state: 'approved' })),
  ];
  for (const state of ['approved', 'requested', 'declined', 'withdrawn', 'left', 'removed', 'banned'] as const) {
    readers.push(await enter(state, await buildPersona(t, { communityId, groupId, displayName: `Persona ${state}`, state })));
  }
  const of = (standing: Standing): PeerReader => readers.find((each) => each.standing === standing) ?? fail(standing);
  await t.owner.query(`UPDATE comm.membership SET muted_until = clock.now() + interval '7 days' WHERE persona_id = $1`, [of('muted').persona.personaId]);
  await t.owner.query(`UPDATE comm.membership SET posts_released = 9, decided_at = clock.now() - interval '9 days' WHERE persona_id = $1`, [of('author').persona.personaId]);
  const write = async (by: PeerReader, input: object): Promise<string> => {
    const id = newRandomId();
    const { text } = await house.ask('/peer/graphql', by.cookie,
      'mutation ($input: WritePostInput!) { writePost(input: $input) { __typename ... on Refusal { code field } ... on WrittenPost { post { id threadId } } } }', { input: { id, ...input } });
    return /"threadId":"([^"]+)"/.exec(text)?.[1] === undefined ? fail(text) : id;
  };
  const first = await write(of('moderator'), { groupId, title: peerWords.title, words: 'What helps you to wait?' });
  const { rows: [thread] } = await t.owner.query<{ id: string }>('SELECT thread_id AS id FROM comm.post WHERE id = $1', [first]);
  const threadId = thread?.id ?? fail('no thread');
  const postId = await write(of('author'), { threadId, words: peerWords.post });
  await t.owner.query(`UPDATE comm.post SET state = 'visible', due_at = NULL WHERE id = $1 AND state = 'held'`, [postId]);
  const heldId = await write(of('approved'), { threadId, words: peerWords.held });
  const reportId = newRandomId();
  const reported = await house.ask('/peer/graphql', of('approved').cookie, 'mutation ($input: ReportPostInput!) { reportPost(input: $input) { __typename ... on Refusal { code } } }',
    { input: { id: reportId, postId, reason: 'worried', words: peerWords.report } });
  if (!reported.text.includes('"Done"')) fail(reported.text);
  await t.clock.advance(60_000);
  return { t, house, readers, target: { groupId, threadId, postId, heldId, reportId, personaId: of('author').persona.personaId } };
}

function fail(what: string): never {
  throw new Error(what);
}
