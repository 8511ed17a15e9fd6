import type { AccountId, OrganisationId } from '@evenkeel/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One attempt at one message. */
@Entity({ schema: 'clin', name: 'message_log' })
export class MessageLogRow {
  @PrimaryColumn('uuid', { name: 'organisation_id' }) organisationId!: OrganisationId;
  @PrimaryColumn('timestamptz') at!: Date;
  @PrimaryColumn('uuid') id!: string;
  /** `log` where there is no mail server and the row itself is the message. */
  @Column('text') channel!: 'email' | 'log' | 'webhook';
  @Column('text') template!: string;
  @Column('uuid', { name: 'recipient_id', nullable: true }) recipientId!: AccountId | null;
  /** A role, never an address: addresses are sealed. */
  @Column('text', { name: 'recipient_label' }) recipientLabel!: string;
  @Column('text') reference!: string;
  @Column('text') subject!: string;
  @Column('text') body!: string;
  @Column('uuid', { name: 'about_id' }) aboutId!: string;
  @Column('integer') attempt!: number;
  @Column('text') outcome!: 'accepted' | 'retry' | 'permanent' | 'unknown';
  @Column('text', { nullable: true }) code!: string | null;
  @Column('text', { name: 'provider_message_id', nullable: true }) providerMessageId!: string | null;
}
