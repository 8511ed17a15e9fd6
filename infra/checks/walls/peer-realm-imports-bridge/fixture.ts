// as: libs/peer-groups/server/src/fixture.ts
// breaks: @nx/enforce-module-boundaries | A project tagged with "realm:peer"
export * from '@evenkeel/peer-bridge-server';
