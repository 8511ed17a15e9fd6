// as: libs/taper/rules/src/fixture.ts
// breaks: @nx/enforce-module-boundaries | A project tagged with "scope:taper"
export * from '@evenkeel/peer-groups-rules';
