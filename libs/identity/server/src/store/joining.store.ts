import { Injectable } from '@nestjs/common';
import { newId, type Tx } from '@evenkeel/database';
import { Sealer } from '@evenkeel/encryption';
import type { AccountId, PatientId } from '@evenkeel/kernel';
import { places, type AccountProfile, type PatientProfile } from '../profile.js';
import type { Invitation } from './invitation.store.js';

/** Rows that come into being when an invitation is accepted. Runs as the gate, which may add them and nothing more. */
@Injectable()
export class JoiningStore {
  constructor(private readonly sealer: Sealer) {}

  async findAccount(tx: Tx, email: string): Promise<AccountId | null> {
    const [row] = await tx.query<{ id: AccountId }>(`SELECT id FROM identity.account WHERE email_index = $1`, [this.sealer.emailIndex(email)]);
    return row?.id ?? null;
  }

  async addAccount(tx: Tx, profile: AccountProfile, language: string): Promise<AccountId> {
    const id = newId<'Account'>();
    await this.sealer.createKey(tx, id);
    const sealed = await this.sealer.seal(tx, id, places.account, id, JSON.stringify(profile));
    await tx.execute(`INSERT INTO identity.account (id, email_index, profile, language, created_at) VALUES ($1, $2, $3, $4, clock.now())`,
      [id, this.sealer.emailIndex(profile.email), sealed, language]);
    return id;
  }

  /** Whether the role goes together with those that are held here: whoever moderates holds no other, and the rows refuse it too. */
  async fits(tx: Tx, { organisationId, role }: Invitation, accountId: AccountId): Promise<boolean> {
    // The lock of the rows' own rule: whoever accepts the other role at this moment is done before this looks.
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('moderate alone ' || $1::uuid || $2::uuid, 0))`, [organisationId, accountId]);
    const [other] = await tx.query(
      `SELECT 1 FROM identity.membership WHERE organisation_id = $1 AND account_id = $2 AND (role = 'moderator') <> ($3 = 'moderator')
         AND (ends_at IS NULL OR ends_at > clock.now()) LIMIT 1`, [organisationId, accountId, role]);
    return other === undefined;
  }

  async holds(tx: Tx, { organisationId, role }: Invitation, accountId: AccountId): Promise<boolean> {
    const [held] = await tx.query(
      `SELECT 1 FROM identity.membership WHERE organisation_id = $1 AND account_id = $2 AND role = $3
         AND starts_at <= clock.now() AND (ends_at IS NULL OR ends_at > clock.now())`, [organisationId, accountId, role]);
    return held !== undefined;
  }

  /** A role that was held before and has ended begins again, today: in between it was not held. */
  async addMembership(tx: Tx, { organisationId, role }: Invitation, accountId: AccountId): Promise<void> {
    const again = await tx.execute(
      `UPDATE identity.membership SET starts_at = CASE WHEN ends_at <= clock.now() THEN clock.now() ELSE least(starts_at, clock.now()) END, ends_at = NULL WHERE organisation_id = $1 AND account_id = $2 AND role = $3`, [organisationId, accountId, role]);
    if (again === 0) await tx.execute(`INSERT INTO identity.membership (id, organisation_id, account_id, role, starts_at) VALUES ($1, $2, $3, $4, clock.now())`, [newId(), organisationId, accountId, role]);
  }

  /** A record of the person's own, if they have none here, with the inviting coordinator on its team. */
  async addPatient(tx: Tx, invitation: Invitation, accountId: AccountId, name: string): Promise<void> {
    const { organisationId } = invitation;
    const [known] = await tx.query<{ id: PatientId }>(`SELECT id FROM identity.patient WHERE organisation_id = $1 AND account_id = $2`, [organisationId, accountId]);
    const id = known?.id ?? newId<'Patient'>();
    if (known === undefined) {
      const profile: PatientProfile = { name, birthYear: null, phone: null, address: null, emergencyContact: null };
      await this.sealer.createKey(tx, id);
      const sealed = await this.sealer.seal(tx, id, places.patient, id, JSON.stringify(profile));
      await tx.execute(
        `INSERT INTO identity.patient (organisation_id, id, account_id, profile, zone, country, language, created_at)
         SELECT o.id, $2, $3, $4, o.zone, o.country, $5, clock.now() FROM identity.organisation o WHERE o.id = $1`, [organisationId, id, accountId, sealed, invitation.language]);
      await tx.execute(`INSERT INTO identity.patient_zone (patient_id, zone, since) SELECT $2, o.zone, clock.now() FROM identity.organisation o WHERE o.id = $1`, [organisationId, id]);
    }
    await tx.query(`SELECT app.admit_patient($1, $2, $3)`, [id, invitation.id, newId()]);
  }
}
