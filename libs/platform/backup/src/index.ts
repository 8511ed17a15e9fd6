export { leftOut } from './what-is-kept.js';
export type { Key, Lock } from './lock.js';
export * from './refused.js';
export * from './restore-backup.js';
export * from './verify-backup.js';
export * from './write-backup.js';
