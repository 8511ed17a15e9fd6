import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mannWhitney, median, Product } from '@evenkeel/testing/product';

/** Answers of each kind that are timed. `npm run reliability -- passing-on` takes many and judges strictly; otherwise few and generously. */
const samples = Number(process.env['EVENKEEL_SAMPLES'] ?? '20');
const strict = samples >= 200;

const kinds = ['may be contacted', 'may not be contacted', 'nobody behind it'] as const;

/** P5: what a moderator gets for passing a post on says nothing about whether there is somebody behind the persona, or what they chose. */
describe('passing a post on', () => {
  let product: Product;
  beforeAll(async () => { product = await Product.start({ startAt: null }); }, 120_000);
  afterAll(async () => { await product.stop(); }, 60_000);

  /** A moderator inside the peer realm, who passes a post on and says what came back. */
  const moderator = async (): Promise<(postId: string) => Promise<{ answer: string; took: number }>> => {
    const { ticket } = (await (await product.signIn('moderator').then((noor) => noor.post('/peer-entry/enter'))).json()) as { ticket: string };
    const headers = { 'content-type': 'application/json', 'x-evenkeel-client': 'web' };
    const inside = await fetch(`${product.url}/peer/auth/enter`, { method: 'POST', headers, body: JSON.stringify({ ticket }) });
    const cookie = inside.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
    const operations = JSON.parse(await readFile(path.resolve(import.meta.dirname, '../../../libs/api-client/peer-persisted-operations.json'), 'utf8')) as Record<string, string>;
    const sha256Hash = Object.keys(operations).find((hash) => operations[hash]?.includes('mutation PeerPassOn('));
    return async (postId) => {
      const from = performance.now();
      const answer = await fetch(`${product.url}/peer/graphql`, {
        method: 'POST', headers: { ...headers, cookie }, body: JSON.stringify({ operationName: 'PeerPassOn', variables: { postId }, extensions: { persistedQuery: { version: 1, sha256Hash } } }),
      });
      const text = await answer.text();
      const took = performance.now() - from;
      const said = [...answer.headers].filter(([name]) => name !== 'date' && name !== 'x-request-id').map(([name, value]) => `${name}: ${value}`).join('\n');
      return { answer: `${answer.status}\n${said}\n${text}`, took };
    };
  };

  it('is answered the same, byte by byte and by the clock, whoever is behind the post', async () => {
    const { owner } = product.t;
    const of = async (name: string): Promise<string> => (await owner.query<{ id: string }>('SELECT id FROM comm.persona WHERE display_name = $1', [name])).rows[0]?.id ?? '';
    const personas = [await of('Faro Tranquilo 18'), await of('Mossy Lantern 41'), await of('Quiet Meadow 63')] as const;
    for (const [at, mayContact] of [[0, true], [1, false], [2, true]] as const) {
      await owner.query('INSERT INTO comm.bridge_choice (persona_id, at, may_contact) VALUES ($1, clock.now(), $2)', [personas[at], mayContact]);
    }
    const posts = new Map<string, (typeof kinds)[number]>();
    for (const [at, kind] of kinds.entries()) {
      for (let n = 0; n < samples + 5; n += 1) {
        const id = randomUUID();
        posts.set(id, kind);
        await owner.query(
          `INSERT INTO comm.post (community_id, group_id, thread_id, id, author, words, state, hold_reasons, crisis, created_at, due_at)
             SELECT p.community_id, p.group_id, t.id, $2, p.id, '\\x00', 'held', '{crisis}', true, clock.now(), clock.now() + interval '1 day'
             FROM comm.persona p CROSS JOIN LATERAL (SELECT id FROM comm.thread WHERE group_id = p.group_id LIMIT 1) t WHERE p.id = $1`, [personas[at], id]);
      }
    }
    const passOn = await moderator();
    const answers = new Set<string>();
    const times: Record<(typeof kinds)[number], number[]> = { 'may be contacted': [], 'may not be contacted': [], 'nobody behind it': [] };
    for (const [round, [id, kind]] of [...posts].sort(([one], [other]) => one.localeCompare(other)).entries()) {
      const { answer, took } = await passOn(id);
      answers.add(answer);
      // The first ones warm the process up.
      if (round >= 15) times[kind].push(took);
    }
    expect([...answers]).toHaveLength(1);
    expect([...answers][0]).toMatch(/^200\n[\s\S]*"Done"/);
    expect((await owner.query('SELECT 1 FROM comm.crossing WHERE post_id = ANY ($1)', [[...posts.keys()]])).rowCount).toBe(posts.size);
    const first = times['may be contacted'];
    for (const other of [times['may not be contacted'], times['nobody behind it']]) {
      const [gap, p] = [Math.abs(median(first) - median(other)), mannWhitney(first, other)];
      process.stdout.write(`passing-on-tells-nothing: ${first.length} and ${other.length} samples, medians ${median(first).toFixed(1)} and ${median(other).toFixed(1)} ms, p ${p.toFixed(3)}\n`);
      if (strict) expect({ gap: gap <= 5, p: p > 0.01 }).toEqual({ gap: true, p: true });
      else expect(gap).toBeLessThan(Math.max(40, median(first) / 2));
    }
  }, 1_800_000);
});
