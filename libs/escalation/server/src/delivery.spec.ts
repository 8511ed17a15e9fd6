import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { alertTiers } from '@evenkeel/escalation-rules';
import { attempt } from '@evenkeel/notifications-server';
import { settle } from './delivery.js';

const tier = fc.constantFrom(...alertTiers);
const attempts = fc.integer({ min: 1, max: 100_000 });

describe('settle', () => {
  it('keeps what was accepted, and gives up an address for good only when told so for good', () => {
    fc.assert(fc.property(tier, attempts, fc.boolean(), (t, n, superseded) => {
      expect(settle(t, n, attempt('ok'), superseded)).toEqual({ status: 'accepted', againAfterMs: null });
      expect(settle(t, n, attempt('permanent'), superseded)).toEqual({ status: 'dead', againAfterMs: null });
    }));
  });

  it('tries for ever, within a minute, an emergency within 15 seconds', () => {
    fc.assert(fc.property(tier, attempts, fc.constantFrom('retry' as const, 'unknown' as const), (t, n, outcome) => {
      const { status, againAfterMs } = settle(t, n, attempt(outcome), false);
      expect(status).toBe('pending');
      expect(againAfterMs).toBeGreaterThanOrEqual(2000);
      expect(againAfterMs).toBeLessThanOrEqual(t === 'E0' ? 15_000 : 60_000);
    }));
  });

  it('never waits less after one more failure', () => {
    fc.assert(fc.property(tier, attempts, (t, n) => {
      expect(settle(t, n + 1, attempt('retry'), false).againAfterMs ?? 0).toBeGreaterThanOrEqual(settle(t, n, attempt('retry'), false).againAfterMs ?? 0);
    }));
  });

  it('does not try again what nobody needs any more', () => {
    expect(settle('E0', 3, attempt('retry'), true)).toEqual({ status: 'superseded', againAfterMs: null });
    expect(settle('E0', 3, attempt('unknown'), true).status).toBe('superseded');
  });
});
