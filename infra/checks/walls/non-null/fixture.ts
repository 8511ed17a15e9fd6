// as: libs/symptoms/rules/src/fixture.ts
// breaks: @typescript-eslint/no-non-null-assertion | non-null assertion
export const use = (value: string | undefined) => value!.length;
