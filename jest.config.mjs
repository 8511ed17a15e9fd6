import { preset } from './jest.preset.mjs';

/**
 * Three sizes: `unit` decides without a database, `integration` meets PostgreSQL, `promises` starts the whole product. The
 * limit ends what hangs and says nothing about speed: that is measured by `npm run bench` and `npm run reliability`.
 */
export default {
  projects: [
    { ...preset, displayName: 'unit', testTimeout: 30_000, testMatch: ['<rootDir>/{apps,libs}/**/src/**/*.spec.ts', '<rootDir>/infra/**/*.spec.ts'] },
    {
      ...preset,
      displayName: 'integration',
      testTimeout: 60_000,
      testMatch: ['<rootDir>/{apps,libs}/**/src/**/*.int-spec.ts'],
      globalSetup: '<rootDir>/infra/checks/postgres.setup.mjs',
      globalTeardown: '<rootDir>/infra/checks/postgres.teardown.mjs',
    },
    {
      ...preset,
      displayName: 'promises',
      testTimeout: 120_000,
      testMatch: ['<rootDir>/apps/smoke/src/**/*.promise.ts'],
      globalSetup: '<rootDir>/infra/checks/postgres.setup.mjs',
      globalTeardown: '<rootDir>/infra/checks/postgres.teardown.mjs',
    },
  ],
};
