import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { caseload, daysAgo, matching } from './caseload.js';

const patient = (name: string, openAlerts = 0, worstTier: string | null = null) => ({ id: name, name, openAlerts, worstTier });

describe('the caseload', () => {
  it('puts open alerts first, the worst on top, then names as the language sorts them', () => {
    const sorted = caseload([patient('Zoe'), patient('Óscar'), patient('Omar'), patient('Ben', 1, 'E2'), patient('Ana', 2, 'E0')], 'es');
    expect(sorted.map((each) => each.name)).toEqual(['Ana', 'Ben', 'Omar', 'Óscar', 'Zoe']);
  });

  it('loses nobody', () => {
    const patients = fc.uniqueArray(fc.record({ id: fc.uuid(), name: fc.string(), openAlerts: fc.nat(3), worstTier: fc.constantFrom('E0', 'E2', null) }), { selector: (each) => each.id });
    fc.assert(fc.property(patients, (all) => {
      expect(new Set(caseload(all, 'en'))).toEqual(new Set(all));
      expect(matching(all, '  ')).toEqual(all);
    }));
  });

  it('counts midnights, not hours', () => {
    const at = (hour: number, day: number): Date => new Date(2026, 2, day, hour);
    expect([daysAgo(at(23, 7).toISOString(), at(1, 8)), daysAgo(at(1, 8).toISOString(), at(23, 8)), daysAgo(at(9, 9).toISOString(), at(9, 8))]).toEqual([1, 0, 0]);
  });

  it('finds a name without its accents, by any part of it', () => {
    const all = [patient('María José Núñez'), patient('Mark Nunn')];
    expect(matching(all, 'nunez maria').map((each) => each.name)).toEqual(['María José Núñez']);
    expect(matching(all, 'NUN')).toHaveLength(2);
  });
});
