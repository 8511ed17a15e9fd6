import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Config } from '@evenkeel/config';
import { Outbox } from '@evenkeel/database';
import { PersonaGate } from '@evenkeel/peer-groups-server';
import { Doorbell, PeerDoorbell, RealtimeServer } from '@evenkeel/realtime';
import { PeopleGate } from './socket-gate.js';

/** Opens the sockets of both realms on the server of the application. Returns how to close them. */
export function openSockets(app: NestExpressApplication, config: Config): { close(): Promise<void> } {
  const http = app.getHttpServer();
  // Sockets upgrade and never poll, but the socket library takes every request below its path: the tickets' as well.
  const answering = http.listeners('request') as ((...event: unknown[]) => void)[];
  const people = RealtimeServer.attach(config, http, app.get(PeopleGate));
  const personas = RealtimeServer.attachPeer(config, http, app.get(PersonaGate, { strict: false }));
  http.removeAllListeners('request');
  for (const listener of answering) http.on('request', listener);
  const doorbell = app.get(Doorbell);
  const peerDoorbell = app.get(PeerDoorbell);
  doorbell.connect(people.bell);
  peerDoorbell.connect(personas.bell);
  app.get(Outbox, { strict: false }).onCommit((message) => { (message.realm === 'peer' ? peerDoorbell : doorbell).ring(message); });
  return { close: async () => { await Promise.all([people.close(), personas.close()]); } };
}
