// as: libs/peer-groups/rules/src/fixture.ts
// breaks: @nx/enforce-module-boundaries | A project tagged with "realm:peer"
export * from '@evenkeel/taper-rules';
