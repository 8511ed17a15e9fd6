import type { AccountId, OrganisationId, PatientId } from '@evenkeel/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody on a patient's team. Ended memberships stay: they say who could read what at the time. */
@Entity({ schema: 'clin', name: 'care_team_member' })
export class CareTeamMemberRow {
  @PrimaryColumn('uuid', { name: 'organisation_id' }) organisationId!: OrganisationId;
  @PrimaryColumn('uuid', { name: 'patient_id' }) patientId!: PatientId;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'account_id' }) accountId!: AccountId;
  @Column('text') role!: 'prescriber' | 'therapist' | 'coordinator';
  @Column('boolean', { name: 'is_primary' }) isPrimary!: boolean;
  @Column('boolean', { name: 'on_rota' }) onRota!: boolean;
  @Column('uuid', { name: 'invited_by', nullable: true }) invitedBy!: AccountId | null;
  @Column('timestamptz', { name: 'accepted_at', nullable: true }) acceptedAt!: Date | null;
  @Column('timestamptz', { name: 'starts_at' }) startsAt!: Date;
  @Column('timestamptz', { name: 'ends_at', nullable: true }) endsAt!: Date | null;
  @Column('text', { name: 'ended_reason', nullable: true }) endedReason!: string | null;
}
