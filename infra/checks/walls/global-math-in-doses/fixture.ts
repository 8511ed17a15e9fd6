// as: libs/taper/rules/src/fixture.ts
// breaks: evenkeel/walls | Of Math only
export const rounded = (ug: number): number => globalThis.Math.round(ug);
