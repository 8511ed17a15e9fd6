import { describe, expect, it } from '@jest/globals';
import { migrationsHealth } from './health.js';

describe('whether a process may answer on this schema', () => {
  it('may on its own and on the one that an upgrade has already made', () => {
    expect(migrationsHealth('0015', '0015')).toEqual({ ok: true, detail: { has: '0015', wants: '0015' } });
    expect(migrationsHealth('0016', '0015').ok).toBe(true);
  });

  it('may not on an older one, nor on none', () => {
    expect(migrationsHealth('0014', '0015').ok).toBe(false);
    expect(migrationsHealth(null, '0015')).toEqual({ ok: false, detail: { has: 'none', wants: '0015' } });
  });
});
