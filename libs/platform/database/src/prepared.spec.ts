import { describe, expect, it } from '@jest/globals';
import { Prepared } from './prepared.js';

const nth = (prepared: Prepared, sql: string, times: number): (string | undefined)[] => Array.from({ length: times }, () => prepared.nameOf(sql));

describe('names of prepared statements', () => {
  it('are for what comes again and again, and stay', () => {
    const prepared = new Prepared();
    expect(new Set(nth(prepared, 'SELECT 1', 19))).toEqual(new Set([undefined]));
    expect(new Set(nth(prepared, 'SELECT 1', 3))).toEqual(new Set(['evenkeel_1']));
    expect(nth(prepared, 'SELECT 2', 20).at(-1)).toBe('evenkeel_2');
    expect(prepared.nameOf('SELECT 1')).toBe('evenkeel_1');
  });

  it('are few, however many texts there are', () => {
    const prepared = new Prepared();
    const names = Array.from({ length: 3000 }, (_, n) => nth(prepared, `SELECT ${n}`, 25).at(-1));
    expect(new Set(names.filter((name) => name !== undefined)).size).toBe(64);
    expect(prepared.nameOf('SELECT 0')).toBe('evenkeel_1');
  });
});
