// as: libs/taper/rules/src/fixture.ts
// breaks: evenkeel/walls | Rules have no chance
export const dice = () => Math.random();
