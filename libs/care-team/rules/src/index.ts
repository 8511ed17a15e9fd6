export * from './access.js';
export * from './consent.js';
export * from './verbs.js';
