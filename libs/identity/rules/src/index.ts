export * from './device.js';
export * from './invitation.js';
export * from './password.js';
export * from './recovery-code.js';
export * from './step-up.js';
