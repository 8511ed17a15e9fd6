import { useSyncExternalStore } from 'react';
import { outboxState, subscribeToOutbox, type OutboxState } from './outbox-state.js';

/** What is on this device and where it is on its way. */
export const useOutbox = (): OutboxState => useSyncExternalStore(subscribeToOutbox, outboxState);
