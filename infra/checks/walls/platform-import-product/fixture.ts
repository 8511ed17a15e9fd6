// as: libs/platform/files/src/fixture.ts
// breaks: @nx/enforce-module-boundaries | A project tagged with "type:platform"
export * from '@evenkeel/identity-server';
