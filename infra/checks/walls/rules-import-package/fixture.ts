// as: libs/symptoms/rules/src/fixture.ts
// breaks: @nx/enforce-module-boundaries | A project tagged with "type:rules"
import { z } from 'zod';
export const use = z;
