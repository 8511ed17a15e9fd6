import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { isResponderRole, type Roster, type RosterEntry } from '@evenkeel/escalation-rules';
import type { AccountId, PatientId } from '@evenkeel/kernel';

interface Entry {
  readonly patientId: PatientId;
  readonly accountId: AccountId;
  readonly role: string;
  readonly primary: boolean;
  readonly onRota: boolean;
}

/** Roles become people in the transaction that pages, never earlier. */
@Injectable()
export class RosterReader {
  /** Who may be paged about each of these patients now. A patient without anybody has an empty list. */
  async of(tx: Tx, patientIds: readonly PatientId[]): Promise<ReadonlyMap<PatientId, Roster>> {
    const found = new Map<PatientId, RosterEntry[]>(patientIds.map((id) => [id, []]));
    if (patientIds.length === 0) return found;
    const rows = await tx.query<Entry>(
      `SELECT patient_id AS "patientId", account_id AS "accountId", role, is_primary AS "primary", on_rota AS "onRota"
         FROM clin.responders($1::uuid[])`, [[...new Set(patientIds)]]);
    for (const { patientId, accountId, role, primary, onRota } of rows) {
      if (isResponderRole(role)) found.get(patientId)?.push({ accountId, role, primary, onRota });
    }
    return found;
  }

  async ofOne(tx: Tx, patientId: PatientId): Promise<Roster> {
    return (await this.of(tx, [patientId])).get(patientId) ?? [];
  }
}
