import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { repeated } from './retry.js';

const fault = (code: string, wrapped = false): Error => Object.assign(new Error(code), wrapped ? { driverError: { code } } : { code });

/** Runs against a script of faults, then succeeds. */
async function running(faults: readonly Error[], chance = 0.5): Promise<{ outcome: unknown; attempts: number; pauses: number[] }> {
  const pauses: number[] = [];
  let attempts = 0;
  const transact = async (): Promise<string> => {
    const next = faults[attempts];
    attempts += 1;
    if (next !== undefined) throw next;
    return 'done';
  };
  const outcome = await repeated(transact, { chance: () => chance, pause: async (ms) => void pauses.push(ms) }).catch((error: unknown) => error);
  return { outcome, attempts, pauses };
}

describe('a transaction that meets a fault', () => {
  it.each(['40001', '40P01', '55P03'])('is run again after %s, also when it comes wrapped', async (code) => {
    expect(await running([fault(code), fault(code, true)])).toEqual({ outcome: 'done', attempts: 3, pauses: [20, 40] });
  });

  it('is run three times at most and then fails with what happened last', async () => {
    const last = fault('40P01');
    expect(await running([fault('40001'), fault('55P03'), last, fault('40001')])).toMatchObject({ outcome: last, attempts: 3 });
  });

  it.each(['23505', '57014', '08006', '57P01', 'ECONNRESET', ''])('is never run again after %j, which does not pass or leaves open what was committed', async (code) => {
    const thrown = fault(code);
    expect(await running([thrown])).toEqual({ outcome: thrown, attempts: 1, pauses: [] });
  });

  it('never waits longer than 120 ms in all', async () => {
    await fc.assert(fc.asyncProperty(fc.double({ min: 0, max: 0.999, noNaN: true }), async (chance) => {
      const { pauses } = await running([fault('40001'), fault('40001'), fault('40001')], chance);
      expect(pauses.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(120);
    }));
  });
});
