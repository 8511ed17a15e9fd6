import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clinic, kim, lee, ortiz, rao, sato } from './fixtures.js';
import type { LevelTarget } from './ladder.js';
import { resolveLevel } from './resolve-level.js';
import { responderRoles, type Roster } from './roster.js';

const whom = (roster: Roster, ...targets: readonly LevelTarget[]) =>
  resolveLevel({ targets, windowMinutes: 5, everyRole: [] }, roster).map(({ accountId }) => accountId);

const prescriber = { role: 'prescriber', rota: 'required' } as const;

describe('whom a level means', () => {
  it('first: one person on a shift, the patient\'s own before others', () => {
    expect(whom(clinic, { ...prescriber, pick: 'first' })).toEqual([lee.accountId]);
    expect(whom([{ ...rao, onRota: true }, lee], { ...prescriber, pick: 'first' })).toEqual([lee.accountId]);
    expect(whom([{ ...lee, onRota: false }, { ...rao, onRota: true }], { ...prescriber, pick: 'first' })).toEqual([rao.accountId]);
    expect(whom([{ ...lee, onRota: false }], { ...prescriber, pick: 'first' })).toEqual([]);
  });

  it('second: never the one whom the first level paged', () => {
    const second = { role: 'prescriber', pick: 'second', rota: 'preferred' } as const;
    expect(whom(clinic, second)).toEqual([rao.accountId]);
    expect(whom([lee], second)).toEqual([]);
    expect(whom([{ ...lee, onRota: false }, rao], second)).toEqual([lee.accountId]);
  });

  it('owner: one named person, on a shift or not', () => {
    const owner = { role: 'prescriber', pick: 'owner', rota: 'preferred' } as const;
    expect(whom([{ ...lee, onRota: false }, { ...rao, onRota: true }], owner)).toEqual([lee.accountId]);
    expect(whom([rao], owner)).toEqual([rao.accountId]);
  });

  it('all: everybody with the role, nobody twice', () => {
    const all = responderRoles.map((role) => ({ role, pick: 'all', rota: 'preferred' }) as const);
    const twice = [...clinic, { ...lee, role: 'safety-lead' } as const];
    expect(whom(twice, ...all).sort()).toEqual([lee, rao, kim, ortiz, sato].map(({ accountId }) => accountId).sort());
  });

  it('names only people of the roster, on a shift where that is required', () => {
    const target = fc.record({
      role: fc.constantFrom(...responderRoles),
      pick: fc.constantFrom('first' as const, 'second' as const, 'owner' as const, 'all' as const),
      rota: fc.constantFrom('required' as const, 'preferred' as const),
    });
    fc.assert(
      fc.property(fc.array(target, { minLength: 1, maxLength: 4 }), fc.subarray([...clinic]), (targets, roster) => {
        const found = resolveLevel({ targets, windowMinutes: 1, everyRole: [] }, roster);
        expect(new Set(found.map(({ accountId }) => accountId)).size).toBe(found.length);
        for (const entry of found) {
          expect(roster).toContain(entry);
          expect(targets.some(({ role, rota }) => role === entry.role && (rota === 'preferred' || entry.onRota))).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
