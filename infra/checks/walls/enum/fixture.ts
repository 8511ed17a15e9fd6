// as: libs/escalation/rules/src/fixture.ts
// breaks: evenkeel/walls | Use a union of strings
export enum Side { Left, Right }
