export * from './authenticator.js';
export * from './describe-fault.js';
export * from './health.js';
export * from './http.module.js';
export * from './log.js';
export * from './paths.js';
export * from './prepare-http.js';
export * from './request-id.js';
export { clientHeader } from './same-origin.js';
