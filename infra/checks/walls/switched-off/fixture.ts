// as: libs/symptoms/rules/src/fixture.ts
// breaks: @typescript-eslint/no-explicit-any | Unexpected any
/* eslint-disable */
export const use = (value: any) => value;
