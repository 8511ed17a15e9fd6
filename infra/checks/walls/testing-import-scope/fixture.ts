// as: libs/testing/src/fixture.ts
// breaks: @nx/enforce-module-boundaries | A project tagged with "scope:shared"
export * from '@evenkeel/identity-rules';
