import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Access, printBasis } from '@evenkeel/care-team-server';
import { Database, type Tx } from '@evenkeel/database';
import { OrganisationReader, PatientReader, PeopleReader, type Organisation, type Patient } from '@evenkeel/identity-server';
import type { AccountId, Actor, AlertId } from '@evenkeel/kernel';
import type { AlertContext } from '../alert-context.js';
import type { AlertTriggerRow } from '../store/alert-parts.rows.js';
import { type AlertHead, type AlertParts, AlertReader } from '../store/alert.reader.js';
import type { AlertRow } from '../store/alert.row.js';
import { TriggerStore } from '../store/trigger.store.js';

export interface AlertBoard {
  readonly serverNow: Date;
  readonly heads: readonly AlertHead[];
  readonly lastClosedAt: Date | null;
  /** The clinic's last line, on every reading: the list is where staff are when the server goes away. */
  readonly fallbackPhone: string;
}

export interface OpenReport {
  readonly trigger: AlertTriggerRow;
  readonly first: AlertContext;
  readonly newest: AlertContext;
  /** When the last answers were added to those that had set it off; `null` if none were. */
  readonly addedAt: Date | null;
}

export interface AlertDetail extends AlertParts {
  readonly head: AlertHead;
  /** What was answered, the worst report first. Empty for whoever may know that there is an alert and not that. */
  readonly reports: readonly OpenReport[];
  /** `null` for whoever may not know how to reach the patient. */
  readonly contact: Pick<Patient, 'phone' | 'address' | 'emergencyContact'> | null;
  readonly organisation: Organisation;
  readonly names: ReadonlyMap<AccountId, string>;
  readonly serverNow: Date;
}

/** Alerts for staff. Every patient that is shown leaves a row in the audit, per kind of data. */
@Injectable()
export class ReadAlerts {
  constructor(
    private readonly database: Database, private readonly access: Access, private readonly reader: AlertReader, private readonly triggers: TriggerStore,
    private readonly patients: PatientReader, private readonly people: PeopleReader, private readonly organisations: OrganisationReader, private readonly audit: Audit,
  ) {}

  async board(actor: Actor): Promise<AlertBoard> {
    return this.database.as(actor, async (tx) => {
      const readings = await this.access.readings(tx, actor, 'alert_head');
      const patientIds = [...readings.keys()];
      const { fallbackPhone } = await this.organisations.byId(tx, actor.organisationId);
      const rows = await this.reader.board(tx, patientIds, actor.organisationId);
      const shown = [...new Set(rows.map(({ patientId }) => patientId))];
      await this.audit.readAll(tx, shown.flatMap((patientId) => {
        const basis = readings.get(patientId);
        return basis === undefined ? [] : [{ patientId, category: 'alert_head', basis: printBasis(basis), object: { kind: 'alert', id: null } }];
      }));
      return { serverNow: await tx.now(), heads: await this.reader.heads(tx, rows), lastClosedAt: await this.reader.lastClosedAt(tx, patientIds), fallbackPhone };
    });
  }

  /** `null` if there is no such alert, or it is not theirs to see. */
  async detail(actor: Actor, id: AlertId): Promise<AlertDetail | null> {
    return this.database.as(actor, async (tx) => {
      const row = await this.reader.byId(tx, id);
      if (row === null) return null;
      const readings = await this.access.readingsOf(tx, actor, ['alert_head', 'crisis_alerts', 'identity_contacts'], [row.patientId]);
      const basisOf = (category: 'alert_head' | 'crisis_alerts' | 'identity_contacts') => readings.get(category)?.get(row.patientId);
      const basis = basisOf('alert_head');
      if (basis === undefined) return null;
      const [head] = await this.reader.heads(tx, [row]);
      if (head === undefined) return null;
      const parts = await this.reader.parts(tx, row);
      const reports = basisOf('crisis_alerts') === undefined ? [] : await this.openReports(tx, row);
      const contact = basisOf('identity_contacts') === undefined ? null : (await this.patients.byIds(tx, [row.patientId])).get(row.patientId) ?? null;
      await this.audit.readAll(tx, [
        { category: 'alert_head', basis },
        ...(reports.length === 0 ? [] : [{ category: 'crisis_alerts', basis: basisOf('crisis_alerts') ?? basis }]),
        ...(contact === null ? [] : [{ category: 'identity_contacts', basis: basisOf('identity_contacts') ?? basis }]),
      ].map((each) => ({ patientId: row.patientId, category: each.category, basis: printBasis(each.basis), object: { kind: 'alert', id } })));
      return {
        head, ...parts, reports, contact, organisation: await this.organisations.byId(tx, actor.organisationId),
        names: await this.people.names(tx, accountsIn(parts)), serverNow: await tx.now(),
      };
    });
  }

  /** The head of an alert that the person has just taken a step on. */
  async head(actor: Actor, row: AlertRow): Promise<AlertHead> {
    return this.database.as(actor, async (tx) => {
      const [head] = await this.reader.heads(tx, [row]);
      if (head === undefined) throw new Error('An alert without a head');
      return head;
    });
  }

  private async openReports(tx: Tx, row: AlertRow): Promise<OpenReport[]> {
    const opened: OpenReport[] = [];
    for (const { trigger, first, newest } of await this.reader.reports(tx, row)) {
      const then = await this.triggers.openContext(tx, first);
      const isSame = newest.revision === first.revision;
      opened.push({ trigger, first: then, newest: isSame ? then : await this.triggers.openContext(tx, newest), addedAt: isSame ? null : newest.at });
    }
    return opened;
  }
}

const accountsIn = ({ events, notifications }: AlertParts): AccountId[] => [
  ...events.flatMap((event) => (event.actorKind === 'person' ? [event.actorId as AccountId] : [])),
  ...notifications.flatMap(({ recipientId, recipientRole }) => (recipientId === null || recipientRole === 'patient' ? [] : [recipientId])),
];
