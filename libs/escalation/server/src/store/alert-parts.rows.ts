import type { AlertEventKind, AlertStatus, AlertTier, Channel, OpsReason, Purpose, ResponderRole } from '@evenkeel/escalation-rules';
import type { AccountId, AlertId, NotificationId, OrganisationId, PatientId } from '@evenkeel/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What set an alert off. */
@Entity({ schema: 'clin', name: 'alert_trigger' })
export class AlertTriggerRow {
  @PrimaryColumn('uuid', { name: 'organisation_id' }) organisationId!: OrganisationId;
  @PrimaryColumn('uuid', { name: 'patient_id' }) patientId!: PatientId;
  @PrimaryColumn('uuid', { name: 'alert_id' }) alertId!: AlertId;
  @PrimaryColumn('uuid') id!: string;
  @Column('text', { name: 'source_kind' }) sourceKind!: string;
  @Column('uuid', { name: 'source_id' }) sourceId!: string;
  @Column('text', { name: 'rule_id' }) ruleId!: string;
  @Column('integer', { name: 'rule_version' }) ruleVersion!: number;
  @Column('text') tier!: AlertTier;
  @Column('timestamptz', { name: 'occurred_at' }) occurredAt!: Date;
  @Column('timestamptz') at!: Date;
}

/** The answers behind a trigger as they were known at one moment, sealed with the patient's key. Revisions count per alert. */
@Entity({ schema: 'clin', name: 'alert_context' })
export class AlertContextRow {
  @PrimaryColumn('uuid', { name: 'organisation_id' }) organisationId!: OrganisationId;
  @PrimaryColumn('uuid', { name: 'patient_id' }) patientId!: PatientId;
  @PrimaryColumn('uuid', { name: 'alert_id' }) alertId!: AlertId;
  @PrimaryColumn('integer') revision!: number;
  @Column('uuid', { name: 'trigger_id' }) triggerId!: string;
  @Column('bytea') digest!: Buffer;
  @Column('bytea') context!: Buffer;
  @Column('timestamptz') at!: Date;
}

/** The closing note, sealed with the patient's key. */
@Entity({ schema: 'clin', name: 'alert_note' })
export class AlertNoteRow {
  @PrimaryColumn('uuid', { name: 'organisation_id' }) organisationId!: OrganisationId;
  @PrimaryColumn('uuid', { name: 'patient_id' }) patientId!: PatientId;
  @PrimaryColumn('uuid', { name: 'alert_id' }) alertId!: AlertId;
  @PrimaryColumn('uuid') id!: string;
  @Column('bytea') note!: Buffer;
  @Column('uuid', { name: 'written_by' }) writtenBy!: AccountId;
  @Column('timestamptz') at!: Date;
}

/** One line of an alert's log, numbered without a gap. */
@Entity({ schema: 'clin', name: 'alert_event' })
export class AlertEventRow {
  @PrimaryColumn('uuid', { name: 'organisation_id' }) organisationId!: OrganisationId;
  @PrimaryColumn('uuid', { name: 'patient_id' }) patientId!: PatientId;
  @PrimaryColumn('uuid', { name: 'alert_id' }) alertId!: AlertId;
  @PrimaryColumn('integer') seq!: number;
  /** Besides those of the machine: `opened` (somebody looked) and `quarantined` (the row could not be advanced). */
  @Column('text') kind!: AlertEventKind | 'opened' | 'quarantined';
  @Column('text', { name: 'actor_kind' }) actorKind!: 'person' | 'system';
  @Column('text', { name: 'actor_id' }) actorId!: string;
  @Column('text', { name: 'actor_role', nullable: true }) actorRole!: string | null;
  @Column('text', { name: 'from_status', nullable: true }) fromStatus!: AlertStatus | null;
  @Column('text', { name: 'to_status' }) toStatus!: AlertStatus;
  @Column('text') tier!: AlertTier;
  @Column('smallint') level!: number;
  @Column('integer') cycle!: number;
  @Column('jsonb') detail!: Readonly<Record<string, string | number>>;
  @Column('timestamptz') at!: Date;
}

export type NotificationStatus = 'pending' | 'leased' | 'accepted' | 'delivered' | 'opened' | 'dead' | 'superseded';

/** One message to one recipient on one channel. */
@Entity({ schema: 'clin', name: 'notification' })
export class NotificationRow {
  @PrimaryColumn('uuid', { name: 'organisation_id' }) organisationId!: OrganisationId;
  @PrimaryColumn('uuid', { name: 'patient_id' }) patientId!: PatientId;
  @PrimaryColumn('uuid', { name: 'alert_id' }) alertId!: AlertId;
  @PrimaryColumn('uuid') id!: NotificationId;
  @Column('text') tier!: AlertTier;
  @Column('integer') cycle!: number;
  @Column('smallint') level!: number;
  @Column('uuid', { name: 'recipient_id', nullable: true }) recipientId!: AccountId | null;
  /** The account, or `fallback` or `ops`. */
  @Column('text', { name: 'recipient_key' }) recipientKey!: string;
  @Column('text', { name: 'recipient_role' }) recipientRole!: ResponderRole | 'patient' | 'fallback' | 'ops';
  @Column('text') channel!: Extract<Channel, 'inapp' | 'email' | 'webhook'>;
  @Column('text') purpose!: Purpose;
  @Column('text') status!: NotificationStatus;
  @Column('boolean', { name: 'unless_opened' }) unlessOpened!: boolean;
  @Column('text', { nullable: true }) reason!: OpsReason | 'quarantined' | null;
  @Column('integer') attempts!: number;
  @Column('smallint') faults!: number;
  @Column('timestamptz', { name: 'next_attempt_at' }) nextAttemptAt!: Date;
  @Column('uuid', { name: 'lease_token', nullable: true }) leaseToken!: string | null;
  @Column('timestamptz', { name: 'lease_until', nullable: true }) leaseUntil!: Date | null;
  @Column('text', { nullable: true }) provider!: string | null;
  @Column('text', { name: 'provider_message_id', nullable: true }) providerMessageId!: string | null;
  @Column('text', { name: 'last_error_code', nullable: true }) lastErrorCode!: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'accepted_at', nullable: true }) acceptedAt!: Date | null;
  @Column('timestamptz', { name: 'opened_at', nullable: true }) openedAt!: Date | null;
  @Column('timestamptz', { name: 'superseded_at', nullable: true }) supersededAt!: Date | null;
}
