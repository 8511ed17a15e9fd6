import { describe, expect, it } from '@jest/globals';
import { byRisk, riskOfHold, riskOfReport, type Waiting } from './risk.js';

describe('the queue', () => {
  it('puts the worst first and the oldest of the same kind before the others', () => {
    const waiting: Waiting[] = [{ risk: 'join', since: 1 }, { risk: 'first-post', since: 5 }, { risk: 'crisis', since: 9 }, { risk: 'first-post', since: 2 }, { risk: riskOfReport('worried'), since: 4 }];
    expect([...waiting].sort(byRisk)).toEqual([{ risk: 'crisis', since: 4 }, { risk: 'crisis', since: 9 }, { risk: 'first-post', since: 2 }, { risk: 'first-post', since: 5 }, { risk: 'join', since: 1 }]);
  });
  it('reads a post under the worst of its reasons', () => {
    expect(riskOfHold(['first-post', 'dose', 'crisis'])).toBe('crisis');
    expect(riskOfHold(['first-post', 'reported'])).toBe('report');
    expect(riskOfHold(['first-post'])).toBe('first-post');
  });
});
