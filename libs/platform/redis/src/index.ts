export * from './fitness.js';
export * from './open-redis.js';
export * from './redis-watch.js';
