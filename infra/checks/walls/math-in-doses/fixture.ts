// as: libs/medicines/rules/src/fixture.ts
// breaks: evenkeel/walls | Of Math only
export const root = (ug: number): number => Math.sqrt(ug);
