import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PatientId } from '@evenkeel/kernel';
import { pauseMs, type ReadEntry, visitsOf } from './visits.js';

const minute = 60_000;
const entry = (minutesAgo: number, more: Partial<ReadEntry> = {}): ReadEntry => ({
  id: String(1_000_000 - minutesAgo), at: new Date(Date.UTC(2026, 2, 2, 14) - minutesAgo * minute), actorId: 'ann', role: 'prescriber', action: 'read',
  category: 'team', basis: 'membership 1', patientId: 'p' as PatientId, ...more,
});

describe('visits', () => {
  it('are one while a page stays open, and another after a pause', () => {
    const [second, first, ...others] = visitsOf([entry(0), entry(10), entry(20, { category: 'doses', basis: 'consent 2' }), entry(51)]);
    expect(others).toEqual([]);
    expect(second).toMatchObject({ id: '1000000', from: entry(20).at, until: entry(0).at, categories: ['doses', 'team'], bases: ['membership 1', 'consent 2'], actions: [] });
    expect(first).toMatchObject({ from: entry(51).at, until: entry(51).at });
  });

  it('are apart by person and by role, whatever happens in between', () => {
    const found = visitsOf([entry(0), entry(1, { actorId: 'ben' }), entry(2), entry(3, { role: 'safety-lead' })]);
    expect(found.map(({ actorId, role }) => `${actorId} ${role}`)).toEqual(['ann prescriber', 'ben prescriber', 'ann safety-lead']);
  });

  it('name what was done beside reading', () => {
    expect(visitsOf([entry(0, { action: 'alert.acknowledge' }), entry(0)])[0]).toMatchObject({ actions: ['alert.acknowledge'] });
  });

  it('hold every row, and none of another', () => {
    const some = fc.array(fc.record({ ago: fc.integer({ min: 0, max: 500 }), actorId: fc.constantFrom('ann', 'ben'), category: fc.constantFrom('team', 'doses', 'schedule') }), { maxLength: 40 });
    fc.assert(fc.property(some, (drawn) => {
      const rows = drawn.sort((one, other) => one.ago - other.ago).map(({ ago, ...more }) => entry(ago, more));
      const visits = visitsOf(rows);
      for (const row of rows) {
        const of = visits.filter((visit) => visit.actorId === row.actorId && visit.from <= row.at && row.at <= visit.until);
        expect(of).toHaveLength(1);
        expect(of[0]?.categories).toContain(row.category);
      }
      for (const one of visits) for (const other of visits) {
        if (one !== other && one.actorId === other.actorId && one.until < other.from) expect(other.from.getTime() - one.until.getTime()).toBeGreaterThan(pauseMs);
      }
    }));
  });
});
