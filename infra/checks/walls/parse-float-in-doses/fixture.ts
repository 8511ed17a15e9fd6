// as: libs/medicines/rules/src/fixture.ts
// breaks: evenkeel/walls | Read and write digits
export const read = (text: string): number => Number.parseFloat(text);
