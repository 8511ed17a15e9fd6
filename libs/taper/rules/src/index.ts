export * from './dose-on.js';
export * from './dose-step.js';
export * from './format-dose.js';
