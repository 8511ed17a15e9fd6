import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import {
  type AlertStatus, type AlertTier, type Engagement, isResponderRole, type PatientFacts, patientStatement, type PatientStatement, type ToldParty, type TriggerFamily,
} from '@evenkeel/escalation-rules';
import type { AlertId, PatientId } from '@evenkeel/kernel';

/** What the patient may read of an alert. The first statement is what is true now, the others what has happened. */
export interface OwnAlert {
  readonly id: AlertId;
  readonly family: TriggerFamily;
  readonly openedAt: Date;
  readonly closed: boolean;
  readonly statements: readonly PatientStatement[];
  readonly serverNow: Date;
}

interface Row {
  readonly id: AlertId;
  readonly family: TriggerFamily;
  readonly openedAt: Date;
  readonly tier: AlertTier;
  readonly status: AlertStatus;
  readonly level: number;
  readonly cycle: number;
  readonly nextActionAt: Date | null;
  readonly ackExpiresAt: Date | null;
  readonly resolvedAt: Date | null;
  readonly now: Date;
  readonly events: readonly { kind: string; role: string | null; at: number; how: string | null }[] | null;
  readonly accepted: readonly { role: string; at: number }[] | null;
}

/** Everything from rows, read in one statement: a sentence on the patient's page that no row backs cannot come about. */
const select = `
  SELECT a.id, a.family, a.opened_at AS "openedAt", a.tier, a.status, a.level, a.cycle, a.next_action_at AS "nextActionAt",
         a.ack_expires_at AS "ackExpiresAt", a.resolved_at AS "resolvedAt", clock.now() AS now,
         (SELECT jsonb_agg(jsonb_build_object('kind', e.kind, 'role', e.actor_role, 'at', (extract(epoch FROM e.at) * 1000)::bigint, 'how', e.detail->>'how') ORDER BY e.seq)
            FROM clin.alert_event e WHERE e.organisation_id = a.organisation_id AND e.patient_id = a.patient_id AND e.alert_id = a.id
             AND e.kind IN ('opened', 'acknowledged', 'taken-over', 'tried', 'engaged', 'exhausted')) AS events,
         (SELECT jsonb_agg(jsonb_build_object('role', n.recipient_role, 'at', (extract(epoch FROM n.accepted_at) * 1000)::bigint) ORDER BY n.accepted_at, n.recipient_role DESC)
            FROM clin.notification n WHERE n.organisation_id = a.organisation_id AND n.patient_id = a.patient_id AND n.alert_id = a.id
             -- A ring on a page that nobody may be looking at is not "sent", unless the page is the only way there is. A message
             -- that was only written to the log, because there is no mail server, was sent to nobody.
             AND n.accepted_at IS NOT NULL AND n.purpose IN ('page', 'fallback') AND n.provider <> 'log'
             AND (n.channel <> 'inapp' OR EXISTS (SELECT 1 FROM clin.notification logged WHERE logged.organisation_id = n.organisation_id
               AND logged.patient_id = n.patient_id AND logged.alert_id = n.alert_id AND logged.recipient_key = n.recipient_key AND logged.provider = 'log'))) AS accepted
    FROM clin.alert a`;

/** Alerts in the words that a patient may read. Callers have made sure that it is the patient's own record. */
@Injectable()
export class OwnAlertReader {
  /** Open alerts, and those that were closed within the last day, newest first. */
  async current(tx: Tx, patientId: PatientId): Promise<readonly OwnAlert[]> {
    return this.read(tx, `${select} WHERE a.patient_id = $1 AND NOT a.is_drill
      AND (a.status <> 'resolved' OR a.resolved_at > clock.now() - interval '1 day') ORDER BY a.opened_at DESC, a.id LIMIT 50`, [patientId]);
  }

  /** These alerts, of this patient only. */
  async byIds(tx: Tx, patientId: PatientId, ids: readonly AlertId[]): Promise<readonly OwnAlert[]> {
    if (ids.length === 0) return [];
    return this.read(tx, `${select} WHERE a.patient_id = $1 AND a.id = ANY ($2::uuid[]) ORDER BY a.opened_at DESC, a.id`, [patientId, ids]);
  }

  private async read(tx: Tx, sql: string, parameters: readonly unknown[]): Promise<readonly OwnAlert[]> {
    return (await tx.query<Row>(sql, parameters)).map(toOwnAlert);
  }
}

function toOwnAlert(row: Row): OwnAlert {
  const view = patientStatement(factsOf(row), row.now.getTime());
  return {
    id: row.id, family: row.family, openedAt: row.openedAt, closed: row.status === 'resolved',
    statements: [view.headline, ...view.history], serverNow: row.now,
  };
}

function factsOf(row: Row): PatientFacts {
  const events = (row.events ?? []).flatMap(({ kind, role, at, how }) =>
    (role !== null && isResponderRole(role) ? [{ kind, by: role, at, how: how === 'sent-help' ? 'sent-help' as Engagement : 'reached' as Engagement }] : []));
  const of = (...kinds: readonly string[]) => events.filter(({ kind }) => kinds.includes(kind));
  return {
    savedAt: row.openedAt.getTime(), tier: row.tier, status: row.status, level: row.level, cycle: row.cycle,
    nextActionAt: row.nextActionAt?.getTime() ?? null, ackExpiresAt: row.ackExpiresAt?.getTime() ?? null,
    accepted: (row.accepted ?? []).flatMap(({ role, at }) => { const to = partyOf(role); return to === null ? [] : [{ to, at }]; }),
    opened: of('opened'), acknowledged: of('acknowledged', 'taken-over'), tried: of('tried'), engaged: of('engaged'),
    exhaustedAt: row.events?.find(({ kind }) => kind === 'exhausted')?.at ?? null, resolvedAt: row.resolvedAt?.getTime() ?? null,
  };
}

const partyOf = (role: string): ToldParty | null => (role === 'fallback' ? 'fallback-line' : isResponderRole(role) ? role : null);
