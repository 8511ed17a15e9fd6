import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';

export interface GroupSettings {
  readonly id: string;
  readonly topic: string;
  readonly about: string;
  readonly capacity: number;
  readonly holdFirst: number;
  readonly slowSeconds: number;
  readonly readOnly: boolean;
  readonly rowVersion: number;
}

/** Groups as their moderators see and set them. */
@Injectable()
export class GroupStore {
  async all(tx: Tx): Promise<readonly GroupSettings[]> {
    return tx.query<GroupSettings>(
      `SELECT id, topic, about, capacity, hold_first AS "holdFirst", slow_seconds AS "slowSeconds", read_only AS "readOnly", row_version AS "rowVersion" FROM comm.peer_group ORDER BY topic, id`);
  }

  /** `false` if somebody else changed it since it was read, or there is none to be seen. */
  async save(tx: Tx, to: GroupSettings): Promise<boolean> {
    return (await tx.execute(
      `UPDATE comm.peer_group SET topic = $2, about = $3, capacity = $4, hold_first = $5, slow_seconds = $6, read_only = $7, row_version = row_version + 1 WHERE id = $1 AND row_version = $8`,
      [to.id, to.topic, to.about, to.capacity, to.holdFirst, to.slowSeconds, to.readOnly, to.rowVersion])) > 0;
  }
}
