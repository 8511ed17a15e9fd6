// as: libs/symptoms/rules/src/fixture.ts
// breaks: @nx/enforce-module-boundaries | A project tagged with "type:rules"
export * from '@evenkeel/identity-server';
