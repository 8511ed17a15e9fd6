import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';

/** When a job of each queue was last seen to be done, by process. */
@Injectable()
export class QueueBeatStore {
  async beat(tx: Tx, queues: readonly string[], instance: string): Promise<void> {
    await tx.execute(
      `INSERT INTO clin.engine_beat (component, instance, beat_at, schema_version) SELECT 'queue.' || name, $2, clock.now(), '' FROM unnest($1::text[]) AS name
       ON CONFLICT (component, instance) DO UPDATE SET beat_at = clock.now()`, [queues, instance]);
    await tx.execute(`DELETE FROM clin.engine_beat WHERE component LIKE 'queue.%' AND beat_at < clock.now() - interval '1 day'`);
  }
}
