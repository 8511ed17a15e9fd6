export * from './fresh-database.js';
export * from './frozen-clock.js';
export * from './plain-database.js';
export * from './wire-tap.js';
export * from './unanalysed-crowd.js';
