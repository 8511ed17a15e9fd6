import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema } from '@evenkeel/graphql';
import { resolvers } from '@evenkeel/product';
import { hasOwnKind, lets, nobody, reads, rootRules, shows } from './testing/clinical-rules.js';
import { type Ids, missing, valueOf } from './testing/clinical-values.js';
import { type ClinicalWorld, openClinicalWorld, type Reader } from './testing/clinical-world.js';
import { type Document, documentsOf, filledPaths, variablesOf } from './testing/documents.js';
import { eachOf } from './testing/house.js';
import { PeopleGate } from './socket-gate.js';

/** Empty for somebody for reasons that are no secret: whose the entry is, what they may press, what nobody has done yet. */
const dependsOnReader = /\.(actions|outcomes|authorName|signedBy|actorName|told|mine|waiting|inProgress|note|nature|reviewerName|verdict|emergencyId|next|nextRoles|later|value|text|recordFrom|shared|withheld|surroundings|nextStepFindings|intake|otherMedicines|outsideClinicians|runsOutOn|dispensings|records|confirmConcentration|outcomes|closedAt|closedByName|outcome|own)(\.|$)|^(auditLog|viewer|ownSecurity|auditChain|messageLog)\b/;

interface Seen {
  readonly reader: Reader;
  readonly text: string;
  readonly unknown: string;
  readonly filled: ReadonlySet<string>;
}

/**
 * Every field of the clinical schema, asked for by everybody in every relation, in their own clinic and from another one.
 * What should come of it is said by the tables of the rules and what was put into the database; no code of the server is asked.
 */
describe('S1: every field of the clinical schema, for every reader', () => {
  let world: ClinicalWorld;
  const closing: (() => Promise<void>)[] = [];
  let documents: readonly Document[];
  let now: Date;
  let there: Ids;
  let nowhere: Ids;
  let cells = 0;
  const wrong: string[] = [];
  const untaught = new Set<string>();

  beforeAll(async () => {
    world = await openClinicalWorld(closing);
    documents = documentsOf(await buildSchema(resolvers), hasOwnKind);
    now = await world.t.clock.now();
    there = world.target;
    nowhere = missing(world.target);
  }, 120_000);
  afterAll(async () => { for (const close of closing.reverse()) await close(); });

  /** One cell, which is a field and a reader: what is, against what the rules say. */
  const cell = (holds: boolean, what: () => string): void => {
    cells += 1;
    must(holds, what);
  };
  const must = (holds: boolean, what: () => string): void => {
    if (!holds) wrong.push(what());
  };
  const marked = new Set<string>();
  const asked = async (document: Document, { cookie }: Reader, ids: Ids): Promise<string> => {
    const { text } = await world.house.ask('/graphql', cookie, document.text, variablesOf(document, valueOf(ids, now), untaught));
    return text.includes('"code":"fault"') ? `{"fault":"${document.root}","code":"fault"}` : text.replace(/"(waiting|rows)":\d+/g, '"$1":0').replace(/(?<="next":null,)"actions":\[[^\]]*\]/, '"actions":[]');
  };
  const secretsOf = (): string[] => [there.patientId, there.name, there.alertId, there.checkInId, there.emergencyId, there.consentId, there.membershipId, world.target.accountId, 'Lantern Row', 'Jo Quinn', 'The stairs were hard', 'a wedding in the family'];

  it('knows every root field and every argument', () => {
    expect([...new Set(documents.map(({ root }) => root))].filter((root) => rootRules[root] === undefined)).toEqual([]);
    for (const document of documents) variablesOf(document, valueOf(there, now), untaught);
    expect([...untaught]).toEqual([]);
  });

  it('answers every question with what the rules allow, and the rest as if it were not there', async () => {
    for (const document of documents.filter(({ kind }) => kind === 'query')) {
      const seen: Seen[] = [];
      await eachOf(world.readers, 6, async (reader) => {
        const text = await asked(document, reader, there);
        const unknown = document.args.length === 0 ? text : await asked(document, reader, nowhere);
        const { data } = JSON.parse(text) as { data?: Record<string, unknown> | null };
        seen.push({ reader, text, unknown, filled: filledPaths(document.root, data?.[document.root]) });
      });
      for (const each of seen) { must(!each.text.includes('"code":"fault"'), () => `${each.reader.who}: ${document.root} fails`); judge(document, each); }
      const marker = rootRules[document.root]?.marker?.(world.target);
      if (marker !== undefined && seen.some(({ text }) => text.includes(marker))) {
        marked.add(document.root);
        for (const { reader, text } of seen) cell(text.includes(marker) === lets(document.root, reader, world.target, now.getTime()), () => `${reader.who}: ${document.root} ${text.includes(marker) ? 'has' : 'lacks'} the target`);
      }
      const ever = new Set(seen.flatMap(({ filled }) => [...filled]));
      for (const path of document.paths) for (const { reader, filled } of seen) {
        const may = shows(path, reader, world.target, now.getTime());
        const has = filled.has(path);
        if (isAboutNobody(document)) continue;
        cell(may ? has || !ever.has(path) || dependsOnReader.test(path) : !has || !carries(document), () => `${reader.who}: ${path} ${has ? 'is shown' : 'is not shown'}`);
      }
    }
    expect(gathered()).toEqual([]);
    expect(Object.keys(rootRules).filter((name) => rootRules[name]?.marker !== undefined && documents.some(({ root }) => root === name) && !marked.has(name))).toEqual([]);
  }, 300_000);

  const isAboutNobody = (document: Document): boolean => rootRules[document.root]?.on === nobody;
  /** Whether what is filled can only be of the target: an answer about the own account is about the asking person. */
  const carries = (document: Document): boolean => document.args.some((arg) => arg.name !== 'first' && arg.name !== 'after' && arg.name !== 'before' && arg.name !== 'open') && document.root !== 'auditLog';

  /** The answer as a whole. */
  function judge(document: Document, { reader, text, unknown }: Seen): void {
    const may = lets(document.root, reader, world.target, now.getTime());
    if (may) {
      if (carries(document)) cell(text !== unknown, () => `${reader.who}: ${document.root} answers as if there were nothing`);
      return;
    }
    cell(text === unknown, () => `${reader.who}: ${document.root} answers otherwise than for an id of nobody: ${text.slice(0, 200)}`);
    for (const secret of secretsOf()) must(!text.includes(secret), () => `${reader.who}: ${document.root} says ${secret}`);
  }

  describe('S2: lists, counts, orders, pages and sockets', () => {
    const answerOf = async <T>(reader: Reader, query: string, variables: object = {}): Promise<T | null> =>
      (JSON.parse((await world.house.ask('/graphql', reader.cookie, query, variables)).text) as { data: T | null }).data;
    const readerCalled = (who: string): Reader => {
      const found = world.readers.find((each) => each.who === who);
      if (found === undefined) throw new Error(`nobody is ${who}`);
      return found;
    };

    it('counts and sorts nobody whom the reader does not reach', async () => {
      let counted = 0;
      for (const reader of world.readers) {
        const list = (await answerOf<{ patients: { id: string; name: string; openAlerts: number; worstTier: string | null }[] }>(reader, '{ patients { id name openAlerts worstTier } }'))?.patients ?? [];
        const board = (await answerOf<{ alertBoard: Record<string, { patientId: string }[]> }>(reader, '{ alertBoard { waiting { patientId } mine { patientId } inProgress { patientId } closedToday { patientId } } }'))?.alertBoard ?? {};
        const alerts = Object.values(board).flat();
        const may = lets('patients', reader, world.target, now.getTime());
        const heads = reads(reader, world.target, 'alert_head', now.getTime());
        const related = [...reader.memberships, ...reader.namedBy, ...reader.emergencies].map(({ patientId }): string => patientId);
        must(list.every(({ id }) => related.includes(id)), () => `${reader.who}: patients has somebody else`);
        must(alerts.every(({ patientId }) => patientId === there.patientId) && (alerts.length > 0) === lets('alertBoard', reader, world.target, now.getTime()), () => `${reader.who}: alertBoard counts ${alerts.length}`);
        for (const { id, openAlerts, worstTier } of list) if (id === there.patientId) must((openAlerts > 0) === heads && (worstTier !== null) === heads, () => `${reader.who}: patients counts ${openAlerts} ${worstTier}`);
        must(list.some(({ id }) => id === there.patientId) === may, () => `${reader.who}: patients ${may ? 'lacks' : 'has'} the target`);
        counted += 1;
      }
      expect([gathered(), counted]).toEqual([[], world.readers.length]);
    }, 60_000);

    it('begins a page at a place of somebody else and is still nowhere', async () => {
      const log = await answerOf<{ messageLog: { entries: { id: string; at: string }[]; nextCursor: string | null } }>(readerCalled('own: administrator, never'), '{ messageLog(first: 1) { nextCursor entries { id at } } }');
      const cursor = log?.messageLog.nextCursor ?? `${log?.messageLog.entries[0]?.at}_${log?.messageLog.entries[0]?.id}`;
      const foreign = await answerOf<{ messageLog: { entries: unknown[]; nextCursor: string | null } }>(readerCalled('other: administrator, never'), 'query ($after: String) { messageLog(after: $after) { nextCursor entries { id } } }', { after: cursor });
      expect([log?.messageLog.entries.length, foreign?.messageLog]).toEqual([1, { nextCursor: null, entries: [] }]);
      const filter = { from: '2026-02-20T00:00:00.000Z', until: '2026-03-03T00:00:00.000Z', patientId: there.patientId };
      const page = 'query ($filter: AuditFilter!) { auditLog(filter: $filter) { ... on AuditPage { next entries { id patientId } } } }';
      const mine = await answerOf<{ auditLog: { next: string | null; entries: { id: string }[] } }>(readerCalled('own: auditor, never'), page, { filter });
      expect(mine?.auditLog.entries.length).toBeGreaterThan(5);
      for (const before of [mine?.auditLog.next ?? null, mine?.auditLog.entries[0]?.id ?? null]) {
        const theirs = await answerOf<{ auditLog: { entries?: unknown[] } }>(readerCalled('other: auditor, never'), page, { filter: { ...filter, before } });
        expect(theirs?.auditLog.entries ?? []).toEqual([]);
      }
      const looked = await answerOf<{ whoLooked: { visits: unknown[] } }>(readerCalled('other: patient, never'), 'query ($before: String) { whoLooked(before: $before) { visits { id } } }', { before: mine?.auditLog.entries[0]?.id });
      expect(looked?.whoLooked.visits).toEqual([]);
    });

    it('rings for nobody who is not on the team, paged or in an emergency', async () => {
      const gate = world.house.app.get(PeopleGate);
      let heard = 0;
      for (const reader of world.readers) {
        const { ticket } = JSON.parse((await world.house.send('/realtime/ticket', { cookie: reader.cookie, body: '{}' })).text) as { ticket: string };
        const session = await gate.redeem(ticket);
        const rooms = session === null ? [] : [...(await gate.standing([session])).values()].flat();
        expect([reader.who, rooms.includes(world.target.patientId)]).toEqual([reader.who, reads(reader, world.target, 'team', now.getTime())]);
        heard += rooms.length;
      }
      expect(heard).toBeGreaterThan(20);
    }, 60_000);
  });

  it('lets nobody change what the rules do not let them change', async () => {
    const before = await prints();
    await forbidWriting();
    for (const document of documents.filter(({ kind }) => kind === 'mutation')) {
      await eachOf(world.readers, 6, async (reader) => {
        const text = await asked(document, reader, there);
        const unknown = await asked(document, reader, nowhere);
        const inRole = !text.includes('"code":"not-allowed"');
        if (isAboutNobody(document)) { cell(text.replaceAll(/[0-9a-f-]{36}/g, '') === unknown.replaceAll(/[0-9a-f-]{36}/g, ''), () => `${reader.who}: ${document.root} ${text} ${unknown}`); return; }
        const may = lets(document.root, reader, world.target, now.getTime());
        cell((text !== unknown) === may, () => `${reader.who}: ${document.root} ${may ? 'is refused' : 'is let through'}: ${text.slice(0, 160)} / ${unknown.slice(0, 160)}`);
        cell(may ? inRole : !text.includes('"code":"fault"'), () => `${reader.who}: ${document.root} ${text.slice(0, 160)}`);
        for (const path of document.paths) cell(may || !text.includes(there.patientId), () => `${reader.who}: ${path} is shown`);
      });
    }
    expect(gathered()).toEqual([]);
    expect(await prints()).toEqual(before);
  }, 300_000);

  /** By what is wrong, with all for whom it is. */
  function gathered(): readonly string[] {
    const by = new Map<string, string[]>();
    for (const each of wrong) {
      const [, who = '', what = ''] = /^(\w+: [\w-]+, [\w-]+): ([^]*)$/.exec(each) ?? [];
      by.set(what, [...(by.get(what) ?? []), who]);
    }
    return [...by].slice(0, 120).map(([what, whom]) => `${what} <- ${whom.join('; ')}`);
  }

  it('counts the cells', () => {
    process.stdout.write(`S1 clinical: ${cells} cells, ${wrong.length} wrong\n`);
    expect(cells).toBeGreaterThan(15_000);
  });

  /** Whatever is let through runs into this and is undone: the cells do not disturb one another. */
  async function forbidWriting(): Promise<void> {
    await world.t.owner.query(`CREATE FUNCTION public.nothing_is_written() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'nothing is written here'; END $$`);
    for (const name of await tables()) {
      const when = name === 'identity.session' ? 'FOR EACH ROW WHEN (OLD.last_seen_at = NEW.last_seen_at)' : 'FOR EACH ROW';
      const events = name === 'identity.session' ? 'UPDATE' : 'INSERT OR UPDATE OR DELETE';
      await world.t.owner.query(`CREATE TRIGGER zz_nothing AFTER ${events} ON ${name} ${when} EXECUTE FUNCTION public.nothing_is_written()`);
    }
  }

  const tables = async (): Promise<string[]> => (await world.select<{ name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname IN ('identity', 'clin') ORDER BY 1`)).map(({ name }) => name);
  const prints = async (): Promise<Record<string, string>> => Object.fromEntries(await Promise.all((await tables()).filter((name) => name !== 'identity.session').map(async (name) => {
    const [row] = await world.select<{ print: string }>(`SELECT count(*) || ' ' || coalesce(md5(string_agg(x::text || x.xmin::text, ',' ORDER BY x::text)), '') AS print FROM ${name} x`);
    return [name, row?.print ?? ''];
  })));
});
