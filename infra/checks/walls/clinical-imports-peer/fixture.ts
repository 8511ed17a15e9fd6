// as: libs/taper/rules/src/fixture.ts
// breaks: @nx/enforce-module-boundaries | A project tagged with "realm:clinical"
export * from '@evenkeel/peer-groups-rules';
