import { newRandomId } from '@evenkeel/database';
import type { SystemActor } from '@evenkeel/kernel';

/** The bridge never carries the id of a clinical request to the other side, nor one from there back. */
export const bridgeIn = (): SystemActor => ({ kind: 'system', name: 'bridge', requestId: newRandomId() });
