import { Injectable } from '@nestjs/common';
import type { Queries, Tx } from '@evenkeel/database';
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
  /** The organisation asks its staff for a second factor and this person has none: adding one is all they can do. */
  readonly mustEnrol: boolean;
}

/** A sign-in as its owner sees it in the list of their devices. */
export interface OwnSession {
  readonly id: SessionId;
  readonly role: Role;
  readonly device: string;
  readonly createdAt: Date;
  /** To the hour: when somebody last looked is nobody's business to the minute. */
  readonly lastSeenAt: Date;
}

/** Alive: not ended, not too old, not idle too long, and the person still has the account and the role. */
const alive = `
  s.realm = 'clinical' AND s.ended_at IS NULL AND s.expires_at > clock.now()
  AND s.last_seen_at > clock.now() - CASE WHEN s.role = 'patient' THEN interval '${sessionLimits.patient.idle} ms' ELSE interval '${sessionLimits.staff.idle} ms' END
  AND a.disabled_at IS NULL
  AND EXISTS (SELECT FROM identity.membership m WHERE m.account_id = s.account_id AND m.organisation_id = s.organisation_id AND m.role = s.role
    AND m.starts_at <= clock.now() AND (m.ends_at IS NULL OR m.ends_at > clock.now()))`;

const session = `s.id, s.account_id AS "accountId", s.organisation_id AS "organisationId", s.role, s.patient_id AS "patientId",
  s.stepped_up_at AS "steppedUpAt", a.language,
  s.role <> 'patient' AND (SELECT o.second_factor_required FROM identity.organisation o WHERE o.id = s.organisation_id)
    AND NOT EXISTS (SELECT FROM identity.credential c WHERE c.account_id = s.account_id AND c.kind IN ('totp', 'passkey') AND NOT c.pending) AS "mustEnrol"`;

@Injectable()
export class SessionStore {
  async add(tx: Tx, made: NewSession): Promise<void> {
    await tx.execute(
      `INSERT INTO identity.session (id, token_hash, account_id, organisation_id, role, realm, patient_id, created_at, last_seen_at, stepped_up_at, expires_at, device)
       VALUES ($1, $2, $3, $4, $5, 'clinical', $6, clock.now(), clock.now(), clock.now(), clock.now() + $7 * interval '1 millisecond', $8)`,
      [made.id, made.tokenHash, made.accountId, made.organisationId, made.role, made.patientId, made.lifetime, made.device]);
  }

  /** The live session of a token, and a note that it was used, at most each minute. One statement. */
  async use(queries: Queries, tokenHash: Buffer): Promise<LiveSession | null> {
    const [row] = await queries.query<LiveSession>(
      `WITH found AS (
         SELECT ${session}, s.last_seen_at < clock.now() - interval '1 minute' AS stale
         FROM identity.session s JOIN identity.account a ON a.id = s.account_id WHERE s.token_hash = $1 AND ${alive}),
       seen AS (UPDATE identity.session SET last_seen_at = clock.now() FROM found WHERE session.id = found.id AND found.stale)
       SELECT * FROM found`, [tokenHash]);
    return row ?? null;
  }

  async alive(queries: Queries, ids: readonly SessionId[]): Promise<LiveSession[]> {
    return queries.query<LiveSession>(
      `SELECT ${session} FROM identity.session s JOIN identity.account a ON a.id = s.account_id WHERE s.id = ANY ($1::uuid[]) AND ${alive}`, [ids]);
  }

  /** Another role and another token for the same sign-in; the old token is dead at once. The end of its life stays. */
  async switch(tx: Tx, id: SessionId, to: { readonly role: Role; readonly patientId: PatientId | null; readonly tokenHash: Buffer; readonly lifetime: number }): Promise<void> {
    await tx.execute(
      `UPDATE identity.session SET role = $2, patient_id = $3, token_hash = $4, last_seen_at = clock.now(),
         expires_at = least(expires_at, clock.now() + $5 * interval '1 millisecond') WHERE id = $1`,
      [id, to.role, to.patientId, to.tokenHash, to.lifetime]);
  }

  /** Another token for the same session, proved a moment ago; the old token is dead at once. */
  async stepUp(tx: Tx, id: SessionId, tokenHash: Buffer): Promise<void> {
    await tx.execute(`UPDATE identity.session SET token_hash = $2, stepped_up_at = clock.now(), last_seen_at = clock.now() WHERE id = $1`, [id, tokenHash]);
  }

  async end(tx: Tx, id: SessionId): Promise<void> {
    await tx.execute(`UPDATE identity.session SET ended_at = clock.now() WHERE id = $1 AND ended_at IS NULL`, [id]);
  }

  /** Live sessions of an account in any role, newest first. */
  async ofAccount(tx: Tx, accountId: AccountId): Promise<readonly OwnSession[]> {
    return tx.query<OwnSession>(
      `SELECT s.id, s.role, s.device, s.created_at AS "createdAt", date_trunc('hour', s.last_seen_at) AS "lastSeenAt"
       FROM identity.session s JOIN identity.account a ON a.id = s.account_id WHERE s.account_id = $1 AND ${alive} ORDER BY s.created_at DESC, s.id`, [accountId]);
  }

  /** Ends the sessions of an account: one, or all but one. Returns those that were alive until now. */
  async endOf(tx: Tx, accountId: AccountId, which: { readonly only: SessionId } | { readonly except: SessionId | null }): Promise<readonly SessionId[]> {
    const [only, except] = 'only' in which ? [which.only, null] : [null, which.except];
    const rows = await tx.query<{ id: SessionId }>(
      `UPDATE identity.session SET ended_at = clock.now() WHERE account_id = $1 AND ended_at IS NULL
         AND ($2::uuid IS NULL OR id = $2) AND ($3::uuid IS NULL OR id <> $3) RETURNING id`, [accountId, only, except]);
    return rows.map(({ id }) => id);
  }
}
