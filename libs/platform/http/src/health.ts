import { Injectable } from '@nestjs/common';

export interface Health {
  readonly ok: boolean;
  /** Figures and names for an operator: milliseconds of lag, a version. Never anything of a person. */
  readonly detail?: Readonly<Record<string, string | number>>;
}

export interface Readiness {
  readonly status: 'ready' | 'not-ready';
  readonly checks: Readonly<Record<string, Health>>;
}

/**
 * `serving`: without it no request can be answered. `well`: the product as a whole is not what it should be, but
 * turning requests away would only make it worse, as with an engine that is silent. `told`: something is late that
 * can be late, as with a queue that is away; shown beside the rest and no reason to wake anybody.
 */
export type Need = 'serving' | 'well' | 'told';

const patienceMs = 2000;

/** What has to be well before this process may get requests. Whoever owns a part registers its check. */
@Injectable()
export class HealthChecks {
  private readonly checks = new Map<string, { readonly check: () => Promise<Health>; readonly need: Need }>();

  /** @param name for example `database`, `queue age`. A check that throws or takes longer than two seconds is not well. */
  register(name: string, check: () => Promise<Health>, need: Need = 'well'): void {
    if (this.checks.has(name)) throw new Error(`There are two health checks called ${name}`);
    this.checks.set(name, { check, need });
  }

  /** Everything, or only what serving requests needs. */
  async readiness(need: 'serving' | 'well' = 'well'): Promise<Readiness> {
    const asked = [...this.checks].filter(([, each]) => need === 'well' || each.need === need);
    const results = await Promise.all(asked.map(async ([name, { check, need: forWhat }]) => ({ name, health: await inTime(check), counts: forWhat !== 'told' })));
    return { status: results.every(({ health, counts }) => health.ok || !counts) ? 'ready' : 'not-ready', checks: Object.fromEntries(results.map(({ name, health }) => [name, health])) };
  }
}

async function inTime(check: () => Promise<Health>): Promise<Health> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Health>((settle) => { timer = setTimeout(() => settle({ ok: false, detail: { problem: 'no answer in time' } }), patienceMs); });
  try {
    return await Promise.race([check(), late]);
  } catch (error) {
    return { ok: false, detail: { problem: error instanceof Error ? error.name : 'failed' } };
  } finally {
    clearTimeout(timer);
  }
}
