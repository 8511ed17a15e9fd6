// as: libs/kernel/src/fixture.ts
// breaks: evenkeel/walls | Rules have no clock
export const instant = () => Date.now();
