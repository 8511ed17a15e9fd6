import type { StepKind } from './dose-step.reader.js';
import type { AccountId, OrganisationId, PatientId } from '@evenkeel/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One dated step of a plan version. Whole micrograms. */
@Entity({ schema: 'clin', name: 'dose_step' })
export class DoseStepRow {
  @PrimaryColumn('uuid', { name: 'organisation_id' }) organisationId!: OrganisationId;
  @PrimaryColumn('uuid', { name: 'patient_id' }) patientId!: PatientId;
  @PrimaryColumn('date', { name: 'starts_on' }) startsOn!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') drug!: string;
  @Column('text') kind!: StepKind;
  @Column('integer', { name: 'total_ug' }) totalUg!: number;
  @Column('integer', { name: 'morning_ug' }) morningUg!: number;
  @Column('integer', { name: 'midday_ug' }) middayUg!: number;
  @Column('integer', { name: 'evening_ug' }) eveningUg!: number;
  @Column('integer', { name: 'night_ug' }) nightUg!: number;
  @Column('integer', { name: 'plan_version' }) planVersion!: number;
  @Column('uuid', { name: 'signed_by' }) signedBy!: AccountId;
  @Column('timestamptz', { name: 'signed_at' }) signedAt!: Date;
}
