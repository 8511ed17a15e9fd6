import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { AccountId, OrganisationId, PatientId, StaffRole } from '@evenkeel/kernel';
import { In, IsNull, Not } from 'typeorm';
import { CareTeamMemberRow } from './care-team-member.row.js';
import { ConsentRow } from './consent.row.js';

/** A live, accepted member of a patient's team. */
export interface TeamMember {
  readonly id: string;
  readonly patientId: PatientId;
  readonly accountId: AccountId;
  readonly role: StaffRole;
  readonly isPrimary: boolean;
  readonly onRota: boolean;
  readonly since: Date;
}

/** Somebody who may be paged about a patient at this moment. */
export interface Reachable {
  readonly accountId: AccountId;
  readonly role: 'prescriber' | 'therapist' | 'coordinator' | 'safety-lead';
  /** The patient's own prescriber, therapist or coordinator. */
  readonly primary: boolean;
  readonly onRota: boolean;
}

/** Teams and consents as screens and the engine want them. Callers filter patients by `Access` first. */
@Injectable()
export class TeamReader {
  /** Live members of these patients' teams, the primary ones first. */
  async team(tx: Tx, patientIds: readonly PatientId[]): Promise<readonly TeamMember[]> {
    if (patientIds.length === 0) return [];
    const rows = await tx.manager.find(CareTeamMemberRow, {
      where: { patientId: In([...patientIds]), acceptedAt: Not(IsNull()), endsAt: IsNull() },
      order: { isPrimary: 'DESC', role: 'ASC', startsAt: 'ASC', id: 'ASC' },
    });
    return rows.map(({ id, patientId, accountId, role, isPrimary, onRota, startsAt }) =>
      ({ id, patientId, accountId, role, isPrimary, onRota, since: startsAt }));
  }

  /** Consents of these patients, the ones that ended too, newest first. */
  async consents(tx: Tx, patientIds: readonly PatientId[]): Promise<readonly ConsentRow[]> {
    if (patientIds.length === 0) return [];
    return tx.manager.find(ConsentRow, { where: { patientId: In([...patientIds]) }, order: { startsAt: 'DESC', id: 'ASC' } });
  }

  /**
   * Everybody who may be paged about this patient now: the team, and the organisation's safety leads. Read in the
   * transaction that pages, under a role that may see teams (the engine), never kept. Disabled accounts are left out.
   */
  async rosterOf(tx: Tx, organisationId: OrganisationId, patientId: PatientId): Promise<readonly Reachable[]> {
    return tx.query<Reachable>(
      `SELECT m.account_id AS "accountId", m.role, m.is_primary AS "primary", m.on_rota AS "onRota"
         FROM clin.care_team_member m
         JOIN identity.account a ON a.id = m.account_id AND a.disabled_at IS NULL
         JOIN identity.membership s ON s.account_id = m.account_id AND s.organisation_id = m.organisation_id AND s.role = m.role
           AND s.starts_at <= clock.now() AND (s.ends_at IS NULL OR s.ends_at > clock.now())
        WHERE m.organisation_id = $1 AND m.patient_id = $2 AND m.accepted_at IS NOT NULL
          AND m.starts_at <= clock.now() AND (m.ends_at IS NULL OR m.ends_at > clock.now())
       UNION
       SELECT s.account_id, s.role, false, true
         FROM identity.membership s JOIN identity.account a ON a.id = s.account_id AND a.disabled_at IS NULL
        WHERE s.organisation_id = $1 AND s.role = 'safety-lead'
          AND s.starts_at <= clock.now() AND (s.ends_at IS NULL OR s.ends_at > clock.now())
       ORDER BY 2, 3 DESC, 1`, [organisationId, patientId]);
  }

  /** Roles on a patient's team, for texts that name a role and never a person. */
  async rolesOf(tx: Tx, patientId: PatientId): Promise<readonly StaffRole[]> {
    return [...new Set((await this.team(tx, [patientId])).map((member) => member.role))];
  }
}
