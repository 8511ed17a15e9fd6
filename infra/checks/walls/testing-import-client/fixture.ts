// as: libs/testing/src/fixture.ts
// breaks: @nx/enforce-module-boundaries | A project tagged with "type:testing"
export * from '@evenkeel/api-client';
