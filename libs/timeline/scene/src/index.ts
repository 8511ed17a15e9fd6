export * from './calendar.js';
export * from './day-facts.js';
export { cutsOf, type Cut } from './lanes/cuts.js';
export * from './layout.js';
export * from './overview.js';
export * from './scene.js';
export * from './table-rows.js';
export * from './theme.js';
export * from './words.js';
