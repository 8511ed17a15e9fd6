// as: libs/taper/rules/src/fixture.ts
// breaks: evenkeel/walls | Read and write digits
export const write = (ug: number): string => ug.toFixed(2);
