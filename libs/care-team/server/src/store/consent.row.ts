import type { ConsentCategory, Purpose } from '@evenkeel/care-team-rules';
import type { AccountId, OrganisationId, PatientId } from '@evenkeel/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a patient agreed to share, with whom, for what and until when. */
@Entity({ schema: 'clin', name: 'consent' })
export class ConsentRow {
  @PrimaryColumn('uuid', { name: 'organisation_id' }) organisationId!: OrganisationId;
  @PrimaryColumn('uuid', { name: 'patient_id' }) patientId!: PatientId;
  @PrimaryColumn('uuid') id!: string;
  @Column('text', { name: 'recipient_role', nullable: true }) recipientRole!: 'prescriber' | 'therapist' | 'coordinator' | null;
  @Column('uuid', { name: 'recipient_account', nullable: true }) recipientAccount!: AccountId | null;
  @Column('text', { array: true }) categories!: ConsentCategory[];
  @Column('text', { array: true }) purposes!: Purpose[];
  @Column('text', { name: 'text_version' }) textVersion!: string;
  @Column('timestamptz', { name: 'given_at' }) givenAt!: Date;
  @Column('timestamptz', { name: 'starts_at' }) startsAt!: Date;
  @Column('timestamptz', { name: 'expires_at' }) expiresAt!: Date;
  @Column('timestamptz', { name: 'revoked_at', nullable: true }) revokedAt!: Date | null;
  @Column('text', { name: 'revoked_channel', nullable: true }) revokedChannel!: string | null;
}
