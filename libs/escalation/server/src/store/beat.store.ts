import { Injectable } from '@nestjs/common';
import { isHeldByNobody, schemaVersion, type Tx } from '@evenkeel/database';

/** Held by every engine that runs: gone with its process. */
export const engineLock = 'evenkeel engine';

/** Signs of life of the engine, by the database's clock. */
@Injectable()
export class BeatStore {
  async beat(tx: Tx, instance: string, oldestDueMs: number): Promise<void> {
    await tx.execute(
      `INSERT INTO clin.engine_beat (component, instance, beat_at, schema_version, oldest_due_ms) VALUES ('engine', $1, clock.now(), $2, $3)
       ON CONFLICT (component, instance) DO UPDATE SET beat_at = excluded.beat_at, schema_version = excluded.schema_version, oldest_due_ms = excluded.oldest_due_ms`,
      [instance, schemaVersion(), oldestDueMs]);
    await tx.execute(`DELETE FROM clin.engine_beat WHERE component = 'engine' AND beat_at < clock.now() - interval '1 day'`);
  }

  /** Milliseconds since any engine gave a sign of life; `null` if none ever did. */
  async silentMs(tx: Tx): Promise<number | null> {
    const { silent } = await tx.one<{ silent: string | null }>(
      `SELECT (extract(epoch FROM clock.now() - max(beat_at)) * 1000)::bigint AS silent FROM clin.engine_beat WHERE component = 'engine'`);
    return silent === null ? null : Number(silent);
  }

  /** Whether every engine that ran has left or died: known at once, where a beat that does not come needs time to be missed. */
  async allGone(tx: Tx): Promise<boolean> {
    return isHeldByNobody(tx, engineLock);
  }

  /** Whether this transaction is the one that stands in for the engine. Given back at its end, however it ends. */
  async standIn(tx: Tx): Promise<boolean> {
    const { mine } = await tx.one<{ mine: boolean }>(`SELECT pg_try_advisory_xact_lock(hashtext('evenkeel takeover')) AS mine`);
    return mine;
  }
}
