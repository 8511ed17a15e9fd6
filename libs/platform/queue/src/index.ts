export * from './job.js';
export * from './job-queue.js';
export * from './job-workers.js';
export * from './migrate-queue.js';
export * from './registry.js';
