export * from './access.js';
export * from './bands.js';
export * from './deadline.js';
export * from './dose-talk.js';
export * from './hold.js';
export * from './moderation.js';
export * from './names.js';
export * from './risk.js';
