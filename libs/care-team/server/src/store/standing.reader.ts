import { Injectable } from '@nestjs/common';
import type { ConsentCategory, ConsentId, Consent, Membership, MembershipId, Purpose, Recipient } from '@evenkeel/care-team-rules';
import type { Tx } from '@evenkeel/database';
import type { AccountId, Actor, PatientId, StaffRole } from '@evenkeel/kernel';

/** Where somebody stands towards patients: what the access table of the rules is asked with. */
export interface Standing {
  readonly memberships: readonly Membership[];
  readonly consents: readonly Consent[];
  /** By the database's clock, milliseconds since 1970. */
  readonly now: number;
}

interface StandingRow {
  readonly id: MembershipId;
  readonly patient_id: PatientId;
  readonly starts_at: Date;
  readonly ends_at: Date | null;
  readonly now: Date;
  readonly consents: readonly ConsentJson[] | null;
}

interface ConsentJson {
  readonly id: ConsentId;
  readonly role: StaffRole | null;
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
   * Memberships of this person in the acting role and the consents that speak about them, in one statement.
   * A page by an alert counts as a membership from the page until 24 hours after the alert; its record is the only
   * thing taken from the grant table, because nobody but the engine can write it.
   * @param patientIds `null` for every patient
   */
  async standing(tx: Tx, actor: Actor, patientIds: readonly PatientId[] | null): Promise<Standing> {
    const rows = await tx.query<StandingRow>(
      `WITH member AS (
         SELECT m.id, m.patient_id, greatest(m.starts_at, m.accepted_at) AS starts_at, m.ends_at
           FROM clin.care_team_member m
           WHERE m.organisation_id = $1 AND m.account_id = $2 AND m.role = $3 AND m.accepted_at IS NOT NULL
             AND (m.ends_at IS NULL OR m.ends_at > clock.now()) AND ($4::uuid[] IS NULL OR m.patient_id = ANY ($4::uuid[]))
         UNION
         SELECT g.basis_id, g.patient_id, g.valid_from, g.valid_until
           FROM identity.access_grant g
           WHERE g.account_id = $2 AND g.role = $3 AND g.basis_kind = 'alert' AND g.category = 'team'
             AND (g.valid_until IS NULL OR g.valid_until > clock.now()) AND ($4::uuid[] IS NULL OR g.patient_id = ANY ($4::uuid[])))
       SELECT member.*, clock.now() AS now, (
         SELECT jsonb_agg(jsonb_build_object('id', c.id, 'role', c.recipient_role, 'account', c.recipient_account,
             'categories', c.categories, 'purposes', c.purposes, 'starts', extract(epoch FROM c.starts_at) * 1000,
             'expires', extract(epoch FROM c.expires_at) * 1000, 'revoked', extract(epoch FROM c.revoked_at) * 1000))
           FROM clin.consent c
           WHERE c.organisation_id = $1 AND c.patient_id = member.patient_id
             AND (c.recipient_role = $3 OR c.recipient_account = $2)) AS consents
       FROM member`,
      [actor.organisationId, actor.accountId, actor.role, patientIds]);
    return {
      now: rows[0]?.now.getTime() ?? 0,
      memberships: rows.map((row): Membership => ({
        id: row.id, patientId: row.patient_id, accountId: actor.accountId, role: actor.role as StaffRole,
        startsAt: row.starts_at.getTime(), endsAt: row.ends_at?.getTime() ?? null,
      })),
      consents: rows.flatMap((row) => (row.consents ?? []).map((each) => toConsent(row.patient_id, each))),
    };
  }
}

const toConsent = (patientId: PatientId, json: ConsentJson): Consent => ({
  id: json.id, patientId, recipient: toRecipient(json), categories: json.categories, purposes: json.purposes,
  startsAt: json.starts, expiresAt: json.expires, revokedAt: json.revoked,
});

function toRecipient(json: ConsentJson): Recipient {
  if (json.account !== null) return { kind: 'person', accountId: json.account };
  if (json.role !== null) return { kind: 'role', role: json.role };
  throw new Error('A consent without a recipient');
}
