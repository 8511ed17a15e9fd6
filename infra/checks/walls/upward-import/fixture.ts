// as: libs/identity/rules/src/fixture.ts
// breaks: @nx/enforce-module-boundaries | A project tagged with "scope:identity"
export * from '@evenkeel/check-ins-rules';
