export * from './actor.js';
export * from './assert-never.js';
export * from './ids.js';
export * from './refusal.js';
export * from './persona-names.js';
export * from './whole.js';
