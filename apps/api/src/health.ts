import { Injectable } from '@nestjs/common';
import { Database, schemaVersion } from '@evenkeel/database';
import { HealthChecks, type Health } from '@evenkeel/http';
import type { SystemActor } from '@evenkeel/kernel';
import type { RedisWatch } from '@evenkeel/redis';
import { type VitalSigns, VitalSignsReader } from './store/vital-signs.reader.js';

const probe: SystemActor = { kind: 'system', name: 'health', requestId: 'health' };

/** Silence or lag that is no accident any more: the api stands in for a silent engine long before. */
const mostMs = { silence: 20_000, lag: 60_000, job: 5 * 60_000 } as const;
/** Several checks read the same row; asking for each would multiply what a probe costs. */
const sharedForMs = 250;

/** What this process and the product behind it have to be like. */
@Injectable()
export class ApiHealth {
  private last: { readonly at: number; readonly signs: Promise<VitalSigns> } | null = null;

  constructor(private readonly database: Database, private readonly reader: VitalSignsReader, checks: HealthChecks) {
    checks.register('database', async () => ({ ok: (await this.signs()) !== null }), 'serving');
    checks.register('migrations', async () => this.migrations(await this.signs()), 'serving');
    checks.register('queue age', async () => below((await this.signs()).queueAgeMs, mostMs.lag));
    // A mail that is late wakes nobody: alerts do not wait for jobs.
    checks.register('job age', async () => below((await this.signs()).jobAgeMs, mostMs.job), 'told');
    // By what came through it, never by a ping: every fifteen seconds a canary goes through each queue.
    checks.register('queue', async () => below((await this.signs()).queueSilentMs, mostMs.lag), 'told');
    checks.register('sweep lag', async () => below((await this.signs()).sweepLagMs, mostMs.lag));
    checks.register('engine beat', async () => below((await this.signs()).engineSilentMs, mostMs.silence));
  }

  private migrations({ schema }: VitalSigns): Health {
    return migrationsHealth(schema?.slice(-4) ?? null, schemaVersion().slice(0, 4));
  }

  private signs(): Promise<VitalSigns> {
    const now = performance.now();
    if (this.last === null || now - this.last.at > sharedForMs) {
      this.last = { at: now, signs: this.database.engine(probe, (tx) => this.reader.read(tx)) };
    }
    return this.last.signs;
  }
}

/** Beside the rest: alerts, answers and sign-in do not need it. An installation without one has no such line. */
export function tellOfRedis(checks: HealthChecks, redis: RedisWatch): void {
  if (redis.state !== 'absent') checks.register('redis', async () => ({ ok: redis.state === 'fit', detail: { state: redis.state } }), 'told');
}

/**
 * A newer schema is well: the migration of an upgrade runs first, and the processes of the version before must go on
 * answering until each is replaced. Migrations keep what that version reads.
 */
export const migrationsHealth = (has: string | null, wants: string): Health => ({ ok: has !== null && has >= wants, detail: { has: has ?? 'none', wants } });

const below = (ms: number | null, most: number): Health => (ms === null ? { ok: false, detail: { problem: 'never' } } : { ok: ms < most, detail: { ms } });
