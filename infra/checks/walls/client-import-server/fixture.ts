// as: libs/api-client/src/fixture.ts
// breaks: @nx/enforce-module-boundaries | A project tagged with "type:client"
export * from '@evenkeel/check-ins-server';
