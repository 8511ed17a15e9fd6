/** @typedef {{ passed: number, failed: number }} Tally */
/** @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number, numRuntimeErrorTestSuites: number, numTotalTests: number }} JestResult */

/**
 * The sum of several tallies.
 * @param {Tally[]} tallies
 * @returns {Tally}
 */
export function sum(tallies) {
  return tallies.reduce((total, { passed, failed }) => ({ passed: total.passed + passed, failed: total.failed + failed }), { passed: 0, failed: 0 });
}

/**
 * A check that has no parts: passed or failed as a whole.
 * @param {number | null} exitCode null: it was killed
 * @returns {Tally}
 */
export function wholeCheck(exitCode) {
  return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * What a run of Jest counts for. A file that could not even be loaded is a failure, a crash is a failure, and where
 * nothing may be missing a test that was skipped or a run without tests is a failure too.
 * @param {object} run
 * @param {JestResult | undefined} run.result undefined if Jest left none behind
 * @param {number | null} run.exitCode
 * @param {boolean} run.strict
 * @returns {Tally}
 */
export function jestTally({ result, exitCode, strict }) {
  if (result === undefined) return { passed: 0, failed: 1 };
  const missing = strict ? result.numPendingTests + result.numTodoTests + (result.numTotalTests === 0 ? 1 : 0) : 0;
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites + missing;
  // Red without a red test: a leak, an unhandled error or a broken set-up after the last test.
  return { passed: result.numPassedTests, failed: failed === 0 && exitCode !== 0 ? 1 : failed };
}

/** @param {Tally} tally */
export const lastLine = ({ passed, failed }) => `${passed} passed, ${failed} failed`;
