export * from './answer.js';
export * from './daily.js';
export * from './may-wait.js';
export * from './occurrence.js';
export * from './progress.js';
export * from './schedule.js';
export * from './status.js';
export * from './template.js';
