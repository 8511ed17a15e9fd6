export * from './passwords.js';
export * from './profile.js';
