// as: libs/medicines/rules/src/fixture.ts
// breaks: evenkeel/walls | Write micrograms
export const strengthMg = 0.5;
