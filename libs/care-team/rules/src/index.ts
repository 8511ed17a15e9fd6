export * from './access.js';
export * from './consent.js';
export * from './reach.js';
export * from './verbs.js';
export * from './break-glass.js';
export * from './sharing.js';
export * from './task.js';
export * from './unsealing.js';
