import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { AccountId, PatientId, StaffRole } from '@evenkeel/kernel';
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

/** Teams and consents as screens want them. Callers filter patients by `Access` first. */
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
}
