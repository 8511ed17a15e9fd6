// as: apps/worker/src/fixture.ts
// breaks: @nx/enforce-module-boundaries | A project tagged with "type:app"
export * from '@evenkeel/api';
