export * from './doorbell.js';
export * from './events.js';
export { openSilentNode, type RealtimeNode } from './node.js';
export * from './rooms.js';
export * from './realtime.module.js';
export * from './realtime-server.js';
export * from './socket-gate.js';
