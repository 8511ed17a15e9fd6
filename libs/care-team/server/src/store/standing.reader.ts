import { Injectable } from '@nestjs/common';
import { type BreakGlassId, type Consent, type ConsentCategory, type ConsentId, type Emergency, type Membership, type MembershipId, namedForHoursAfter, type Naming, type Purpose, type Recipient, type TeamRole } from '@evenkeel/care-team-rules';
import type { Tx } from '@evenkeel/database';
import type { AccountId, Actor, AlertId, PatientId, StaffRole } from '@evenkeel/kernel';

/** Where somebody stands towards patients: what the access table of the rules is asked with. */
export interface Standing {
  readonly memberships: readonly Membership[];
  readonly consents: readonly Consent[];
  /** Alerts that paged this person. */
  readonly namedBy: readonly Naming[];
  /** Emergency accesses of this person. */
  readonly emergencies: readonly Emergency[];
  /** By the database's clock, milliseconds since 1970. */
  readonly now: number;
}

interface StandingRow {
  readonly kind: 'member' | 'alert' | 'emergency';
  /** Of the membership, the alert, or the emergency access. */
  readonly id: string;
  readonly patient_id: PatientId;
  readonly starts_at: Date;
  readonly ends_at: Date | null;
  readonly now: Date;
  readonly consents: readonly ConsentJson[] | null;
}

interface ConsentJson {
  readonly id: ConsentId;
  readonly role: TeamRole | null;
  readonly account: AccountId | null;
  readonly categories: readonly ConsentCategory[];
  readonly purposes: readonly Purpose[];
  readonly starts: number;
  readonly expires: number;
  readonly revoked: number | null;
}

/** Reads teams, consents and open-alert pages; never the flat grants that row-level security reads. Decides nothing. */
@Injectable()
export class StandingReader {
  /**
   * Keeps the accesses to one patient from ending before this transaction does: `GrantStore.seize` waits for it. Taken
   * before a right is looked at by whatever changes a record.
   */
  async hold(tx: Tx, patientId: PatientId): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock_shared(hashtextextended('access ' || $1::text, 0))`, [patientId]);
  }

  /**
   * Memberships of this person in the acting role, the consents that speak about them, the alerts that paged this
   * person and their emergency accesses, in one statement. The pages are the only thing taken from the grant table:
   * nobody but the engine writes them. An end that is written down has come: nobody writes one ahead, and a transaction
   * that began before it would otherwise take it for the future.
   * @param patientIds `null` for every patient
   */
  async standing(tx: Tx, actor: Actor, patientIds: readonly PatientId[] | null): Promise<Standing> {
    const rows = await tx.query<StandingRow>(
      `WITH relation AS (
         SELECT 'member' AS kind, m.id, m.patient_id, greatest(m.starts_at, m.accepted_at) AS starts_at, m.ends_at
           FROM clin.care_team_member m
           WHERE m.organisation_id = $1 AND m.account_id = $2 AND m.role = $3 AND m.accepted_at IS NOT NULL
             AND m.ends_at IS NULL AND ($4::uuid[] IS NULL OR m.patient_id = ANY ($4::uuid[]))
         UNION ALL
         SELECT 'alert', g.basis_id, g.patient_id, g.valid_from, g.valid_until
           FROM identity.access_grant g
           WHERE g.account_id = $2 AND g.role = $3 AND g.basis_kind = 'alert' AND g.category = 'team'
             AND (g.valid_until IS NULL OR g.valid_until > clock.now()) AND ($4::uuid[] IS NULL OR g.patient_id = ANY ($4::uuid[]))
         UNION ALL
         SELECT 'emergency', b.id, b.patient_id, b.opened_at, b.expires_at
           FROM clin.break_glass b
           WHERE b.organisation_id = $1 AND b.account_id = $2 AND b.role = $3 AND b.opened_at <= clock.now() AND b.expires_at > clock.now()
             AND ($4::uuid[] IS NULL OR b.patient_id = ANY ($4::uuid[])))
       SELECT relation.*, clock.now() AS now, CASE WHEN kind = 'member' THEN (
         SELECT jsonb_agg(jsonb_build_object('id', c.id, 'role', c.recipient_role, 'account', c.recipient_account,
             'categories', c.categories, 'purposes', c.purposes, 'starts', extract(epoch FROM c.starts_at) * 1000,
             'expires', extract(epoch FROM c.expires_at) * 1000, 'revoked', extract(epoch FROM c.revoked_at) * 1000))
           FROM clin.consent c
           WHERE c.organisation_id = $1 AND c.patient_id = relation.patient_id AND c.revoked_at IS NULL
             AND (c.recipient_role = $3 OR c.recipient_account = $2)) END AS consents
       FROM relation`,
      [actor.organisationId, actor.accountId, actor.role, patientIds]);
    return {
      now: rows[0]?.now.getTime() ?? 0,
      memberships: rows.filter((row) => row.kind === 'member').map((row) => toMembership(row, actor)),
      consents: rows.flatMap((row) => (row.consents ?? []).map((each) => toConsent(row.patient_id, each))),
      namedBy: rows.filter((row) => row.kind === 'alert').map((row) => toNaming(row, actor)),
      emergencies: rows.filter((row) => row.kind === 'emergency').map((row) => toEmergency(row, actor)),
    };
  }
}

// The statement asked for the acting role, and no team has a member of any role but these three.
const toMembership = (row: StandingRow, actor: Actor): Membership => ({
  id: row.id as MembershipId, patientId: row.patient_id, accountId: actor.accountId, role: actor.role as TeamRole,
  startsAt: row.starts_at.getTime(), endsAt: row.ends_at?.getTime() ?? null,
});

/** The grant of a page is closed 24 hours after the alert: from its end the moment of resolution is known. */
const toNaming = (row: StandingRow, actor: Actor): Naming => ({
  alertId: row.id as AlertId, patientId: row.patient_id, accountId: actor.accountId, role: actor.role as StaffRole,
  from: row.starts_at.getTime(), resolvedAt: row.ends_at === null ? null : row.ends_at.getTime() - namedForHoursAfter * 3_600_000,
});

const toEmergency = (row: StandingRow, actor: Actor): Emergency => ({
  breakGlassId: row.id as BreakGlassId, patientId: row.patient_id, accountId: actor.accountId, role: actor.role as StaffRole,
  from: row.starts_at.getTime(), until: row.ends_at?.getTime() ?? row.starts_at.getTime(),
});

const toConsent = (patientId: PatientId, json: ConsentJson): Consent => ({
  id: json.id, patientId, recipient: toRecipient(json), categories: json.categories, purposes: json.purposes,
  startsAt: json.starts, expiresAt: json.expires, revokedAt: json.revoked,
});

function toRecipient(json: ConsentJson): Recipient {
  if (json.account !== null) return { kind: 'person', accountId: json.account };
  if (json.role !== null) return { kind: 'role', role: json.role };
  throw new Error('A consent without a recipient');
}
