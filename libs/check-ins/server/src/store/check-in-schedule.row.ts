import type { AccountId, OrganisationId, PatientId, ScheduleId } from '@evenkeel/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** When check-ins come. Only the next occurrence is materialised. */
@Entity({ schema: 'clin', name: 'check_in_schedule' })
export class CheckInScheduleRow {
  @PrimaryColumn('uuid', { name: 'organisation_id' }) organisationId!: OrganisationId;
  @PrimaryColumn('uuid', { name: 'patient_id' }) patientId!: PatientId;
  @PrimaryColumn('uuid') id!: ScheduleId;
  @Column('text', { name: 'template_id' }) templateId!: string;
  @Column('integer', { name: 'template_version' }) templateVersion!: number;
  @Column('text', { name: 'local_time' }) localTime!: string;
  @Column('text') zone!: string;
  @Column('smallint', { name: 'every_days' }) everyDays!: number;
  @Column('integer', { name: 'window_minutes' }) windowMinutes!: number;
  @Column('date', { name: 'starts_on' }) startsOn!: string;
  @Column('date', { name: 'ends_on', nullable: true }) endsOn!: string | null;
  @Column('boolean') paused!: boolean;
  @Column('timestamptz', { name: 'next_at', nullable: true }) nextAt!: Date | null;
  @Column('date', { name: 'next_local_date', nullable: true }) nextLocalDate!: string | null;
  @Column('uuid', { name: 'set_by' }) setBy!: AccountId;
  @Column('timestamptz', { name: 'set_at' }) setAt!: Date;
  @Column('integer', { name: 'row_version' }) rowVersion!: number;
}
