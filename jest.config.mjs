import { leftOut, ofSeveralProcesses } from './infra/checks/promise-sizes.mjs';
import { preset } from './jest.preset.mjs';

/**
 * `unit` decides without a database, `integration` meets PostgreSQL, `promises` starts the whole product on one machine and
 * `promises-several` as several processes with Redis. The
 * limit ends what hangs and says nothing about speed: that is measured by `npm run bench` and `npm run reliability`.
 */
export default {
  testTimeout: 60_000,
  projects: [
    { ...preset, displayName: 'unit', testMatch: ['<rootDir>/{apps,libs}/**/src/**/*.spec.ts', '<rootDir>/infra/**/*.spec.ts'] },
    {
      ...preset,
      displayName: 'integration',
      testMatch: ['<rootDir>/{apps,libs}/**/src/**/*.int-spec.ts'],
      globalSetup: '<rootDir>/infra/checks/integration.setup.mjs',
      globalTeardown: '<rootDir>/infra/checks/postgres.teardown.mjs',
    },
    {
      ...preset,
      displayName: 'promises',
      testMatch: ['<rootDir>/apps/smoke/src/*.promise.ts'],
      globalSetup: '<rootDir>/infra/checks/postgres.setup.mjs',
      globalTeardown: '<rootDir>/infra/checks/postgres.teardown.mjs',
    },
    {
      ...preset,
      displayName: 'promises-several',
      testMatch: ['<rootDir>/apps/smoke/src/*.promise.ts', ofSeveralProcesses],
      testPathIgnorePatterns: [...preset.testPathIgnorePatterns, ...leftOut],
      setupFiles: ['<rootDir>/infra/checks/several-processes.setup.mjs'],
      globalSetup: '<rootDir>/infra/checks/postgres.setup.mjs',
      globalTeardown: '<rootDir>/infra/checks/postgres.teardown.mjs',
    },
  ],
};
