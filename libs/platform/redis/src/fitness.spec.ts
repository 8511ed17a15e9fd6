import { describe, expect, it } from '@jest/globals';
import { fitnessOf } from './fitness.js';

const info = (fields: Record<string, string>): string => ['# Server', ...Object.entries(fields).map(([name, value]) => `${name}:${value}`), ''].join('\r\n');
const fit = { redis_version: '7.0.15', maxmemory_policy: 'noeviction', aof_enabled: '1' };
const none = { problems: [], unknown: [] };

describe('a Redis that may carry jobs', () => {
  it.each(['6.2.0', '7.2.4', '10.0.1'])('is version %s with noeviction and an append-only file', (redis_version) => {
    expect(fitnessOf({ info: info({ ...fit, redis_version }), config: {} }, true)).toEqual(none);
  });

  it('tells by CONFIG what it does not tell by INFO', () => {
    const told = { info: info({ redis_version: '7.0.15' }), config: { 'maxmemory-policy': 'allkeys-lru', appendonly: 'no' } };
    expect(fitnessOf(told, true).problems).toEqual([expect.stringContaining('maxmemory-policy'), expect.stringContaining('appendonly')]);
    expect(fitnessOf({ ...told, config: { 'maxmemory-policy': 'noeviction', appendonly: 'yes' } }, true)).toEqual(none);
  });

  it.each([
    [{ redis_version: '6.0.16' }, '6.2'], [{ redis_version: '5.0.7' }, '6.2'], [{ maxmemory_policy: 'volatile-lru' }, 'maxmemory-policy must be noeviction'], [{ aof_enabled: '0' }, 'appendonly must be yes'],
  ])('is not one with %j', (wrong, says) => {
    expect(fitnessOf({ info: info({ ...fit, ...wrong }), config: {} }, true)).toEqual({ problems: [expect.stringContaining(says)], unknown: [] });
  });

  it('need not write to disk outside of production', () => {
    expect(fitnessOf({ info: info({ ...fit, aof_enabled: '0' }), config: {} }, false)).toEqual(none);
  });

  it('is not refused for what it keeps to itself', () => {
    expect(fitnessOf({ info: '', config: {} }, true)).toEqual({ problems: [], unknown: ['version', 'maxmemory-policy', 'appendonly'] });
  });
});
