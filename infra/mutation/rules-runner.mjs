import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { determineHitLimitReached, DryRunStatus, TestStatus, toMutantRunResult } from '@stryker-mutator/api/test-runner';
import { build } from 'vite';
import { specsOf } from './specs.mjs';

/** @typedef {import('@stryker-mutator/api/test-runner').TestResult} TestResult */
/** @typedef {import('./jest-globals.mjs').Test} Test */

const require = createRequire(import.meta.url);

/** Examples of each law that are tried for every mutant, always the same ones; the full number belongs to the ordinary tests. */
const examples = 6;
const laws = require('fast-check');
const fewer = {
  ...laws,
  assert: (/** @type {unknown} */ law, /** @type {{ numRuns?: number }} */ more) =>
    laws.assert(law, { ...more, seed: 20_261_122, endOnFailure: true, numRuns: Math.min(more?.numRuns ?? 100, examples) }),
};
const requireFewer = (/** @type {string} */ name) => (name === 'fast-check' ? { ...fewer, default: fewer, __esModule: true } : require(name));

/**
 * Runs the unit tests of a rules package in one process, bundled once: rules are pure, so nothing has to be loaded again
 * for the next mutant, and thousands of mutants take minutes instead of days. Only `describe`, `it`, `it.each` and
 * `expect` are known; another word of Jest fails when the specs are loaded.
 */
class RulesRunner {
  /** @type {Script | null} */
  #script = null;
  /** @type {Test[]} */
  #tests = [];

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    this.#script = new Script(`(require, module, exports) => {${await bundle(process.cwd())}\n}`, { filename: 'rules.cjs' });
    this.#load();
  }

  async dryRun() {
    const context = contextOf();
    const tests = await this.#run(this.#tests.map((_, place) => place), false);
    return { status: DryRunStatus.Complete, tests, mutantCoverage: context.mutantCoverage };
  }

  /** @param {import('@stryker-mutator/api/test-runner').MutantRunOptions} options */
  async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation, disableBail }) {
    const context = contextOf();
    context.hitLimit = hitLimit;
    context.hitCount = hitLimit === undefined ? undefined : 0;
    context.activeMutant = activeMutant.id;
    try {
      if (mutantActivation === 'static') this.#load();
      const places = testFilter === undefined ? this.#tests.map((_, place) => place) : testFilter.map(Number);
      const tests = await this.#run(places, !disableBail);
      return toMutantRunResult(determineHitLimitReached(context.hitCount, context.hitLimit) ?? { status: DryRunStatus.Complete, tests }, disableBail);
    } catch (fault) {
      // A mistake in a table that does not even load.
      const failed = { id: '0', name: 'load', timeSpentMs: 0, status: TestStatus.Failed, failureMessage: String(fault) };
      return toMutantRunResult({ status: DryRunStatus.Complete, tests: [failed] }, disableBail);
    } finally {
      context.activeMutant = undefined;
      if (mutantActivation === 'static') this.#load();
    }
  }

  #load() {
    const made = { exports: { tests: [] } };
    this.#script?.runInThisContext()(requireFewer, made, made.exports);
    this.#tests = made.exports.tests;
  }

  /**
   * @param {readonly number[]} places
   * @param {boolean} bail stop at the first test that fails
   * @returns {Promise<TestResult[]>}
   */
  async #run(places, bail) {
    const context = contextOf();
    /** @type {TestResult[]} */
    const results = [];
    for (const place of places) {
      const id = String(place);
      const name = this.#tests[place]?.name ?? id;
      context.currentTestId = id;
      const begun = performance.now();
      try {
        await this.#tests[place]?.run();
        results.push({ id, name, timeSpentMs: performance.now() - begun, status: TestStatus.Success });
      } catch (fault) {
        results.push({ id, name, timeSpentMs: performance.now() - begun, status: TestStatus.Failed, failureMessage: String(fault) });
        if (bail) break;
      }
    }
    context.currentTestId = undefined;
    return results;
  }
}

/** What the instrumented code reads to know which mutant is on. */
function contextOf() {
  if (Reflect.get(globalThis, INSTRUMENTER_CONSTANTS.NAMESPACE) === undefined) Reflect.set(globalThis, INSTRUMENTER_CONSTANTS.NAMESPACE, {});
  return Reflect.get(globalThis, INSTRUMENTER_CONSTANTS.NAMESPACE);
}

/**
 * @param {string} folder the sandbox
 * @returns {Promise<string>} all specs and what they import, as CommonJS that exports `tests`
 */
async function bundle(folder) {
  const globals = new URL('./jest-globals.mjs', import.meta.url).pathname;
  const entry = join(folder, 'every-spec.mjs');
  writeFileSync(entry, `${specsOf(folder).map((file) => `import ${JSON.stringify(file)};`).join('\n')}\nexport { tests } from '@jest/globals';\n`);
  const built = await build({
    root: folder, configFile: false, logLevel: 'error',
    resolve: { alias: { '@jest/globals': globals } },
    ssr: { noExternal: [/^@evenkeel\//], external: ['expect', 'fast-check'], resolve: { conditions: ['evenkeel-source', 'node'] } },
    build: { ssr: entry, write: false, minify: false, target: 'node20', rollupOptions: { treeshake: false, external: ['expect', 'fast-check'], output: { format: 'cjs' } } },
  });
  const chunk = [built].flat().flatMap((each) => ('output' in each ? each.output : [])).find((each) => each.type === 'chunk');
  if (chunk?.type !== 'chunk') throw new Error('The specs could not be bundled.');
  return chunk.code;
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'rules', RulesRunner)];
