import type { Config } from '@evenkeel/config';
import { newId, newRandomId } from '@evenkeel/database';
import { PeerSealer, type Sealer } from '@evenkeel/encryption';
import { hashPassword, places } from '@evenkeel/identity-server';
import type { AccountId, CommunityId, GroupId, OrganisationId, PatientId, PersonaId } from '@evenkeel/kernel';
import { BridgeKeys, type Owner } from '@evenkeel/peer-bridge-server';
import { nameKey } from '@evenkeel/peer-groups-rules';
import type pg from 'pg';
import type { DemoClinic } from './demo-clinic.js';
import { at, insertAll } from './insert-all.js';
import { demoPassword, moderator, organisation } from './people.js';

const day = 86_400_000;
const hour = 3_600_000;

interface DemoPost {
  readonly by: string;
  /** Hours before the seeding. */
  readonly ago: number;
  readonly words: string;
  readonly held?: 'dose';
}

interface DemoThread {
  readonly title: string;
  readonly pinned?: boolean;
  readonly label?: 'hard';
  readonly posts: readonly DemoPost[];
}

/** Made-up names. Whose they are says the vault, where somebody is behind them at all. */
const members = [
  { key: 'lucia', name: 'Faro Tranquilo 18', patient: 'lucia', tint: 1 },
  { key: 'sam', name: 'Mossy Lantern 41', patient: 'sam', tint: 3 },
  { key: 'meadow', name: 'Quiet Meadow 63', patient: null, tint: 2 },
] as const;

const threads: readonly DemoThread[] = [
  {
    title: 'Welcome. How this group works', pinned: true,
    posts: [{ by: 'noor', ago: 15 * 24, words: 'Hello everybody. I am one of the people who read along here from 8 in the morning to 10 at night.\n\nWrite what is on your mind, as much or as little as you like. We share experience and leave plans to each of you and your prescriber. If you are in danger, use "Get help now" on top of every page. This group cannot come to you.' }],
  },
  {
    title: 'Nights after a step',
    posts: [
      { by: 'sam', ago: 9 * 24, words: 'The first week after a step my nights are short. What helped you to rest, even without sleep?' },
      { by: 'meadow', ago: 9 * 24 - 5, words: 'I stopped looking at the clock. A dull audiobook, very low, and I tell myself that lying still counts too.' },
      { by: 'lucia', ago: 8 * 24, words: 'A mí me ayuda levantarme a la misma hora aunque haya dormido poco. Los primeros días cuesta, luego se nota.' },
      { by: 'noor', ago: 8 * 24 - 3, words: 'Thank you for asking this. Short nights after a step are something many here know.' },
    ],
  },
  {
    title: 'Días en los que no se nota nada', label: 'hard',
    posts: [
      { by: 'lucia', ago: 4 * 24, words: 'Hay días en los que nada parece avanzar. Hoy ha sido uno. Solo quería decirlo donde se entiende.' },
      { by: 'sam', ago: 4 * 24 - 2, words: 'I read this with a translation. I know that kind of day. It passes.' },
    ],
  },
  {
    title: 'Small walks',
    posts: [
      { by: 'meadow', ago: 30, words: 'Ten minutes before breakfast, every day this week. Nothing more than that.' },
      { by: 'meadow', ago: 1, words: 'Since I went from 0.5 mg to 0.45 mg of clonazepam I walk a little less, and that is fine.', held: 'dose' },
    ],
  },
];

const reactions = [[1, 1, 'sam', 'thank-you'], [1, 1, 'lucia', 'thank-you'], [1, 2, 'meadow', 'same-here'], [2, 0, 'meadow', 'with-you'], [2, 0, 'sam', 'with-you']] as const;

/** Gives the demo clinic a community with one group, a moderator with an account of their own, and a few kind posts. */
export async function storePeerGroups(owner: pg.ClientBase, config: Config, sealer: Sealer, clinic: DemoClinic): Promise<void> {
  const community = { communityId: newRandomId() as CommunityId, groupId: newRandomId() as GroupId };
  const { communityId, groupId } = community;
  await insertAll(owner, 'comm.community', [{ id: communityId, name: `${organisation.name} groups`, language: 'en', zone: organisation.zone, moderated_from: '08:00', moderated_to: '22:00', created_at: at(clinic.now - 20 * day) }]);
  await insertAll(owner, 'vault.community', [{ organisation_id: organisation.id, community_id: communityId }]);
  await insertAll(owner, 'comm.peer_group', [{
    community_id: communityId, id: groupId, topic: 'Tapering slowly', about: 'For people on a slow taper. We share how it goes and leave the plans to each of us and our prescribers.',
    capacity: 40, hold_first: 3, slow_seconds: 0, read_only: false, guidelines_version: 1, row_version: 1,
  }]);
  const personas = new Map<string, PersonaId>();
  const make = async (key: string, name: string, tint: number, of: GroupId | null, behind: Owner | null): Promise<void> => {
    personas.set(key, await storePersona(owner, config, { communityId, groupId: of, name, tint, behind, since: clinic.now - 16 * day }));
  };
  await make('noor', moderator.personaName, 4, null, { kind: 'moderator', organisationId: organisation.id as OrganisationId, id: await storeModerator(owner, sealer, clinic.openedAt) });
  for (const { key, name, patient, tint } of members) {
    const id = patient === null ? null : clinic.patients.find((each) => each.key === patient)?.id ?? null;
    await make(key, name, tint, groupId, id === null ? null : { kind: 'patient', organisationId: organisation.id as OrganisationId, id: id as PatientId });
  }
  await insertAll(owner, 'comm.membership', members.map(({ key }) => ({
    community_id: communityId, group_id: groupId, persona_id: personas.get(key) ?? '', state: 'approved', requested_at: at(clinic.now - 15 * day),
    decided_at: at(clinic.now - 14.5 * day), decided_by: personas.get('noor') ?? null, hold_all: false, posts_released: 3,
  })));
  await storeThreads(owner, new PeerSealer(config), clinic.now, community, personas);
}

async function storeModerator(owner: pg.ClientBase, sealer: Sealer, since: number): Promise<AccountId> {
  const id = newId() as AccountId;
  const queries = queriesOf(owner);
  await sealer.createKey(queries, id);
  const profile = await sealer.seal(queries, id, places.account, id, JSON.stringify({ displayName: moderator.name, email: moderator.email }));
  await insertAll(owner, 'identity.account', [{ id, email_index: sealer.emailIndex(moderator.email), profile, language: 'en', created_at: at(since) }]);
  await insertAll(owner, 'identity.membership', [{ id: newId(), organisation_id: organisation.id, account_id: id, role: 'moderator', starts_at: at(since) }]);
  await insertAll(owner, 'identity.credential', [{ id: newId(), account_id: id, kind: 'password', secret: await hashPassword(demoPassword), created_at: at(since) }]);
  return id;
}

interface NewPersona {
  readonly communityId: CommunityId;
  readonly groupId: GroupId | null;
  readonly name: string;
  readonly tint: number;
  readonly behind: Owner | null;
  readonly since: number;
}

async function storePersona(owner: pg.ClientBase, config: Config, { communityId, groupId, name, tint, behind, since }: NewPersona): Promise<PersonaId> {
  const id = newRandomId() as PersonaId;
  const sealer = new PeerSealer(config);
  const key = sealer.wrapNewKey(id);
  await insertAll(owner, 'comm.persona', [{
    community_id: communityId, id, group_id: groupId, part: groupId === null ? 'moderator' : 'peer', display_name: name, name_key: sealer.nameKey(communityId, nameKey(name)), tint, created_week: mondayOf(since),
  }]);
  await insertAll(owner, 'comm.data_key', [{ subject_id: id, key_version: key.keyVersion, wrapped: key.wrapped }]);
  if (behind !== null) {
    const keys = new BridgeKeys(config);
    const [personaIndex, ownerIndex] = [keys.personaIndex(id), keys.ownerIndex(behind, { communityId, groupId })];
    await insertAll(owner, 'vault.persona_map', [{ persona_hmac: personaIndex, owner_group_hmac: ownerIndex, persona_enc: keys.sealPersona(ownerIndex, id), owner_enc: keys.sealOwner(personaIndex, behind) }]);
  }
  return id;
}

async function storeThreads(owner: pg.ClientBase, sealer: PeerSealer, now: number, { communityId, groupId }: { readonly communityId: CommunityId; readonly groupId: GroupId }, personas: ReadonlyMap<string, PersonaId>): Promise<void> {
  const queries = queriesOf(owner);
  const idOf = (key: string): PersonaId => {
    const id = personas.get(key);
    if (id === undefined) throw new Error('A post of the demo by nobody');
    return id;
  };
  const ids: string[][] = [];
  for (const { title, pinned = false, label = null, posts } of threads) {
    const postIds = posts.map(() => newRandomId());
    const [threadId = '', first] = [postIds[0], posts[0]];
    if (first === undefined) throw new Error('A thread of the demo without a post');
    const author = idOf(first.by);
    await insertAll(owner, 'comm.thread', [{ community_id: communityId, group_id: groupId, id: threadId, title: await sealer.seal(queries, author, 'comm.thread.title', threadId, title), label, author, pinned, created_at: at(now - first.ago * hour) }]);
    await insertAll(owner, 'comm.post', await Promise.all(posts.map(async ({ by, ago, words, held }, place) => {
      const id = postIds[place] ?? '';
      return {
        community_id: communityId, group_id: groupId, thread_id: threadId, id, author: idOf(by), words: await sealer.seal(queries, idOf(by), 'comm.post.words', id, words),
        state: held === undefined ? 'visible' : 'held', hold_reasons: held === undefined ? [] : [held], crisis: false, about_me: true, dose_hidden: true, created_at: at(now - ago * hour),
        due_at: held === undefined ? null : at(now + 3 * hour), row_version: 1,
      };
    })));
    ids.push(postIds);
  }
  await insertAll(owner, 'comm.reaction', reactions.map(([thread, post, by, kind]) => ({ community_id: communityId, post_id: ids[thread]?.[post] ?? '', persona_id: idOf(by), kind })));
}

/** The Monday of a moment's week, as a date in UTC. */
function mondayOf(milliseconds: number): string {
  const sinceMonday = (new Date(milliseconds).getUTCDay() + 6) % 7;
  return at(milliseconds - sinceMonday * day).slice(0, 10);
}

const queriesOf = (owner: pg.ClientBase) => ({
  query: async <Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> => (await owner.query(sql, [...parameters])).rows as Row[],
});
