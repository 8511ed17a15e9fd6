// as: libs/timeline/scene/src/fixture.ts
// breaks: @nx/enforce-module-boundaries | A project tagged with "type:scene"
import { createElement } from 'react';
export const use = createElement;
