import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { PatientReader, PeopleReader } from '@evenkeel/identity-server';
import { ladderFor } from '@evenkeel/escalation-rules';
import type { AccountId, AlertId, OrganisationId, PatientId } from '@evenkeel/kernel';
import { In } from 'typeorm';
import { AlertContextRow, AlertEventRow, AlertTriggerRow, NotificationRow } from './alert-parts.rows.js';
import { AlertRow } from './alert.row.js';

/** An alert with the names that staff read. No answer is in it. */
export interface AlertHead {
  readonly row: AlertRow;
  readonly patientName: string;
  /** Roles that are told next, or `fallback` behind the last level. */
  readonly nextRoles: readonly string[];
  readonly nameOf: (account: AccountId | null) => string | null;
}

/** What one source has said: its worst finding, and the answers behind it when it set something off and now. */
export interface AlertReport {
  readonly trigger: AlertTriggerRow;
  readonly first: AlertContextRow;
  /** The same row as `first` while nothing was added. */
  readonly newest: AlertContextRow;
}

/** What was written about one alert. */
export interface AlertParts {
  readonly events: readonly AlertEventRow[];
  readonly notifications: readonly NotificationRow[];
}

/** For a caseload: how many alerts of a patient are open, and how urgent the worst one is. */
export interface OpenCount {
  readonly open: number;
  readonly worstTier: string;
}

/** Alerts as staff screens want them. Callers ask `Access` first which patients the reader may see. */
@Injectable()
export class AlertReader {
  constructor(private readonly patients: PatientReader, private readonly people: PeopleReader) {}

  /** Open alerts of these patients, worst and oldest first, and those closed since the day began where the clinic is. */
  async board(tx: Tx, patientIds: readonly PatientId[], organisationId: OrganisationId): Promise<AlertRow[]> {
    if (patientIds.length === 0) return [];
    return tx.manager.createQueryBuilder(AlertRow, 'a')
      .where('a.patientId IN (:...patientIds) AND a.isDrill = false', { patientIds: [...patientIds] })
      .andWhere(`(a.status <> 'resolved' OR a.resolved_at >= (SELECT date_trunc('day', clock.now() AT TIME ZONE o.zone) AT TIME ZONE o.zone
        FROM identity.organisation o WHERE o.id = :organisationId))`, { organisationId })
      .orderBy('a.tier').addOrderBy('a.openedAt').addOrderBy('a.id').limit(500).getMany();
  }

  /** A patient without open alerts is not in the map. */
  async openCounts(tx: Tx, patientIds: readonly PatientId[]): Promise<ReadonlyMap<string, OpenCount>> {
    const rows = await tx.query<{ id: PatientId; open: number; worstTier: string }>(
      `SELECT patient_id AS id, count(*)::integer AS open, min(tier) AS "worstTier" FROM clin.alert
        WHERE patient_id = ANY ($1::uuid[]) AND status <> 'resolved' AND NOT is_drill GROUP BY patient_id`, [patientIds]);
    return new Map(rows.map(({ id, open, worstTier }) => [id, { open, worstTier }]));
  }

  async ofPatient(tx: Tx, patientId: PatientId, first: number): Promise<AlertRow[]> {
    return tx.manager.find(AlertRow, { where: { patientId, isDrill: false }, order: { openedAt: 'DESC', id: 'ASC' }, take: first });
  }

  async byId(tx: Tx, id: AlertId): Promise<AlertRow | null> {
    return tx.manager.findOne(AlertRow, { where: { id } });
  }

  /** When anything was closed last, for an empty board; `null` if never. */
  async lastClosedAt(tx: Tx, patientIds: readonly PatientId[]): Promise<Date | null> {
    const { last } = await tx.one<{ last: Date | null }>(
      `SELECT max(resolved_at) AS last FROM clin.alert WHERE patient_id = ANY ($1::uuid[]) AND status = 'resolved' AND NOT is_drill`, [patientIds]);
    return last;
  }

  /** Adds the names, in two statements for all of them. */
  async heads(tx: Tx, rows: readonly AlertRow[]): Promise<AlertHead[]> {
    const patients = await this.patients.byIds(tx, rows.map(({ patientId }) => patientId));
    const accounts = rows.flatMap(({ ackBy, engagedBy, resolvedBy }) => [ackBy, engagedBy, resolvedBy].filter((id) => id !== null));
    const names = await this.people.names(tx, accounts);
    return rows.map((row) => ({
      row, patientName: patients.get(row.patientId)?.name ?? '', nextRoles: nextRolesOf(row),
      nameOf: (account) => (account === null ? null : names.get(account) ?? ''),
    }));
  }

  async parts(tx: Tx, row: AlertRow): Promise<AlertParts> {
    const of = { organisationId: row.organisationId, patientId: row.patientId, alertId: row.id };
    return {
      events: await tx.manager.find(AlertEventRow, { where: of, order: { seq: 'ASC' } }),
      notifications: await tx.manager.find(NotificationRow, {
        where: { ...of, purpose: In(['page', 'reminder', 'fallback', 'patient']) }, order: { cycle: 'ASC', level: 'ASC', createdAt: 'ASC', id: 'ASC' }, take: 500,
      }),
    };
  }

  /**
   * What was found, per source (a check-in), with its sealed answers as they were first and as they are now. The source of the
   * worst finding comes first, then the newest. Empty where this reader may not see answers.
   */
  async reports(tx: Tx, row: AlertRow): Promise<AlertReport[]> {
    const of = { organisationId: row.organisationId, patientId: row.patientId, alertId: row.id };
    const triggers = await tx.manager.find(AlertTriggerRow, { where: of, order: { tier: 'ASC', at: 'DESC', id: 'DESC' } });
    const sourceOf = new Map(triggers.map(({ id, sourceKind, sourceId }) => [id, `${sourceKind} ${sourceId}`]));
    const contexts = await tx.manager.find(AlertContextRow, { where: of, order: { revision: 'ASC' } });
    const [worst, ...others] = [...new Set(sourceOf.values())].flatMap((source): readonly AlertReport[] => {
      const [trigger] = triggers.filter(({ id }) => sourceOf.get(id) === source);
      const its = contexts.filter(({ triggerId }) => sourceOf.get(triggerId) === source);
      const [first, newest] = [its.at(0), its.at(-1)];
      return trigger === undefined || first === undefined || newest === undefined ? [] : [{ trigger, first, newest }];
    });
    return worst === undefined ? [] : [worst, ...others.sort((one, two) => two.newest.revision - one.newest.revision)];
  }
}

/** Nobody for a row in quarantine: its policy may be what cannot be read, and the board has to show it all the same. */
function nextRolesOf(row: AlertRow): readonly string[] {
  if (row.quarantinedAt !== null) return [];
  if (row.status === 'resolved' || row.status === 'engaged') return [];
  const { levels, fallback } = ladderFor(row.policy, row.tier, row.family);
  const next = levels[row.level];
  if (row.status === 'exhausted') return ['fallback'];
  if (next === undefined) return fallback === null ? [] : ['fallback'];
  return [...new Set(next.targets.map(({ role }) => role))];
}
