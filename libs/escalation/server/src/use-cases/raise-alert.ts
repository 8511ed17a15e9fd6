import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { newId, Outbox, type Tx } from '@evenkeel/database';
import { type AlertTier, andThenTick, isUrgent, next, nextEpisode, openAndPage, type TriggerFamily, type TriggerSource } from '@evenkeel/escalation-rules';
import { type AlertId, isRefusal, type OrganisationId, type PatientId } from '@evenkeel/kernel';
import type { AlertContext } from '../alert-context.js';
import { alertChanged } from '../realtime.js';
import { AlertStore, type Stepped } from '../store/alert.store.js';
import { fromState, toState } from '../store/alert-state.js';
import type { AlertRow } from '../store/alert.row.js';
import { NotificationStore } from '../store/notification.store.js';
import { PolicyReader } from '../store/policy.reader.js';
import { RosterReader } from '../store/roster.reader.js';
import { TriggerStore } from '../store/trigger.store.js';
import { ReviseContext } from './revise-context.js';

/** A finding that somebody has to answer. */
export interface AlertFacts {
  readonly organisationId: OrganisationId;
  readonly patientId: PatientId;
  readonly tier: AlertTier;
  readonly family: TriggerFamily;
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly source: TriggerSource;
  /** What the finding was made in, such as `check-in` and its id. With rule and tier it makes the finding unique. */
  readonly sourceKind: string;
  readonly sourceId: string;
  /** When it happened, which may be before it was sent. */
  readonly occurredAt: Date;
  /** Sealed with the patient's key; readable by clinicians only. */
  readonly context: AlertContext;
}

export interface Raised {
  readonly alertId: AlertId;
  /** Whether what was found is in front of somebody: on an alert that is still open. */
  readonly isOpen: boolean;
}

/**
 * Opens an alert, or attaches the finding to the open one of the same patient and family, inside the transaction that
 * saves what the finding was made in: both are durable, or neither. E0 and E1 have their first pages written here.
 *
 * The same finding told again pages nobody: if it brings more answers they become the newest context of the open alert, and
 * otherwise nothing changes. A worse tier raises the open alert and pages again. A closed alert stays as it was closed. Runs as
 * the patient (a check-in) or as the engine (a sweep).
 */
@Injectable()
export class RaiseAlert {
  constructor(
    private readonly alerts: AlertStore, private readonly triggers: TriggerStore, private readonly notifications: NotificationStore,
    private readonly policies: PolicyReader, private readonly rosters: RosterReader,
    private readonly revise: ReviseContext,
    private readonly audit: Audit, private readonly outbox: Outbox,
  ) {}

  async run(tx: Tx, facts: AlertFacts): Promise<Raised> {
    const open = await this.alerts.lockOpen(tx, facts.patientId, facts.family);
    if (open !== null) return this.attach(tx, open, facts);
    const known = await this.triggers.find(tx, facts.patientId, keyOf(facts));
    if (known !== null) return { alertId: known.alertId, isOpen: false };
    return this.open(tx, facts);
  }

  private async open(tx: Tx, facts: AlertFacts): Promise<Raised> {
    const now = await tx.now();
    const policy = await this.policies.newest(tx, facts.organisationId);
    const roster = isUrgent(facts.tier) ? await this.rosters.ofOne(tx, facts.patientId) : [];
    const episode = nextEpisode(await this.triggers.lastEpisode(tx, facts.patientId, facts.family));
    const step = openAndPage({ family: facts.family, tier: facts.tier, episode, policy }, now.getTime(), roster);
    const row: AlertRow = {
      ...fromState(step.state), organisationId: facts.organisationId, patientId: facts.patientId, id: newId<'Alert'>(), openedAt: now,
      source: facts.source, family: facts.family, episode, ruleId: facts.ruleId, ruleVersion: facts.ruleVersion, policy,
      faults: 0, quarantinedAt: null, isDrill: facts.source === 'drill',
    };
    if (!(await this.alerts.insert(tx, row))) {
      // Somebody else opened it between our look and our insert, and has committed.
      const open = await this.alerts.lockOpen(tx, facts.patientId, facts.family);
      if (open === null) throw new Error('An alert is in the way of a new one and cannot be seen');
      return this.attach(tx, open, facts);
    }
    const triggerId = await this.keepTrigger(tx, row, facts, now);
    if (triggerId !== null) await this.triggers.keepContext(tx, row, triggerId, facts.context, now);
    await this.alerts.logOpening(tx, row, step);
    await this.tell(tx, { row, step }, now, roster);
    return { alertId: row.id, isOpen: true };
  }

  private async attach(tx: Tx, row: AlertRow, facts: AlertFacts): Promise<Raised> {
    const now = await tx.now();
    const triggerId = await this.keepTrigger(tx, row, facts, now);
    if (triggerId === null) return this.repeat(tx, row, facts);
    await this.triggers.addContext(tx, row, triggerId, facts.context, now);
    const roster = await this.rosters.ofOne(tx, facts.patientId);
    const repeated = next(toState(row), { kind: 'trigger', tier: facts.tier }, now.getTime(), roster);
    if (isRefusal(repeated)) throw new Error(`An open alert refused a trigger: ${repeated.code}`);
    const step = isUrgent(repeated.state.tier) && repeated.state.status === 'triggered' ? andThenTick(repeated, now.getTime(), roster) : repeated;
    await this.alerts.save(tx, [{ row, step }]);
    await this.tell(tx, { row, step }, now, roster);
    return { alertId: row.id, isOpen: true };
  }

  /** The finding is known already; the answers behind it may have grown since. */
  private async repeat(tx: Tx, row: AlertRow, facts: AlertFacts): Promise<Raised> {
    const known = await this.triggers.find(tx, facts.patientId, keyOf(facts));
    if (known === null) throw new Error('A finding is in the way of itself and cannot be seen');
    const isOpen = known.alertId === row.id;
    if (isOpen) await this.revise.run(tx, row, known.id, facts.context);
    return { alertId: known.alertId, isOpen };
  }

  /** The id of the trigger; `null` if it was there already. */
  private async keepTrigger(tx: Tx, row: AlertRow, facts: AlertFacts, now: Date): Promise<string | null> {
    const { organisationId, patientId, id: alertId } = row;
    const triggerId = newId<'Trigger'>();
    const isNew = await this.triggers.insert(tx, {
      organisationId, patientId, alertId, id: triggerId, ...keyOf(facts), ruleVersion: facts.ruleVersion, occurredAt: facts.occurredAt, at: now,
    });
    return isNew ? triggerId : null;
  }

  private async tell(tx: Tx, stepped: Stepped, now: Date, roster: Awaited<ReturnType<RosterReader['ofOne']>>): Promise<void> {
    const { row } = stepped;
    await this.notifications.write(tx, [stepped], new Map([[row.patientId, roster]]), now);
    await this.audit.record(tx, {
      action: 'alert.raise', object: { kind: 'alert', id: row.id }, patientId: row.patientId, category: 'alert_head',
      organisationId: row.organisationId, basis: tx.actor.kind === 'person' ? 'self' : 'system',
    });
    await this.outbox.add(tx, alertChanged(row));
  }
}

const keyOf = ({ sourceKind, sourceId, ruleId, tier }: AlertFacts) => ({ sourceKind, sourceId, ruleId, tier });
