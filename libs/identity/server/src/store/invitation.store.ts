import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { Sealer } from '@evenkeel/encryption';
import { invitationLastsMs, type InvitationPurpose } from '@evenkeel/identity-rules';
import type { AccountId, Id, OrganisationId, PatientId } from '@evenkeel/kernel';
import { places, type InvitationContact } from '../profile.js';

export type InvitationId = Id<'Invitation'>;
type Language = 'en' | 'es';

export interface NewInvitation extends InvitationContact {
  readonly id: InvitationId;
  readonly organisationId: OrganisationId;
  readonly purpose: InvitationPurpose;
  readonly role: string;
  /** Only for a place on a care team: whose. */
  readonly patientId: PatientId | null;
  readonly language: Language;
  readonly tokenHash: Buffer;
  readonly invitedBy: AccountId;
}

export interface Invitation extends InvitationContact {
  readonly id: InvitationId;
  readonly organisationId: OrganisationId;
  readonly purpose: InvitationPurpose;
  readonly role: string;
  readonly patientId: PatientId | null;
  readonly language: Language;
  readonly invitedBy: AccountId;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly mailedAt: Date | null;
  readonly acceptedAt: Date | null;
  readonly acceptedBy: AccountId | null;
  readonly revokedAt: Date | null;
}

type Row = Omit<Invitation, keyof InvitationContact> & { readonly contact: Buffer };

const columns = `id, organisation_id AS "organisationId", purpose, role, patient_id AS "patientId", contact, language, invited_by AS "invitedBy",
  created_at AS "createdAt", expires_at AS "expiresAt", mailed_at AS "mailedAt", accepted_at AS "acceptedAt", accepted_by AS "acceptedBy", revoked_at AS "revokedAt"`;

/** Invitations, as far as the reader's office goes. The token itself is nowhere: only its hash is stored. */
@Injectable()
export class InvitationStore {
  constructor(private readonly sealer: Sealer) {}

  async add(tx: Tx, made: NewInvitation): Promise<void> {
    await this.sealer.createKey(tx, made.id);
    const contact = await this.sealer.seal(tx, made.id, places.invitation, made.id, JSON.stringify({ name: made.name, email: made.email }));
    await tx.execute(
      `INSERT INTO identity.invitation (organisation_id, id, purpose, role, patient_id, contact, email_index, language, token_hash, invited_by, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, clock.now(), clock.now() + $11 * interval '1 millisecond')`,
      [made.organisationId, made.id, made.purpose, made.role, made.patientId, contact, this.sealer.emailIndex(made.email), made.language, made.tokenHash, made.invitedBy, invitationLastsMs]);
  }

  /** Newest first, of the asking person's office; those of one patient's team when a patient is named. */
  async page(tx: Tx, purposes: readonly InvitationPurpose[], patientId: PatientId | null = null): Promise<readonly Invitation[]> {
    const rows = await tx.query<Row>(
      `SELECT ${columns} FROM identity.invitation WHERE purpose = ANY ($1::text[]) AND ($2::uuid IS NULL OR patient_id = $2) ORDER BY created_at DESC, id DESC LIMIT 200`,
      [[...purposes], patientId]);
    await this.sealer.preload(tx, rows.map((row) => row.id));
    return Promise.all(rows.map((row) => this.open(tx, row)));
  }

  async byId(tx: Tx, id: InvitationId): Promise<Invitation | null> {
    const [row] = await tx.query<Row>(`SELECT ${columns} FROM identity.invitation WHERE id = $1`, [id]);
    return row === undefined ? null : this.open(tx, row);
  }

  /** Ends it for good. `false` if there is none to be ended by this person. */
  async revoke(tx: Tx, id: InvitationId): Promise<boolean> {
    return (await tx.execute(`UPDATE identity.invitation SET revoked_at = clock.now() WHERE id = $1 AND accepted_at IS NULL AND revoked_at IS NULL`, [id])) === 1;
  }

  /** Whatever the state; locked until the transaction ends, so that a link is used once. Runs as the gate. */
  async byToken(tx: Tx, tokenHash: Buffer): Promise<Invitation | null> {
    const [row] = await tx.query<Row>(`SELECT ${columns} FROM identity.invitation WHERE token_hash = $1 FOR UPDATE`, [tokenHash]);
    return row === undefined ? null : this.open(tx, row);
  }

  async accept(tx: Tx, id: InvitationId, accountId: AccountId): Promise<void> {
    await tx.execute(`UPDATE identity.invitation SET accepted_at = clock.now(), accepted_by = $2 WHERE id = $1`, [id, accountId]);
  }

  async mailed(tx: Tx, id: InvitationId): Promise<void> {
    await tx.execute(`UPDATE identity.invitation SET mailed_at = clock.now() WHERE id = $1`, [id]);
  }

  private async open(tx: Tx, { contact, ...row }: Row): Promise<Invitation> {
    return { ...row, ...(JSON.parse(await this.sealer.open(tx, row.id, places.invitation, row.id, contact)) as InvitationContact) };
  }
}
