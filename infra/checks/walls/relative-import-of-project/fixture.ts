// as: libs/symptoms/server/src/fixture.ts
// breaks: @nx/enforce-module-boundaries | relative
export * from '../../rules/src/index.js';
