import { preset } from './jest.preset.mjs';

/** The unit tests of one rules package, named by `npm run mutation`, as Stryker runs them once for every mutant. */
export default {
  ...preset,
  testMatch: [`<rootDir>/libs/${process.env.EVENKEEL_MUTATION ?? 'none'}/rules/src/**/*.spec.ts`],
  setupFiles: ['<rootDir>/infra/mutation/fast-check.setup.mjs'],
  modulePathIgnorePatterns: ['/dist/'],
  testTimeout: 60_000,
};
