// as: libs/taper/rules/src/fixture.ts
// breaks: evenkeel/walls | Of Math only
const { round } = Math;
export const rounded = (ug: number): number => round(ug);
