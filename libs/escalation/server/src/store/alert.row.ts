import type { AlertMachine, AlertStatus, AlertTier, Engagement, EscalationPolicy, Outcome, ResponderRole, TriggerFamily, TriggerSource } from '@evenkeel/escalation-rules';
import type { AccountId, AlertId, OrganisationId, PatientId } from '@evenkeel/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One alert. Its head: no answer of the patient is in it. */
@Entity({ schema: 'clin', name: 'alert' })
export class AlertRow {
  @PrimaryColumn('uuid', { name: 'organisation_id' }) organisationId!: OrganisationId;
  @PrimaryColumn('uuid', { name: 'patient_id' }) patientId!: PatientId;
  @PrimaryColumn('timestamptz', { name: 'opened_at' }) openedAt!: Date;
  @PrimaryColumn('uuid') id!: AlertId;
  @Column('text') tier!: AlertTier;
  @Column('text', { name: 'max_tier' }) maxTier!: AlertTier;
  @Column('text') source!: TriggerSource;
  @Column('text') family!: TriggerFamily;
  @Column('integer') episode!: number;
  @Column('text', { name: 'rule_id' }) ruleId!: string;
  @Column('integer', { name: 'rule_version' }) ruleVersion!: number;
  @Column('text') status!: AlertStatus;
  @Column('smallint') level!: number;
  @Column('integer') cycle!: number;
  @Column('jsonb') policy!: EscalationPolicy;
  @Column('timestamptz', { name: 'next_action_at', nullable: true }) nextActionAt!: Date | null;
  @Column('uuid', { name: 'ack_by', nullable: true }) ackBy!: AccountId | null;
  @Column('text', { name: 'ack_role', nullable: true }) ackRole!: ResponderRole | null;
  @Column('timestamptz', { name: 'ack_at', nullable: true }) ackAt!: Date | null;
  @Column('timestamptz', { name: 'ack_expires_at', nullable: true }) ackExpiresAt!: Date | null;
  @Column('uuid', { name: 'engaged_by', nullable: true }) engagedBy!: AccountId | null;
  @Column('timestamptz', { name: 'engaged_at', nullable: true }) engagedAt!: Date | null;
  @Column('text', { nullable: true }) engagement!: Engagement | null;
  @Column('jsonb') machine!: AlertMachine;
  @Column('smallint') faults!: number;
  @Column('timestamptz', { name: 'quarantined_at', nullable: true }) quarantinedAt!: Date | null;
  @Column('uuid', { name: 'resolved_by', nullable: true }) resolvedBy!: AccountId | null;
  @Column('timestamptz', { name: 'resolved_at', nullable: true }) resolvedAt!: Date | null;
  @Column('text', { nullable: true }) outcome!: Outcome | null;
  @Column('integer', { name: 'trigger_count' }) triggerCount!: number;
  @Column('timestamptz', { name: 'last_trigger_at' }) lastTriggerAt!: Date;
  @Column('integer', { name: 'row_version' }) rowVersion!: number;
  @Column('integer') seq!: number;
  @Column('boolean', { name: 'is_drill' }) isDrill!: boolean;
}
