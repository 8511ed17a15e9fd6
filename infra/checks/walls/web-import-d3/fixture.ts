// as: apps/web/src/timeline/fixture.ts
// breaks: @nx/enforce-module-boundaries | A project tagged with "scope:web"
import { scaleLinear } from 'd3-scale';
export const use = scaleLinear;
