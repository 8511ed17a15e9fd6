import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';

/** How the product is, in milliseconds of lag by the database's clock. */
export interface VitalSigns {
  /** Name of the newest migration in the ledger; ends with its four digits. */
  readonly schema: string | null;
  /** Age of the oldest news that nobody has published. */
  readonly queueAgeMs: number;
  /** Age of the oldest wish for a job that has not been done. */
  readonly jobAgeMs: number;
  /** Since the queue that is silent for longest last did a job; `null` if none ever did. */
  readonly queueSilentMs: number | null;
  /** How long the most overdue step of an alert or check-in has been waiting to be swept. */
  readonly sweepLagMs: number;
  /** Since the engine's last sign of life; `null` if it never gave one. */
  readonly engineSilentMs: number | null;
}

@Injectable()
export class VitalSignsReader {
  /** Runs as the engine, which sees the whole of each table and no sealed column. */
  async read(tx: Tx): Promise<VitalSigns> {
    const row = await tx.one<{ schema: string | null; queue: string; jobs: string; sweep: string; deaf: string | null; silent: string | null }>(
      `SELECT app.schema_version() AS schema,
         ${ms(`(SELECT min(created_at) FROM outbox.message WHERE published_at IS NULL AND topic <> 'job')`)} AS queue,
         ${ms(`least((SELECT min(created_at) FROM outbox.message WHERE published_at IS NULL AND topic = 'job'),
                     (SELECT min(created_at) FROM outbox.message WHERE published_at IS NOT NULL AND done_at IS NULL AND topic = 'job'))`)} AS jobs,
         ${ms(`least((SELECT min(next_action_at) FROM clin.alert WHERE next_action_at IS NOT NULL),
                     (SELECT min(next_at) FROM clin.check_in_schedule WHERE next_at IS NOT NULL AND NOT paused))`)} AS sweep,
         (SELECT (extract(epoch FROM clock.now() - min(last)) * 1000)::bigint FROM (
            SELECT max(beat_at) AS last FROM clin.engine_beat WHERE component LIKE 'queue.%' GROUP BY component) AS each_queue) AS deaf,
         (SELECT (extract(epoch FROM clock.now() - max(beat_at)) * 1000)::bigint FROM clin.engine_beat WHERE component = 'engine') AS silent`);
    return { schema: row.schema, queueAgeMs: Number(row.queue), jobAgeMs: Number(row.jobs), sweepLagMs: Number(row.sweep), queueSilentMs: row.deaf === null ? null : Number(row.deaf), engineSilentMs: row.silent === null ? null : Number(row.silent) };
  }
}

const ms = (since: string): string => `greatest(0, coalesce(extract(epoch FROM clock.now() - ${since}) * 1000, 0))::bigint`;
