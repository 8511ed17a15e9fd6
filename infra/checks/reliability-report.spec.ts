import { describe, expect, it } from '@jest/globals';
import { merged, page, type Row, shortcomings } from './reliability-report.mjs';

const row = (change: Partial<Row>): Row =>
  ({ case: 'kills', size: 'one-machine', date: '2026-01-01', commit: 'abc', flagged: 10, kills: 2, lost: 0, duplicates: 1, p50_s: 0.1, p99_s: 2, max_s: 3, ...change });

describe('merged', () => {
  it('keeps the newest run of each case on each size, and what did not run', () => {
    const before = [row({}), row({ size: 'several-processes', lost: 7 }), row({ case: 'restart' })];
    expect(merged(before, [row({ flagged: 20 })])).toEqual([row({ flagged: 20 }), row({ size: 'several-processes', lost: 7 }), row({ case: 'restart' })]);
  });
});

describe('page', () => {
  it('says every figure, loss included', () => {
    const text = page([row({ lost: 4, faults: { 'replies cut': 31 } })], 'a machine');
    expect(text).toContain('| kills | one machine | 2026-01-01 | abc | 10 | 2 | 4 | 1 | 0.1 | 2 | 3 |');
    expect(text).toContain('replies cut 31');
    expect(text).toContain('a machine');
  });
});

describe('shortcomings', () => {
  it('names what was smaller, slower or lost, and nothing else', () => {
    expect(shortcomings([row({ case: 'restart' }), row({ case: 'A1', flagged: 10_000, p99_s: 15, max_s: 60 })])).toEqual([]);
    expect(shortcomings([row({ case: 'A1', flagged: 9999, p99_s: 15.1, lost: 2 })])).toHaveLength(3);
    expect(shortcomings([row({ max_s: 61 })])).toEqual([expect.stringContaining('not reached')]);
  });
});
