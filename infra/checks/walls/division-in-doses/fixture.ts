// as: libs/taper/rules/src/fixture.ts
// breaks: evenkeel/walls | Divide with divideDown
export const half = (ug: number): number => ug / 2;
