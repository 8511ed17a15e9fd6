/** Native ES modules in Jest, compiled by swc with decorator metadata; projects are read from source. */
const swc = [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript', decorators: true, tsx: false },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      target: 'es2022',
      keepClassNames: true,
    },
    module: { type: 'es6' },
    sourceMaps: 'inline',
  },
];

export const preset = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': swc },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/bundle/'],
  modulePathIgnorePatterns: ['/dist/', '/bundle/', '/\\.evenkeel/', '/\\.nx/'],
  testEnvironmentOptions: { customExportConditions: ['evenkeel-source', 'node', 'node-addons'] },
};
