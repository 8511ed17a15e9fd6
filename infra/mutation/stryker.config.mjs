import { fileURLToPath } from 'node:url';

const scope = process.env.EVENKEEL_MUTATION ?? 'none';
const files = (process.env.EVENKEEL_MUTATION_FILES ?? '').split(',').filter((file) => file !== '');

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: files.length > 0 ? files : [`libs/${scope}/rules/src/**/*.ts`, '!**/*.spec.ts', '!**/index.ts', '!**/fixtures.ts'],
  testRunner: 'rules',
  plugins: [fileURLToPath(new URL('./rules-runner.mjs', import.meta.url))],
  coverageAnalysis: 'perTest',
  // What a module makes when it is loaded (tables) is held against its source by the golden tests; trying it takes hours.
  ignoreStatic: process.env.EVENKEEL_MUTATION_DATA !== 'on',
  // Only what the tests of one package read is copied; other packages are found through node_modules.
  ignorePatterns: [
    '**', '!package.json', '!infra', '!infra/mutation', '!infra/mutation/**', '!libs', `!libs/${scope}`, `!libs/${scope}/rules`, `!libs/${scope}/rules/src/**`, `!libs/${scope}/rules/package.json`,
  ],
  disableTypeChecks: false,
  tempDirName: '.evenkeel/mutation',
  concurrency: Number(process.env.EVENKEEL_MUTATION_WORKERS ?? 1),
  timeoutMS: 20_000,
  reporters: ['json', 'progress-append-only'],
  jsonReporter: { fileName: `.evenkeel/mutation-${scope}.json` },
  allowEmpty: false,
};
