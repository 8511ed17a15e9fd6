export * from './catalogue.js';
export * from './refusals.js';
