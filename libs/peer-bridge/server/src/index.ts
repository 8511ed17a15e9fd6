export { BridgeKeys } from './bridge-keys.js';
export type { Owner } from './owner.js';
export * from './peer-bridge.module.js';
export { CarryCrossings } from './use-cases/carry-crossings.js';
export { EndPeerSessions } from './use-cases/end-peer-sessions.js';
export { EnterPeerRealm } from './use-cases/enter-peer-realm.js';
export { SendNotices } from './use-cases/send-notices.js';
export { TellOverdue } from './use-cases/tell-overdue.js';
