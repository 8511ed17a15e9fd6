import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { defineJob, handle, JobQueue, JobRegistry, JobWorkers, migrateQueue } from '@evenkeel/queue';
import { onBothSizes, type SizedDatabase } from '@evenkeel/testing/sizes';
import { z } from 'zod';

const ring = defineJob({
  id: 'bells.ring', queue: 'bells', schema: z.object({ bellId: z.uuid() }), attempts: 3, backoff: 'exponential', dedupe: ({ bellId }) => `ring-${bellId}`,
});
const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const request = (n: number, payload: Record<string, string> = { bellId: id(n) }) => ({ job: ring.id, payload, requestId: `request ${n}`, wish: String(n) });

async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  for (let n = 0; n < 400; n += 1) {
    if (await done()) return;
    await new Promise((later) => setTimeout(later, 50));
  }
  throw new Error('It did not come about within 20 s');
}

onBothSizes('jobs', (open) => {
  let t: SizedDatabase;
  let queue: JobQueue;
  let workers: JobWorkers | undefined;
  const rung: { bell: string; request: string }[] = [];
  const faults: { job: string; attempt: number; message: string }[] = [];
  const done: string[] = [];
  let failures = 0;
  const start = async (): Promise<void> => {
    const registry = JobRegistry.of([ring], [handle(ring, async ({ bellId }, requestId) => {
      if (failures > 0) { failures -= 1; throw new Error('cracked'); }
      rung.push({ bell: bellId, request: requestId });
    })]);
    workers = await JobWorkers.start(t.config, registry, {
      fault: ({ job, attempt, error }) => { faults.push({ job, attempt, message: error.message }); },
      done: (wish) => { done.push(wish); },
    });
  };
  beforeAll(async () => {
    t = await open();
    await migrateQueue(t.config);
    queue = JobQueue.open(t.config, [ring]);
  }, 90_000);
  afterAll(async () => { await workers?.close(); await queue.close(); await t.close(); });

  it('can be migrated again without harm', async () => {
    expect(await migrateQueue(t.config)).toBeGreaterThan(0);
  });

  it('keeps what was asked for until a worker comes, once for each key', async () => {
    await queue.add([request(1), request(2), request(1)]);
    await queue.add([request(2)]);
    await start();
    await until(() => rung.length >= 2);
    await new Promise((later) => setTimeout(later, 300));
    expect(rung.map(({ bell }) => bell).sort()).toEqual([id(1), id(2)]);
    expect(rung.find(({ bell }) => bell === id(1))?.request).toBe('request 1');
  }, 40_000);

  it('is tried again after a failure, which is told', async () => {
    failures = 1;
    await queue.add([request(3)]);
    await until(() => rung.some(({ bell }) => bell === id(3)));
    expect(faults).toEqual([{ job: 'bells.ring', attempt: 1, message: 'cracked' }]);
    await until(() => done.filter((wish) => wish === '3').length === 1);
  }, 40_000);

  it('may be asked for again once it is done', async () => {
    await queue.add([request(1)]);
    await until(() => rung.filter(({ bell }) => bell === id(1)).length === 2);
  }, 40_000);

  it('lets a canary through, which is no job of anybody', async () => {
    const before = rung.length;
    expect(queue.names).toEqual(['bells']);
    await queue.sendCanaries();
    await until(() => workers?.takeCanaries().includes('bells') === true);
    expect(workers?.takeCanaries()).toEqual([]);
    expect(await queue.waitingIn('bells')).toBe(0);
    expect(rung.length).toBe(before);
  }, 40_000);

  it('does not take a payload that is not what was declared, nor an unknown job', async () => {
    await expect(queue.add([request(4, { bellId: 'x' })])).rejects.toThrow();
    await expect(queue.add([{ ...request(4), job: 'bells.melt' }])).rejects.toThrow(/not declared/);
  });

  it('lives in a schema where the engine works and nobody else gets in', async () => {
    const { rows } = await t.owner.query<{ role: string; may: boolean }>(`SELECT r AS role, has_schema_privilege(r, 'bullmq', 'USAGE') AS may FROM unnest(ARRAY['app_clin', 'engine', 'gate']) r`);
    expect(rows).toEqual([{ role: 'app_clin', may: false }, { role: 'engine', may: true }, { role: 'gate', may: false }]);
    const { rows: owned } = await t.owner.query(`SELECT has_schema_privilege('engine', 'bullmq', 'CREATE') AS may`);
    expect(owned).toEqual([{ may: false }]);
  });
});
