// as: libs/taper/rules/src/fixture.ts
// breaks: evenkeel/walls | Rules are pure
import { readFileSync } from 'node:fs';
export const use = readFileSync;
