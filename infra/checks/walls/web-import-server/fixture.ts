// as: apps/web/src/fixture.ts
// breaks: @nx/enforce-module-boundaries | A project tagged with "scope:web"
export * from '@evenkeel/check-ins-server';
