import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newRandomId } from '@evenkeel/database';
import { buildSchema } from '@evenkeel/graphql';
import { verbs, type PeerVerb } from '@evenkeel/peer-groups-rules';
import { peerResolvers } from '@evenkeel/product';
import { type Document, documentsOf, filledPaths, variablesOf } from './testing/documents.js';
import { eachOf } from './testing/house.js';
import { nothingThere, openPeerWorld, type PeerIds, type PeerReader, type PeerWorld, peerWords, type Standing } from './testing/peer-world.js';

const inside: readonly Standing[] = ['approved', 'muted', 'author', 'moderator'];
const desk: readonly Standing[] = ['moderator'];
const author: readonly Standing[] = ['author'];
const nobody: readonly Standing[] = [];

/** Who may do what about things of one group. A root field that is not here fails the proof with its name. */
const rules: Readonly<Record<string, { readonly verb: PeerVerb; readonly on: readonly Standing[]; readonly marker?: (ids: PeerIds) => string }>> = {
  me: { verb: 'me.read', on: author, marker: ({ personaId }) => personaId },
  threads: { verb: 'thread.read', on: inside, marker: ({ threadId }) => threadId },
  thread: { verb: 'thread.read', on: inside },
  ownReports: { verb: 'thread.read', on: ['approved'], marker: ({ reportId }) => reportId },
  moderationQueue: { verb: 'queue.read', on: desk, marker: ({ heldId }) => heldId },
  moderatedPost: { verb: 'queue.read', on: desk },
  moderatedMember: { verb: 'queue.read', on: desk },
  moderationLog: { verb: 'queue.read', on: nobody },
  groupSettings: { verb: 'group.set', on: desk, marker: ({ groupId }) => groupId },

  reactToPost: { verb: 'post.answer', on: inside },
  reportPost: { verb: 'post.answer', on: inside },
  // Nobody blocks themselves.
  blockPersona: { verb: 'post.answer', on: ['approved', 'muted', 'moderator'] },
  rewritePost: { verb: 'post.own', on: author },
  withdrawPost: { verb: 'post.own', on: author },
  writePost: { verb: 'post.write', on: inside },
  claimPost: { verb: 'queue.decide', on: desk },
  decidePost: { verb: 'queue.decide', on: desk },
  decideReport: { verb: 'queue.decide', on: desk },
  decideMember: { verb: 'queue.decide', on: desk },
  passOn: { verb: 'queue.decide', on: desk },
  setGroup: { verb: 'group.set', on: desk },
  checkName: { verb: 'membership.own', on: nobody },
  requestToJoin: { verb: 'membership.own', on: nobody },
  withdrawRequest: { verb: 'membership.own', on: nobody },
  leaveGroup: { verb: 'membership.own', on: nobody },
  setMayContact: { verb: 'membership.own', on: nobody },
};

/** A value for every argument by its path; `undefined` for one that nobody has taught this list. */
const valueOf = (ids: PeerIds) => (root: string, path: string): unknown => {
  const byRoot: Readonly<Record<string, unknown>> = {
    'thread.id': ids.threadId, 'moderatedPost.id': ids.postId, 'claimPost.id': ids.heldId, 'decidePost.input.id': ids.heldId, 'decideReport.input.id': ids.reportId,
    'rewritePost.input.id': ids.postId, 'withdrawPost.id': ids.postId, 'setGroup.input.id': ids.groupId, 'writePost.input.id': newRandomId(), 'reportPost.input.id': newRandomId(),
    'decidePost.input.decision': 'approve', 'decideMember.input.decision': 'mute', 'writePost.input.title': null, 'writePost.input.groupId': ids.groupId, 'reportPost.input.reason': 'worried',
  };
  const byName: Readonly<Record<string, unknown>> = {
    personaId: ids.personaId, postId: ids.postId, threadId: ids.threadId, groupId: ids.groupId, after: 0, first: 50, on: true, kind: 'with-you', words: 'One more word.', rowVersion: 1, hours: 2,
    reason: 'A reason of the moderator.', outcome: 'kept', hard: false, hideDose: true, aboutMe: true, keepPosts: true, value: true, name: 'Brook Fern', displayName: 'Brook Fern', guidelinesVersion: 1,
    mayContact: false, topic: 'A topic', about: 'About it.', capacity: 60, holdFirst: 3, slowSeconds: 0, readOnly: false,
  };
  const full = `${root}.${path}`;
  return Object.hasOwn(byRoot, full) ? byRoot[full] : byName[path.split('.').at(-1) ?? path];
};

describe('S1: every field of the schema of the peer realm, for every persona', () => {
  let world: PeerWorld;
  let documents: readonly Document[];
  const nowhere = nothingThere();
  const closing: (() => Promise<void>)[] = [];
  const untaught = new Set<string>();
  const wrong: string[] = [];
  let cells = 0;

  beforeAll(async () => {
    world = await openPeerWorld(closing);
    documents = documentsOf(await buildSchema(peerResolvers));
  }, 120_000);
  afterAll(async () => { for (const close of closing.reverse()) await close(); });

  /** One cell, which is a field and a standing: what is, against what the rules say. */
  const cell = (holds: boolean, what: () => string): void => {
    cells += 1;
    must(holds, what);
  };
  const must = (holds: boolean, what: () => string): void => {
    if (!holds) wrong.push(what());
  };
  const lets = (root: string, { standing, persona }: PeerReader): boolean => {
    const rule = rules[root];
    return rule !== undefined && (verbs[rule.verb] as readonly string[]).includes(persona.part) && rule.on.includes(standing);
  };
  const ask = async (document: Document, { cookie }: PeerReader, ids: PeerIds): Promise<string> => {
    const { text } = await world.house.ask('/peer/graphql', cookie, document.text, variablesOf(document, valueOf(ids), untaught));
    return text.includes('"code":"fault"') ? `{"fault":"${document.root}","code":"fault"}` : text;
  };

  it('knows every root field and every argument', () => {
    expect([...new Set(documents.map(({ root }) => root))].filter((root) => rules[root] === undefined)).toEqual([]);
    for (const document of documents) variablesOf(document, valueOf(world.target), untaught);
    expect([...untaught]).toEqual([]);
  });

  it('answers every question with what the standing allows, and the rest as if it were not there', async () => {
    const { target } = world;
    for (const document of documents.filter(({ kind }) => kind === 'query')) {
      const seen: { reader: PeerReader; text: string; filled: ReadonlySet<string> }[] = [];
      const takesIds = document.args.some(({ name }) => /id$/i.test(name));
      await eachOf(world.readers, 6, async (reader) => {
        const text = await ask(document, reader, target);
        const unknown = takesIds ? await ask(document, reader, nowhere) : text;
        const { data } = JSON.parse(text) as { data?: Record<string, unknown> | null };
        seen.push({ reader, text, filled: filledPaths(document.root, data?.[document.root]) });
        const may = lets(document.root, reader);
        must(!text.includes('"code":"fault"'), () => `${reader.standing}: ${document.root} fails`);
        if (may) cell(!takesIds || text !== unknown, () => `${reader.standing}: ${document.root} answers as if there were nothing: ${text.slice(0, 200)}`);
        else cell(text === unknown, () => `${reader.standing}: ${document.root} answers otherwise than for nothing: ${text.slice(0, 200)}`);
        const secrets = [target.threadId, target.postId, target.heldId, target.reportId, peerWords.title, peerWords.post, peerWords.held, peerWords.report];
        const own = reader.standing === 'approved' ? [target.heldId, target.reportId, target.postId, peerWords.held, peerWords.report] : [];
        if (!may) for (const secret of secrets) must(own.includes(secret) || !text.includes(secret), () => `${reader.standing}: ${document.root} says ${secret}`);
        // What waits for a moderator is seen by its writer and at the desk; a report by its writer and at the desk.
        if (reader.standing !== 'approved' && reader.standing !== 'moderator') for (const secret of [target.heldId, peerWords.held, target.reportId, peerWords.report]) must(!text.includes(secret), () => `${reader.standing}: ${document.root} says ${secret}`);
      });
      const ever = new Set(seen.flatMap(({ filled }) => [...filled]));
      for (const path of document.paths) for (const { reader, filled } of seen) {
        const may = lets(document.root, reader);
        const has = filled.has(path);
        const personal = !takesIds || /\.(label|decisionReason|holdReasons|reactions|member|next)(\.|$)/.test(path);
        cell(may ? has || !ever.has(path) || personal : !has || !takesIds, () => `${reader.standing}: ${path} ${has ? 'is shown' : 'is not shown'}`);
      }
      const marker = rules[document.root]?.marker?.(target);
      if (marker !== undefined && document.paths.some((path) => /\.(id|personaId)$/.test(path))) {
        for (const { reader, text } of seen) cell(text.includes(marker) === lets(document.root, reader) || reader.standing === 'approved', () => `${reader.standing}: ${document.root} ${text.includes(marker) ? 'has' : 'lacks'} what it is about`);
      }
    }
    expect(wrong).toEqual([]);
  }, 200_000);

  it('lets nobody change what their standing does not let them change', async () => {
    await forbidWriting();
    for (const document of documents.filter(({ kind }) => kind === 'mutation')) {
      await eachOf(world.readers, 6, async (reader) => {
        const text = await ask(document, reader, world.target);
        const unknown = await ask(document, reader, nowhere);
        const may = lets(document.root, reader);
        const about = (rules[document.root]?.on.length ?? 0) > 0;
        cell(about ? (text !== unknown) === may : text === unknown, () => `${reader.standing}: ${document.root} ${may ? 'is refused' : 'is let through'}: ${text.slice(0, 200)} / ${unknown.slice(0, 200)}`);
        if (about && !may) cell(!text.includes('"code":"fault"'), () => `${reader.standing}: ${document.root} writes`);
        for (const secret of [world.target.heldId, peerWords.post, peerWords.held]) must(may || !text.includes(secret), () => `${reader.standing}: ${document.root} says ${secret}`);
      });
    }
    expect(wrong).toEqual([]);
  }, 200_000);

  it('counts the cells', () => {
    process.stdout.write(`S1 peer: ${cells} cells, ${wrong.length} wrong\n`);
    expect(cells).toBeGreaterThan(1_500);
  });

  async function forbidWriting(): Promise<void> {
    const { owner } = world.t;
    await owner.query(`CREATE FUNCTION public.nothing_is_written() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'nothing is written here'; END $$`);
    const { rows } = await owner.query<{ name: string }>(`SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname = 'comm' AND c.relname NOT IN ('session')`);
    for (const { name } of rows) await owner.query(`CREATE TRIGGER zz_nothing AFTER INSERT OR UPDATE OR DELETE ON ${name} FOR EACH ROW EXECUTE FUNCTION public.nothing_is_written()`);
  }
});
