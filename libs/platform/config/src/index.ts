export * from './config.js';
export * from './exit-with-parent.js';
