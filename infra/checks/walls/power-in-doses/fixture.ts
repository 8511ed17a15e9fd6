// as: libs/taper/rules/src/fixture.ts
// breaks: evenkeel/walls | Divide with divideDown
export const root = (ug: number, steps: number): number => ug ** steps;
