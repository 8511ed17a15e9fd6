export * from './access.js';
export * from './consent.js';
export * from './reach.js';
export * from './verbs.js';
