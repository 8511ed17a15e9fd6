import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { categories, reach } from '@evenkeel/care-team-rules';
import { roles } from '@evenkeel/kernel';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';

const needs = { self: 'self', team: 'team', 'team+consent': 'consent' } as const;

describe('the access table as row-level security reads it', () => {
  let t: TestDatabase;
  beforeAll(async () => { t = await freshDatabase(); }, 60_000);
  afterAll(() => t.close());

  it('is the table of the rules, cell by cell', async () => {
    const { rows } = await t.owner.query<{ role: string; category: string; needs: string }>('SELECT role, category, needs FROM clin.role_category');
    const stored = rows.map((row) => `${row.role} ${row.category} ${row.needs}`).sort();
    const decided = roles.flatMap((role) => categories.flatMap((category) => {
      const asked = reach[role][category];
      return asked === 'none' ? [] : [`${role} ${category} ${needs[asked]}`];
    })).sort();
    expect(stored).toEqual(decided);
  });
});
