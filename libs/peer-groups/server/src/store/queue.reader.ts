import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { PeerSealer } from '@evenkeel/encryption';
import type { PersonaId } from '@evenkeel/kernel';
import { byRisk, type HoldReason, type ReportReason, type Risk, riskOfHold, riskOfReport } from '@evenkeel/peer-groups-rules';

/** Something that waits for a moderator. */
export interface QueueItem {
  readonly kind: 'join' | 'post' | 'report';
  readonly id: string;
  readonly postId: string | null;
  readonly personaId: PersonaId;
  readonly displayName: string | null;
  readonly topic: string;
  readonly risk: Risk;
  readonly reasons: readonly string[];
  readonly waitingSince: Date;
  readonly dueAt: Date | null;
  readonly late: boolean;
  readonly takenBack: boolean;
  readonly claimedBy: string | null;
  readonly claimedByMe: boolean;
}

type WaitingRow = Omit<QueueItem, 'risk'>;

export interface ReportView {
  readonly id: string;
  readonly reason: string;
  readonly words: string;
  readonly state: string;
  readonly at: Date;
  readonly outcome: string | null;
}

export interface LogEntry {
  readonly id: string;
  readonly at: Date;
  readonly moderator: string | null;
  readonly action: string;
  readonly reason: string | null;
  readonly postId: string | null;
  readonly personaId: PersonaId | null;
  readonly undone: boolean;
}

export interface MemberView {
  readonly personaId: PersonaId;
  readonly displayName: string | null;
  readonly tint: number;
  readonly joinedWeek: Date;
  readonly topic: string;
  readonly state: string | null;
  readonly mutedUntil: Date | null;
  readonly holdAll: boolean;
  readonly banAsked: boolean;
  readonly posts: number;
  readonly held: number;
  readonly reported: number;
}

/** What moderators read. Nothing here knows who anybody is, and nobody's choice about being contacted is shown. */
@Injectable()
export class QueueReader {
  constructor(private readonly sealer: PeerSealer) {}

  /** Everything that waits, worst first, then oldest first; at most five hundred of each kind. */
  async waiting(tx: Tx): Promise<readonly QueueItem[]> {
    const rows = await tx.query<WaitingRow>(
      `(SELECT 'post' AS kind, p.id, p.id AS "postId", p.author AS "personaId", a.display_name AS "displayName", g.topic, p.hold_reasons AS reasons,
          date_trunc('minute', p.created_at) AS "waitingSince", p.due_at AS "dueAt", coalesce(p.due_at < clock.now(), false) AS late, p.state = 'withdrawn' AS "takenBack",
          CASE WHEN c.id IS NOT NULL THEN coalesce(c.display_name, '') END AS "claimedBy", coalesce(p.claimed_by = app.uid(), false) AS "claimedByMe"
        FROM comm.post p JOIN comm.persona a ON a.id = p.author JOIN comm.peer_group g ON g.id = p.group_id
        LEFT JOIN comm.persona c ON c.id = p.claimed_by AND p.claimed_until > clock.now()
        WHERE p.state = 'held' OR (p.state = 'withdrawn' AND p.crisis AND p.decided_at IS NULL) ORDER BY p.created_at LIMIT 500)
       UNION ALL
       (SELECT 'report', r.id, r.post_id, p.author, a.display_name, g.topic, ARRAY[r.reason], date_trunc('minute', r.at), r.due_at, r.due_at < clock.now(), false, NULL, false
        FROM comm.report r JOIN comm.post p ON p.id = r.post_id JOIN comm.persona a ON a.id = p.author JOIN comm.peer_group g ON g.id = p.group_id
        WHERE r.state = 'open' ORDER BY r.at LIMIT 500)
       UNION ALL
       (SELECT 'join', m.persona_id, NULL, m.persona_id, a.display_name, g.topic, '{}', date_trunc('minute', m.requested_at), m.requested_at + interval '1 day',
          m.requested_at < clock.now() - interval '1 day', false, NULL, false
        FROM comm.membership m JOIN comm.persona a ON a.id = m.persona_id JOIN comm.peer_group g ON g.id = m.group_id
        WHERE m.state = 'requested' ORDER BY m.requested_at LIMIT 500)`);
    const items = rows.map((row): QueueItem => ({ ...row, risk: riskOf(row) }));
    return items.sort((one, other) => byRisk({ risk: one.risk, since: one.waitingSince.getTime() }, { risk: other.risk, since: other.waitingSince.getTime() }));
  }

  /** How many decisions this community's moderators have made since its midnight. */
  async decidedToday(tx: Tx): Promise<number> {
    return (await tx.one<{ decided: number }>(
      `SELECT count(*)::int AS decided FROM comm.moderation m JOIN comm.community c ON c.id = m.community_id
       WHERE m.at >= date_trunc('day', clock.now() AT TIME ZONE c.zone) AT TIME ZONE c.zone`)).decided;
  }

  async reports(tx: Tx, postId: string): Promise<readonly ReportView[]> {
    const rows = await tx.query<Omit<ReportView, 'words'> & { reporter: PersonaId; words: Buffer | null }>(
      `SELECT id, reporter, reason, words, state, date_trunc('minute', at) AS at, outcome FROM comm.report WHERE post_id = $1 ORDER BY at, id`, [postId]);
    return Promise.all(rows.map(async ({ reporter, words, ...row }) => ({
      ...row, words: words !== null && (await this.sealer.canOpen(tx, reporter)) ? await this.sealer.open(tx, reporter, 'comm.report.words', row.id, words) : '',
    })));
  }

  /** The log of the community, of one post or of one member, newest first. */
  async log(tx: Tx, of: { readonly postId?: string; readonly personaId?: string }, first: number, after: number): Promise<readonly LogEntry[]> {
    return tx.query<LogEntry>(
      `SELECT m.id, date_trunc('minute', m.at) AS at, a.display_name AS moderator, m.action, m.reason, m.post_id AS "postId", m.persona_id AS "personaId",
         EXISTS (SELECT FROM comm.moderation u WHERE u.undoes = m.id) AS undone
       FROM comm.moderation m LEFT JOIN comm.persona a ON a.id = m.moderator
       WHERE ($1::uuid IS NULL OR m.post_id = $1) AND ($2::uuid IS NULL OR m.persona_id = $2 OR m.post_id IN (SELECT id FROM comm.post WHERE author = $2))
       ORDER BY m.at DESC, m.id LIMIT $3 OFFSET $4`, [of.postId ?? null, of.personaId ?? null, first, after]);
  }

  async member(tx: Tx, personaId: string): Promise<MemberView | null> {
    const [row] = await tx.query<MemberView>(
      `SELECT p.id AS "personaId", p.display_name AS "displayName", p.tint, p.created_week AS "joinedWeek", g.topic, m.state, m.muted_until AS "mutedUntil",
         coalesce(m.hold_all, false) AS "holdAll",
         coalesce((SELECT l.action = 'member.ban-asked' FROM comm.moderation l WHERE l.persona_id = p.id AND l.action IN ('member.ban-asked', 'member.ban-lifted', 'member.ban') ORDER BY l.at DESC LIMIT 1), false) AS "banAsked",
         (SELECT count(*)::int FROM comm.post x WHERE x.author = p.id) AS posts,
         (SELECT count(*)::int FROM comm.post x WHERE x.author = p.id AND cardinality(x.hold_reasons) > 0) AS held,
         (SELECT count(*)::int FROM comm.report r JOIN comm.post x ON x.id = r.post_id WHERE x.author = p.id) AS reported
       FROM comm.persona p JOIN comm.peer_group g ON g.id = p.group_id LEFT JOIN comm.membership m ON m.persona_id = p.id
       WHERE p.id = $1 AND p.part = 'peer'`, [personaId]);
    return row ?? null;
  }

  /** What became of the reports of this persona: an outcome, never what was done to whom. */
  async ownReports(tx: Tx, personaId: PersonaId): Promise<readonly { id: string; reason: string; state: string; outcome: string | null; at: Date }[]> {
    return tx.query(
      `SELECT id, reason, state, CASE WHEN outcome = 'passed-on' THEN 'talked-to' ELSE outcome END AS outcome, date_trunc('minute', at) AS at
       FROM comm.report WHERE reporter = $1 ORDER BY at DESC, id LIMIT 50`, [personaId]);
  }
}

function riskOf({ kind, reasons }: WaitingRow): Risk {
  if (kind === 'join') return 'join';
  return kind === 'post' ? riskOfHold(reasons as readonly HoldReason[]) : riskOfReport((reasons[0] ?? 'other') as ReportReason);
}
