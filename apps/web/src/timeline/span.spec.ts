import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { daysBetween } from '@evenkeel/timeline-scene';
import { askFor, dayOf, firstView, moved, spans, type View } from './span.js';

const known = { recordFrom: '2024-11-20', today: '2026-11-22' };

describe('how much of a record is shown', () => {
  it('lets the server decide before anything is known', () => {
    expect(askFor(firstView, null)).toEqual({ from: null, to: null });
  });

  it('ends today unless another end was chosen, and today moves along', () => {
    expect(askFor({ span: 'six-weeks', end: null }, known)).toEqual({ from: '2026-10-12', to: null });
    expect(askFor({ span: 'year', end: '2026-06-30' }, known)).toEqual({ from: '2025-06-30', to: '2026-06-30' });
    expect(askFor({ span: 'all', end: null }, known)).toEqual({ from: '2024-11-20', to: null });
    expect(askFor({ span: 'all', end: null }, { ...known, recordFrom: null }).from).toBe('2026-10-12');
  });

  it('moves back and forth without a day lost or seen twice', () => {
    fc.assert(fc.property(fc.constantFrom(...spans.filter((span) => span !== 'all')), fc.integer({ min: 1, max: 30 }), (span, steps) => {
      let view: View = { span, end: null };
      for (let step = 0; step < steps; step += 1) {
        const before = moved(view, known, 'earlier');
        if (before === null) break;
        expect(daysBetween(before.end ?? '', askFor(view, known).from ?? '')).toBe(1);
        expect(moved(before, known, 'later')).toEqual(view);
        view = before;
      }
      // Never past the beginning of the record.
      expect((view.end ?? known.today) >= known.recordFrom).toBe(true);
    }));
    expect(moved({ span: 'all', end: null }, known, 'earlier')).toBeNull();
    expect(moved(firstView, known, 'later')).toBeNull();
  });

  it('keeps a chosen day while it is in sight', () => {
    const shown = { from: '2026-10-12', to: '2026-11-22' };
    expect([dayOf(null, shown), dayOf('2026-10-20', shown), dayOf('2025-01-01', shown), dayOf('2027-01-01', shown)]).toEqual([41, 8, 0, 41]);
  });
});
