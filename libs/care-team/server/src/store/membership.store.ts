import { Injectable } from '@nestjs/common';
import type { Ending, TeamRole } from '@evenkeel/care-team-rules';
import { newId, type Tx } from '@evenkeel/database';
import type { InvitationId } from '@evenkeel/identity-server';
import type { AccountId, PatientId } from '@evenkeel/kernel';

export interface LiveMember {
  readonly id: string;
  readonly patientId: PatientId;
  readonly accountId: AccountId;
  readonly role: TeamRole;
}

/** Reads, begins and ends memberships. Decides nothing. */
@Injectable()
export class MembershipStore {
  /** As far as the actor may see it; `null` when it has ended. */
  async live(tx: Tx, id: string): Promise<LiveMember | null> {
    return this.first(tx, 'id = $1', [id]);
  }

  /** The actor's own membership of this team in the acting role. */
  async own(tx: Tx, patientId: PatientId, accountId: AccountId, role: string): Promise<LiveMember | null> {
    return this.first(tx, 'patient_id = $1 AND account_id = $2 AND role = $3', [patientId, accountId, role]);
  }

  /** `false` if somebody else has ended it meanwhile. */
  async end(tx: Tx, id: string, reason: Ending, by: AccountId): Promise<boolean> {
    return (await tx.execute(
      `UPDATE clin.care_team_member SET ends_at = clock.now(), ended_reason = $2, ended_by = $3 WHERE id = $1 AND ends_at IS NULL`, [id, reason, by])) === 1;
  }

  /** Whether an invitation still leads to a place for this account, or for one that is about to be made. Runs as the gate. */
  async isStillInvited(tx: Tx, id: InvitationId, accountId: AccountId | null): Promise<boolean> {
    return (await tx.one<{ yes: boolean }>('SELECT app.team_invitation_stands($1, $2) AS yes', [id, accountId])).yes;
  }

  /** A place on the team, and the grants that come with it. Answers the membership, the old one for whoever has one. Runs as the gate. */
  async join(tx: Tx, id: InvitationId, accountId: AccountId): Promise<string | null> {
    return (await tx.one<{ id: string | null }>('SELECT app.join_team($1, $2, $3) AS id', [id, accountId, newId()])).id;
  }

  /** Accounts of the patient and of everybody on the team but this member, each once. */
  async others(tx: Tx, { patientId, accountId }: Pick<LiveMember, 'patientId' | 'accountId'>): Promise<readonly AccountId[]> {
    const rows = await tx.query<{ id: AccountId }>(
      `SELECT account_id AS id FROM identity.patient WHERE id = $1
       UNION SELECT account_id FROM clin.care_team_member WHERE patient_id = $1 AND account_id <> $2 AND accepted_at IS NOT NULL AND ends_at IS NULL ORDER BY id`, [patientId, accountId]);
    return rows.map(({ id }) => id);
  }

  private async first(tx: Tx, where: string, parameters: readonly unknown[]): Promise<LiveMember | null> {
    const [row] = await tx.query<LiveMember>(
      `SELECT id, patient_id AS "patientId", account_id AS "accountId", role FROM clin.care_team_member
        WHERE ${where} AND accepted_at IS NOT NULL AND ends_at IS NULL`, parameters);
    return row ?? null;
  }
}
