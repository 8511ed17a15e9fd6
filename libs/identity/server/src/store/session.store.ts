import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { AccountId, OrganisationId, PatientId, Role, SessionId } from '@evenkeel/kernel';
import { sessionLimits } from '../session-limits.js';

export interface NewSession {
  readonly id: SessionId;
  readonly tokenHash: Buffer;
  readonly accountId: AccountId;
  readonly organisationId: OrganisationId;
  readonly role: Role;
  readonly patientId: PatientId | null;
  /** Milliseconds from now until it ends whatever happens. */
  readonly lifetime: number;
  readonly device: string;
}

export interface LiveSession {
  readonly id: SessionId;
  readonly accountId: AccountId;
  readonly organisationId: OrganisationId;
  readonly role: Role;
  readonly patientId: PatientId | null;
  readonly steppedUpAt: Date | null;
  readonly language: 'en' | 'es';
}

/** Alive: not ended, not too old, not idle too long, and the person still has the account and the role. */
const alive = `
  s.realm = 'clinical' AND s.ended_at IS NULL AND s.expires_at > clock.now()
  AND s.last_seen_at > clock.now() - CASE WHEN s.role = 'patient' THEN interval '${sessionLimits.patient.idle} ms' ELSE interval '${sessionLimits.staff.idle} ms' END
  AND a.disabled_at IS NULL
  AND EXISTS (SELECT FROM identity.membership m WHERE m.account_id = s.account_id AND m.organisation_id = s.organisation_id AND m.role = s.role
    AND m.starts_at <= clock.now() AND (m.ends_at IS NULL OR m.ends_at > clock.now()))`;

const session = `s.id, s.account_id AS "accountId", s.organisation_id AS "organisationId", s.role, s.patient_id AS "patientId",
  s.stepped_up_at AS "steppedUpAt", a.language`;

@Injectable()
export class SessionStore {
  async add(tx: Tx, made: NewSession): Promise<void> {
    await tx.execute(
      `INSERT INTO identity.session (id, token_hash, account_id, organisation_id, role, realm, patient_id, created_at, last_seen_at, expires_at, device)
       VALUES ($1, $2, $3, $4, $5, 'clinical', $6, clock.now(), clock.now(), clock.now() + $7 * interval '1 millisecond', $8)`,
      [made.id, made.tokenHash, made.accountId, made.organisationId, made.role, made.patientId, made.lifetime, made.device]);
  }

  /** The live session of a token, and a note that it was used, at most each minute. One statement. */
  async use(tx: Tx, tokenHash: Buffer): Promise<LiveSession | null> {
    const [row] = await tx.query<LiveSession>(
      `WITH found AS (
         SELECT ${session}, s.last_seen_at < clock.now() - interval '1 minute' AS stale
         FROM identity.session s JOIN identity.account a ON a.id = s.account_id WHERE s.token_hash = $1 AND ${alive}),
       seen AS (UPDATE identity.session SET last_seen_at = clock.now() FROM found WHERE session.id = found.id AND found.stale)
       SELECT * FROM found`, [tokenHash]);
    return row ?? null;
  }

  async alive(tx: Tx, ids: readonly SessionId[]): Promise<LiveSession[]> {
    return tx.query<LiveSession>(
      `SELECT ${session} FROM identity.session s JOIN identity.account a ON a.id = s.account_id WHERE s.id = ANY ($1::uuid[]) AND ${alive}`, [ids]);
  }

  /** Another role and another token for the same sign-in; the old token is dead at once. The end of its life stays. */
  async switch(tx: Tx, id: SessionId, to: { readonly role: Role; readonly patientId: PatientId | null; readonly tokenHash: Buffer; readonly lifetime: number }): Promise<void> {
    await tx.execute(
      `UPDATE identity.session SET role = $2, patient_id = $3, token_hash = $4, last_seen_at = clock.now(),
         expires_at = least(expires_at, clock.now() + $5 * interval '1 millisecond') WHERE id = $1`,
      [id, to.role, to.patientId, to.tokenHash, to.lifetime]);
  }

  async end(tx: Tx, id: SessionId): Promise<void> {
    await tx.execute(`UPDATE identity.session SET ended_at = clock.now() WHERE id = $1 AND ended_at IS NULL`, [id]);
  }
}
