import { describe, expect, it } from '@jest/globals';
import { equivalentUg, factorBetween, weigh, weightsOf } from './equivalent.js';
import { choice, day } from './fixtures.js';

const signed = [choice('oxazepam', 'diazepam', 'va-dod-2021'), choice('temazepam', 'diazepam', 'va-dod-2021')];

describe('doses of different medicines', () => {
  it('weigh whole numbers: oxazepam 30 mg, temazepam 15 mg and diazepam 10 mg weigh the same (VA/DoD 2021)', () => {
    const weights = weightsOf(['diazepam', 'oxazepam', 'temazepam'], signed);
    expect(weights).toEqual(new Map([['diazepam', 3], ['oxazepam', 1], ['temazepam', 2]]));
    const sums = [day({ oxazepam: { night: 30_000 } }), day({ temazepam: { night: 15_000 } }), day({ diazepam: { night: 10_000 } })].map((each) => weigh(each, weights ?? new Map()));
    expect(sums).toEqual([30_000, 30_000, 30_000]);
  });
  it('need a factor as soon as there are two', () => {
    expect(weightsOf(['oxazepam'], [])).toEqual(new Map([['oxazepam', 1]]));
    expect(weightsOf(['oxazepam', 'diazepam'], [])).toBeNull();
    expect(weightsOf(['oxazepam', 'lorazepam'], signed)).toBeNull();
    expect(() => weigh(day({ lorazepam: { night: 1000 } }), new Map())).toThrow(RangeError);
  });
  it('are read both ways', () => {
    expect(factorBetween('diazepam', 'oxazepam', signed)).toEqual({ fromUg: factorBetween('oxazepam', 'diazepam', signed)?.toUg, toUg: factorBetween('oxazepam', 'diazepam', signed)?.fromUg });
    expect([equivalentUg(10_000, 'diazepam', 'oxazepam', signed), equivalentUg(1000, 'oxazepam', 'diazepam', signed), equivalentUg(5, 'oxazepam', 'oxazepam', []), equivalentUg(5, 'oxazepam', 'lorazepam', signed)]).toEqual([30_000, 333, 5, null]);
  });
});

describe('a factor between two medicines', () => {
  it('is that of these two, not of one of them with a third', () => {
    expect(factorBetween('diazepam', 'temazepam', signed)).toEqual({ fromUg: 10_000, toUg: 15_000 });
    expect(factorBetween('temazepam', 'diazepam', signed)).toEqual({ fromUg: 15_000, toUg: 10_000 });
    expect([factorBetween('lorazepam', 'oxazepam', signed), factorBetween('diazepam', 'lorazepam', signed), factorBetween('oxazepam', 'temazepam', signed)]).toEqual([null, null, null]);
  });
  it('is not needed where nothing is taken', () => { expect(weightsOf([], [])).toEqual(new Map()); });
  it('is missing by name', () => { expect(() => weigh(day({ lorazepam: { night: 1000 } }), new Map())).toThrow('lorazepam has no weight'); });
});
