export * from './peer-bridge.module.js';
