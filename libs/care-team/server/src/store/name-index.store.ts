import { Injectable } from '@nestjs/common';
import { nameKey } from '@evenkeel/care-team-rules';
import type { Tx } from '@evenkeel/database';
import { Sealer } from '@evenkeel/encryption';
import { type PatientProfile, places } from '@evenkeel/identity-server';
import type { PatientId } from '@evenkeel/kernel';

/** The keyed hashes by which a patient is found by the whole name and the year of birth. */
@Injectable()
export class NameIndexStore {
  constructor(private readonly sealer: Sealer) {}

  /** Makes the missing ones, at most so many; returns how many there were. A profile whose key is gone stays unfindable. */
  async fill(tx: Tx, limit: number): Promise<number> {
    const rows = await tx.query<{ id: PatientId; profile: Buffer }>(
      `SELECT id, profile FROM identity.patient WHERE name_index IS NULL ORDER BY id LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED`, [limit]);
    if (rows.length === 0) return 0;
    await this.sealer.preload(tx, rows.map(({ id }) => id));
    const made = await Promise.all(rows.map(async ({ id, profile }) => ({ id, index: await this.indexOf(tx, id, profile) })));
    await tx.execute(
      `UPDATE identity.patient p SET name_index = n.index FROM unnest($1::uuid[], $2::bytea[]) AS n(id, index) WHERE p.id = n.id`,
      [made.map(({ id }) => id), made.map(({ index }) => index)]);
    return rows.length;
  }

  private async indexOf(tx: Tx, id: PatientId, profile: Buffer): Promise<Buffer> {
    try {
      const { name, birthYear } = JSON.parse(await this.sealer.open(tx, id, places.patient, id, profile)) as PatientProfile;
      // Without a year nobody can be found; the id stands in, so that the row is not looked at again.
      return this.sealer.nameIndex(birthYear === null ? id : nameKey(name, birthYear));
    } catch {
      return this.sealer.nameIndex(id);
    }
  }
}
