import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { PeerSealer } from '@evenkeel/encryption';
import type { GroupId, PersonaId } from '@evenkeel/kernel';
import type { HoldReason, PostState } from '@evenkeel/peer-groups-rules';

/** Who wrote something, as far as anybody in the group may know. */
export interface Author {
  readonly personaId: PersonaId;
  /** `null` for somebody who was erased. */
  readonly displayName: string | null;
  readonly tint: number;
  readonly part: 'peer' | 'moderator';
  readonly blocked: boolean;
}

export interface ThreadHead {
  readonly id: string;
  readonly groupId: GroupId;
  readonly title: string;
  readonly label: string | null;
  readonly pinned: boolean;
  /** To the minute; `null` while nobody else can see it. */
  readonly lastAt: Date | null;
  /** Visible posts after the first one. */
  readonly replies: number;
  readonly author: Author;
}

export interface PostView {
  readonly id: string;
  readonly threadId: string;
  readonly author: Author;
  readonly words: string;
  readonly state: PostState;
  readonly holdReasons: readonly HoldReason[];
  readonly decisionReason: string | null;
  readonly doseHidden: boolean;
  readonly createdAt: Date;
  readonly edited: boolean;
  readonly reactions: readonly { readonly kind: string; readonly count: number; readonly mine: boolean }[];
  readonly rowVersion: number;
}

interface AuthorColumns {
  readonly author: PersonaId;
  readonly name: string | null;
  readonly tint: number | null;
  readonly part: 'peer' | 'moderator' | null;
  readonly blocked: boolean;
}

const author = `p.author, a.display_name AS name, a.tint, a.part,
  EXISTS (SELECT FROM comm.block b WHERE b.persona_id = app.uid() AND b.blocked_id = p.author) AS blocked`;

/** Threads and posts as the asking persona may read them; row-level security has the last word on every row. */
@Injectable()
export class ThreadReader {
  constructor(private readonly sealer: PeerSealer) {}

  /** Pinned ones first, then by last activity; `after` is how many have been read before. */
  async threads(tx: Tx, groupId: GroupId | null, first: number, after: number): Promise<readonly ThreadHead[]> {
    const rows = await tx.query<AuthorColumns & { id: string; groupId: GroupId; title: Buffer; label: string | null; pinned: boolean; lastAt: Date | null; replies: number }>(
      `SELECT p.id, p.group_id AS "groupId", p.title, p.label, p.pinned, date_trunc('minute', p.last_at) AS "lastAt", ${author},
         (SELECT greatest(count(*) - 1, 0)::int FROM comm.post x WHERE x.thread_id = p.id AND x.state = 'visible') AS replies
       FROM comm.thread p LEFT JOIN comm.persona a ON a.id = p.author
       WHERE ($1::uuid IS NULL OR p.group_id = $1)
       ORDER BY p.pinned DESC, p.last_at DESC NULLS FIRST, p.id LIMIT $2 OFFSET $3`, [groupId, first, after]);
    await this.sealer.preload(tx, rows.map((row) => row.author));
    return Promise.all(rows.map(async ({ id, title, label, pinned, lastAt, replies, ...row }) => ({
      id, groupId: row.groupId, label, pinned, lastAt, replies, author: toAuthor(row), title: await this.open(tx, row.author, 'comm.thread.title', id, title),
    })));
  }

  async thread(tx: Tx, id: string): Promise<Omit<ThreadHead, 'replies'> | null> {
    const [row] = await tx.query<AuthorColumns & { id: string; groupId: GroupId; title: Buffer; label: string | null; pinned: boolean; lastAt: Date | null }>(
      `SELECT p.id, p.group_id AS "groupId", p.title, p.label, p.pinned, date_trunc('minute', p.last_at) AS "lastAt", ${author}
       FROM comm.thread p LEFT JOIN comm.persona a ON a.id = p.author WHERE p.id = $1`, [id]);
    if (row === undefined) return null;
    const { groupId, label, pinned, lastAt } = row;
    return { id, groupId, label, pinned, lastAt, author: toAuthor(row), title: await this.open(tx, row.author, 'comm.thread.title', id, row.title) };
  }

  /** Posts of a thread, oldest first. A moderator sees every state, a peer what is visible and what is its own. */
  async posts(tx: Tx, threadId: string, first: number, after: number): Promise<readonly PostView[]> {
    return this.read(tx, 'p.thread_id = $1', [threadId], first, after);
  }

  async post(tx: Tx, id: string): Promise<PostView | null> {
    const [post] = await this.read(tx, 'p.id = $1', [id], 1, 0);
    return post ?? null;
  }

  private async read(tx: Tx, where: 'p.thread_id = $1' | 'p.id = $1', given: readonly string[], first: number, after: number): Promise<readonly PostView[]> {
    const rows = await tx.query<AuthorColumns & Omit<PostView, 'words' | 'author' | 'reactions'> & { words: Buffer; reactions: PostView['reactions'] | null }>(
      `SELECT p.id, p.thread_id AS "threadId", p.words, p.state, p.hold_reasons AS "holdReasons", p.decision_reason AS "decisionReason", p.dose_hidden AS "doseHidden",
         date_trunc('minute', p.created_at) AS "createdAt", p.edited_at IS NOT NULL AS edited, p.row_version AS "rowVersion", ${author},
         (SELECT jsonb_agg(jsonb_build_object('kind', r.kind, 'count', r.count, 'mine', r.mine)) FROM (
            SELECT kind, count(*)::int AS count, bool_or(persona_id = app.uid()) AS mine FROM comm.reaction WHERE post_id = p.id GROUP BY kind ORDER BY kind) r) AS reactions
       FROM comm.post p LEFT JOIN comm.persona a ON a.id = p.author
       WHERE ${where} AND (p.state <> 'withdrawn' OR app.acting_role() = 'moderator')
       ORDER BY p.created_at, p.id LIMIT $2 OFFSET $3`, [...given, first, after]);
    await this.sealer.preload(tx, rows.map((row) => row.author));
    return Promise.all(rows.map(async ({ author: personaId, name, tint, part, blocked, words, reactions, ...row }) => ({
      ...row, reactions: reactions ?? [], author: toAuthor({ author: personaId, name, tint, part, blocked }),
      words: await this.open(tx, personaId, 'comm.post.words', row.id, words),
    })));
  }

  /** Words whose key is gone were erased by their writer. */
  private async open(tx: Tx, personaId: PersonaId, place: string, id: string, sealed: Buffer): Promise<string> {
    return (await this.sealer.canOpen(tx, personaId)) ? this.sealer.open(tx, personaId, place, id, sealed) : '';
  }
}

const toAuthor = ({ author: personaId, name, tint, part, blocked }: AuthorColumns): Author => ({ personaId, displayName: name, tint: tint ?? 0, part: part ?? 'peer', blocked });
