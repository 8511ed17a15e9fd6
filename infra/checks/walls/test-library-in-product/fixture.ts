// as: libs/symptoms/rules/src/fixture.ts
// breaks: evenkeel/walls | Test code stays out of the product
import * as check from 'fast-check';
export const use = check;
