import type { INestApplicationContext } from '@nestjs/common';
import { SealEntries } from '@evenkeel/audit-server';
import type { Config } from '@evenkeel/config';
import { newRandomId } from '@evenkeel/database';
import type { PeerSystemActor } from '@evenkeel/kernel';
import { CarryCrossings, EndPeerSessions, SendNotices, TellOverdue } from '@evenkeel/peer-bridge-server';
import { ForgetSessions } from '@evenkeel/peer-groups-server';
import { openSilentNode, PeerDoorbell } from '@evenkeel/realtime';
import { repeat, type Loop } from './loop.js';
import { RelayPeerOutbox } from './relay-peer-outbox.js';

const actor = (name: string): PeerSystemActor => ({ kind: 'peer-system', name, requestId: newRandomId() });

/** The rounds of the peer realm, which share this process with the clinical ones and neither a role nor a row, and those of the bridge. */
export function startPeerSide(app: INestApplicationContext, config: Config, fault: (what: string) => (error: unknown) => void): { stop(): Promise<void>; close(): Promise<void> } {
  const node = openSilentNode(config, 'peer');
  app.get(PeerDoorbell, { strict: false }).connect(node.bell);
  const relay = app.get(RelayPeerOutbox);
  const seal = app.get(SealEntries, { strict: false });
  const sessions = app.get(ForgetSessions, { strict: false });
  const carry = app.get(CarryCrossings, { strict: false });
  const notices = app.get(SendNotices, { strict: false });
  const overdue = app.get(TellOverdue, { strict: false });
  const lost = app.get(EndPeerSessions, { strict: false });
  const pause = config.EVENKEEL_TICK_MS;
  const loops: readonly Loop[] = [
    repeat(Math.min(pause, 250), async () => { while (await relay.run(actor('peer relay'))); }, fault('peer relay')),
    repeat(pause, async () => { while (await seal.run(actor('peer audit seal')) > 0); }, fault('peer audit seal')),
    repeat(pause, () => carry.run(fault('bridge')), fault('bridge')),
    repeat(pause, () => overdue.run(), fault('bridge')),
    repeat(pause, () => lost.run(), fault('bridge')),
    repeat(30_000, async () => { while (await notices.run() > 0); }, fault('bridge')),
    repeat(60_000, () => sessions.run(actor('peer sessions')), fault('peer sessions')),
    repeat(10 * 60_000, () => relay.forget(actor('peer relay')), fault('peer relay')),
  ];
  return { stop: async () => { await Promise.all(loops.map((loop) => loop.stop())); }, close: () => node.close() };
}
