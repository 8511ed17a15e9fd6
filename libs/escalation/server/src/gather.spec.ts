import { describe, expect, it } from '@jest/globals';
import { gather } from './gather.js';

const turn = (): Promise<void> => new Promise((done) => { setImmediate(done); });

describe('what is gathered', () => {
  it('is handed on one group at a time: the next one holds whatever came meanwhile', async () => {
    const groups: number[][] = [];
    const ends: (() => void)[] = [];
    const add = gather<number>((items) => new Promise((done) => { groups.push([...items]); ends.push(done); }));
    const first = [add(1), add(2)];
    await turn();
    expect(groups).toEqual([[1, 2]]);
    const second = [add(3), add(4), add(5)];
    await turn();
    expect(groups.length).toBe(1);
    ends[0]?.();
    await Promise.all(first);
    await turn();
    expect(groups).toEqual([[1, 2], [3, 4, 5]]);
    ends[1]?.();
    await Promise.all(second);
  });

  it('ends for each item as its own group did', async () => {
    const add = gather<string>(([word]) => (word === 'bad' ? Promise.reject(new Error('no')) : Promise.resolve()));
    const bad = add('bad');
    const swept = add('swept along');
    await expect(bad).rejects.toThrow('no');
    await expect(swept).rejects.toThrow('no');
    await expect(add('good')).resolves.toBeUndefined();
  });
});
