import { type DynamicModule, Global, type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuditModule } from '@evenkeel/audit-server';
import { CONFIG, Database, newRandomId, Outbox } from '@evenkeel/database';
import { EncryptionModule, newToken, PeerSealer, tokenHash } from '@evenkeel/encryption';
import { type CommunityId, type GroupId, type PeerActor, type PeerPart, type PersonaId, PersonaNames } from '@evenkeel/kernel';
import type { TestDatabase } from '@evenkeel/testing';
import { PeerGroupsModule } from './peer-groups.module.js';

type Owned = Pick<TestDatabase, 'owner' | 'config'>;

/** A community without an organisation behind it: the peer realm does not know the difference. */
export async function buildCommunity(t: Owned, of: { readonly name?: string; readonly language?: 'en' | 'es'; readonly zone?: string } = {}): Promise<CommunityId> {
  const id = newRandomId() as CommunityId;
  await t.owner.query(`INSERT INTO comm.community (id, name, language, zone, moderated_from, moderated_to, created_at) VALUES ($1, $2, $3, $4, '08:00', '22:00', clock.now())`,
    [id, of.name ?? 'Harbour community', of.language ?? 'en', of.zone ?? 'America/New_York']);
  return id;
}

export async function buildGroup(t: Owned, of: { readonly communityId: CommunityId; readonly topic?: string; readonly holdFirst?: number; readonly capacity?: number }): Promise<GroupId> {
  const id = newRandomId() as GroupId;
  await t.owner.query(`INSERT INTO comm.peer_group (community_id, id, topic, about, capacity, hold_first) VALUES ($1, $2, $3, 'Going down slowly, together.', $4, $5)`,
    [of.communityId, id, of.topic ?? 'Tapering slowly', of.capacity ?? 60, of.holdFirst ?? 3]);
  return id;
}

export interface BuiltPersona {
  readonly personaId: PersonaId;
  readonly communityId: CommunityId;
  readonly groupId: GroupId | null;
  readonly part: PeerPart;
  /** Each call is another request. No session row stands behind it. */
  actor(): PeerActor;
}

interface PersonaFacts {
  readonly communityId: CommunityId;
  /** Left out for a moderator. */
  readonly groupId?: GroupId;
  readonly displayName?: string;
  /** State of the membership; left out for a persona that has not asked yet. */
  readonly state?: 'requested' | 'approved' | 'declined' | 'withdrawn' | 'left' | 'removed' | 'banned';
}

/** A peer of a group, or a moderator of the community, with a data key and no owner in the vault. */
export async function buildPersona(t: Owned, of: PersonaFacts): Promise<BuiltPersona> {
  const personaId = newRandomId() as PersonaId;
  const part: PeerPart = of.groupId === undefined ? 'moderator' : 'peer';
  await t.owner.query(
    `INSERT INTO comm.persona (community_id, id, group_id, part, display_name, name_key, tint, created_week)
     VALUES ($1, $2, $3, $4, $5, $6, 3, date_trunc('week', clock.now() AT TIME ZONE 'UTC')::date)`,
    [of.communityId, personaId, of.groupId ?? null, part, of.displayName ?? null, of.displayName === undefined ? null : Buffer.from(of.displayName.toLowerCase())]);
  const key = new PeerSealer(t.config).wrapNewKey(personaId);
  await t.owner.query('INSERT INTO comm.data_key (subject_id, key_version, wrapped) VALUES ($1, $2, $3)', [personaId, key.keyVersion, key.wrapped]);
  if (of.groupId !== undefined && of.state !== undefined) {
    await t.owner.query(
      `INSERT INTO comm.membership (community_id, group_id, persona_id, state, requested_at, decided_at) VALUES ($1, $2, $3, $4, clock.now(), CASE WHEN $4 IN ('requested', 'withdrawn', 'left') THEN NULL ELSE clock.now() END)`,
      [of.communityId, of.groupId, personaId, of.state]);
  }
  const groupId = of.groupId ?? null;
  return {
    personaId, communityId: of.communityId, groupId, part,
    actor: () => ({ kind: 'persona', personaId, communityId: of.communityId, groupId, part, sessionId: newRandomId() as PeerActor['sessionId'], requestId: newRandomId() }),
  };
}

/** A ticket as the door gives it out: good for a minute. */
export async function ticketFor(t: Owned, persona: BuiltPersona, language: 'en' | 'es' = 'en'): Promise<string> {
  const ticket = newToken();
  await t.owner.query(`INSERT INTO comm.entry_ticket (ticket_hash, session_id, persona_id, language, expires_at) VALUES ($1, gen_random_uuid(), $2, $3, clock.now() + interval '60 seconds')`,
    [tokenHash(ticket), persona.personaId, language]);
  return ticket;
}

/** A live session of the peer realm: what a browser would send below `/peer`, and the actor behind it. */
export async function enterAs(t: Owned, persona: BuiltPersona, language: 'en' | 'es' = 'en'): Promise<{ readonly cookie: string; readonly actor: PeerActor }> {
  const token = newToken();
  const actor = persona.actor();
  await t.owner.query(
    `INSERT INTO comm.session (id, token_hash, community_id, persona_id, part, language, last_seen, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, date_trunc('hour', clock.now(), 'UTC'), date_trunc('hour', clock.now(), 'UTC') + interval '12 hours')`,
    [actor.sessionId, tokenHash(token), persona.communityId, persona.personaId, persona.part, language]);
  return { cookie: `evenkeel_peer=${token}`, actor };
}

@Global()
@Module({})
class TestPlatform {
  static of(t: TestDatabase, isPossible: (name: string) => boolean): DynamicModule {
    const names: PersonaNames = { isPossible: (_, name) => Promise.resolve(isPossible(name)) };
    return {
      module: TestPlatform,
      providers: [{ provide: CONFIG, useValue: t.config }, { provide: Database, useValue: t.database }, Outbox, { provide: PersonaNames, useValue: names }],
      exports: [CONFIG, Database, Outbox, PersonaNames],
    };
  }
}

/** The scope as a process runs it, on a test database. What the bridge would say of a name is for the test to say. */
export class PeerGroupsUnderTest {
  private constructor(private readonly app: INestApplicationContext) {}

  static async start(t: TestDatabase, isPossible: (name: string) => boolean = () => true): Promise<PeerGroupsUnderTest> {
    @Module({ imports: [TestPlatform.of(t, isPossible), EncryptionModule, AuditModule, PeerGroupsModule] })
    class Root {}
    return new PeerGroupsUnderTest(await NestFactory.createApplicationContext(Root, { logger: false, abortOnError: false }));
  }

  get<T>(type: new (...args: never[]) => T): T {
    return this.app.get(type, { strict: false });
  }

  async stop(): Promise<void> {
    await this.app.close();
  }
}
