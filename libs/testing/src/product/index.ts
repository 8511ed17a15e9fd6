export * from './answers.js';
export * from './crowd.js';
export * from './mailbox.js';
export * from './person.js';
export * from './private-postgres.js';
export * from './process.js';
export * from './product.js';
