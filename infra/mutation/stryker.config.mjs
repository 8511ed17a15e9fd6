const scope = process.env.EVENKEEL_MUTATION ?? 'none';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: [`libs/${scope}/rules/src/**/*.ts`, '!**/*.spec.ts', '!**/index.ts'],
  testRunner: 'jest',
  jest: { projectType: 'custom', configFile: 'jest.mutation.config.mjs', enableFindRelatedTests: true },
  testRunnerNodeArgs: ['--experimental-vm-modules', '--no-warnings'],
  coverageAnalysis: 'perTest',
  // What a module makes when it is loaded (tables) is held against its source by the golden tests; trying it takes hours.
  ignoreStatic: process.env.EVENKEEL_MUTATION_DATA !== 'on',
  // Only what the tests of one package read is copied; other packages are found through node_modules.
  ignorePatterns: [
    '**', '!package.json', '!jest.preset.mjs', '!jest.mutation.config.mjs', '!infra', '!infra/mutation', '!infra/mutation/**', '!libs', `!libs/${scope}`, `!libs/${scope}/rules`, `!libs/${scope}/rules/src/**`, `!libs/${scope}/rules/package.json`,
  ],
  disableTypeChecks: false,
  tempDirName: '.evenkeel/mutation',
  concurrency: Number(process.env.EVENKEEL_MUTATION_WORKERS ?? 1),
  timeoutMS: 30_000,
  reporters: ['json', 'progress-append-only'],
  jsonReporter: { fileName: `.evenkeel/mutation-${scope}.json` },
  allowEmpty: false,
};
