export * from './account-messages.js';
export * from './alert-messages.js';
export * from './emergency-messages.js';
export * from './escape-html.js';
export * from './facts.js';
export { messageLanguages, type Message, type MessageLanguage } from './message.js';
export * from './patient-messages.js';
export * from './team-messages.js';
