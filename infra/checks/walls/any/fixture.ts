// as: libs/symptoms/rules/src/fixture.ts
// breaks: @typescript-eslint/no-explicit-any | Unexpected any
export const use = (value: any) => value;
