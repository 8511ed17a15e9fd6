// as: libs/taper/rules/src/fixture.ts
// breaks: evenkeel/walls | Write micrograms
export const tenth = 1e-1;
