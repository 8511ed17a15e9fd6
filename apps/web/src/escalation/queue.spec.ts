import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { arrange, sections, worstFirst, type Layout } from './queue.js';

const layoutOf = (parts: Partial<Layout>): Layout => ({ waiting: [], mine: [], inProgress: [], closedToday: [], ...parts });

const ids = fc.uniqueArray(fc.integer({ min: 1, max: 30 }).map(String), { maxLength: 8 });
const layouts: fc.Arbitrary<Layout> = fc.record({ waiting: ids, mine: ids, inProgress: ids, closedToday: ids });

describe('the alert list while it is read again', () => {
  it('never moves a row under the finger', () => {
    fc.assert(fc.property(layouts, layouts, (shown, fresh) => {
      fc.pre(sections.some((section) => shown[section].length > 0));
      expect(arrange(shown, fresh, true).layout).toBe(shown);
    }));
  });

  it('counts what is new and waits for an answer', () => {
    fc.assert(fc.property(layouts, layouts, (shown, fresh) => {
      const { layout, held } = arrange(shown, fresh, true);
      expect(held).toBe(new Set([...layout.waiting, ...fresh.waiting]).size - layout.waiting.length);
    }));
  });

  it('shows everything as it is when nobody uses the list', () => {
    fc.assert(fc.property(layouts, layouts, (shown, fresh) => {
      expect(arrange(shown, fresh, false)).toEqual({ layout: fresh, held: 0 });
    }));
  });

  it('shows a first alert at once on an empty list, finger or not', () => {
    expect(arrange(layoutOf({}), layoutOf({ waiting: ['a'] }), true)).toEqual({ layout: layoutOf({ waiting: ['a'] }), held: 0 });
  });

  it('keeps its identity when nothing changed, so that nothing is painted again', () => {
    const shown = layoutOf({ waiting: ['a', 'b'] });
    expect(arrange(shown, layoutOf({ waiting: ['a', 'b'] }), false).layout).toBe(shown);
  });

  it('puts the worst first, then the oldest', () => {
    const row = (id: string, tier: string, openedAt: string) => ({ id, tier, openedAt });
    const rows = [row('late', 'E0', '2026-11-22T10:00:00Z'), row('mild', 'E2', '2026-11-20T10:00:00Z'), row('early', 'E0', '2026-11-22T09:00:00Z')];
    expect(worstFirst(rows).map((each) => each.id)).toEqual(['early', 'late', 'mild']);
  });
});
