import { describe, expect, it } from '@jest/globals';
import { jestTally, lastLine, sum, wholeCheck } from './tally.mjs';

const green = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, numRuntimeErrorTestSuites: 0, numTotalTests: 5 };

describe('the tally of a test run', () => {
  it('counts what passed and what failed', () => {
    const tallies = [wholeCheck(0), jestTally({ result: { ...green, numFailedTests: 2 }, exitCode: 1, strict: true })];
    expect(lastLine(sum(tallies))).toBe('6 passed, 2 failed');
  });

  it('counts a check that was killed as failed', () => {
    expect(wholeCheck(null)).toEqual({ passed: 0, failed: 1 });
  });

  it('counts a run that left no result as failed', () => {
    expect(jestTally({ result: undefined, exitCode: 0, strict: false })).toEqual({ passed: 0, failed: 1 });
  });

  it('counts a test file that could not be loaded as failed', () => {
    expect(jestTally({ result: { ...green, numRuntimeErrorTestSuites: 1 }, exitCode: 1, strict: false }).failed).toBe(1);
  });

  it('counts a red end without a red test as failed', () => {
    expect(jestTally({ result: green, exitCode: 1, strict: false })).toEqual({ passed: 5, failed: 1 });
  });

  it('lets nothing be missing where that was asked for', () => {
    const skipping = { ...green, numPendingTests: 1, numTodoTests: 1 };
    const empty = { ...green, numPassedTests: 0, numTotalTests: 0 };
    expect(jestTally({ result: skipping, exitCode: 0, strict: true }).failed).toBe(2);
    expect(jestTally({ result: skipping, exitCode: 0, strict: false }).failed).toBe(0);
    expect(jestTally({ result: empty, exitCode: 0, strict: true }).failed).toBe(1);
  });
});
