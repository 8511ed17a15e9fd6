import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Config } from '@evenkeel/config';
import type { Socket } from 'socket.io';
import type { Realm } from '@evenkeel/kernel';
import type { Bell } from './doorbell.js';
import type { ClientToServer, ServerToClient } from './events.js';
import { openNode, type RealtimeNode } from './node.js';
import { type PeerSocketGate, type RoomGate, roomsOfPeople, roomsOfPersonas, type SocketGate } from './socket-gate.js';

/** All that the server itself has to know of a session; the rest is for the gate that made it. */
interface Session {
  readonly sessionId: string;
}

type Client = Socket<ClientToServer, ServerToClient, Record<never, never>, { session: Session }>;

const reviewEveryMs = 10_000;
/** Clients have nothing to say; a few stray events are forgiven. */
const mostEvents = 20;
const perMs = 10_000;

/**
 * Sockets of one realm on the http server of the api. A connection needs a ticket that works once; the server alone
 * decides on rooms; every ten seconds each session is asked about again, and loses its rooms or its connection.
 */
export class RealtimeServer {
  private readonly timer: NodeJS.Timeout;
  private readonly sessions = new Map<string, Session>();
  private reviewing = false;

  private constructor(private readonly node: RealtimeNode, private readonly gate: RoomGate<Session>) {
    this.timer = setInterval(() => void this.review(), reviewEveryMs);
    this.timer.unref();
  }

  static attach(config: Config, http: HttpServer, gate: SocketGate): RealtimeServer {
    return RealtimeServer.open(config, http, 'clinical', '/realtime', roomsOfPeople(gate) as RoomGate<Session>);
  }

  /** The peer realm's sockets, below the path to which its cookie belongs. */
  static attachPeer(config: Config, http: HttpServer, gate: PeerSocketGate): RealtimeServer {
    return RealtimeServer.open(config, http, 'peer', '/peer/realtime', roomsOfPersonas(gate) as RoomGate<Session>);
  }

  private static open(config: Config, http: HttpServer, realm: Realm, path: string, gate: RoomGate<Session>): RealtimeServer {
    const node = openNode(config, realm, {
      path, transports: ['websocket'], serveClient: false, allowUpgrades: false,
      maxHttpBufferSize: 16_384, perMessageDeflate: false, httpCompression: false, connectTimeout: 5000,
      allowRequest: (request, decide) => decide(null, isOurOrigin(config, request)),
    });
    const server = new RealtimeServer(node, gate);
    node.io.use((socket, next) => void server.admit(socket as Client).then(() => next(), () => next(new Error('ticket'))));
    node.io.on('connection', (socket) => server.welcome(socket as Client));
    node.io.attach(http);
    return server;
  }

  get bell(): Bell {
    return this.node.bell;
  }

  /** Open connections of this process. */
  get connections(): number {
    return this.node.io.of('/').sockets.size;
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.node.close();
  }

  /** Asks about every session again. Public so that a test need not wait ten seconds. */
  async review(): Promise<void> {
    if (this.reviewing) return;
    this.reviewing = true;
    try {
      const standing = await this.gate.rooms([...new Map([...this.sessions.values()].map((each) => [each.sessionId, each])).values()]);
      for (const [socketId, session] of this.sessions) {
        const socket = this.node.io.of('/').sockets.get(socketId);
        if (socket === undefined) continue;
        const rooms = standing.get(session.sessionId);
        if (rooms === undefined) socket.disconnect(true);
        else await settle(socket, new Set(rooms));
      }
    } catch {
      // The database did not answer: nobody is thrown out for that, and the next round asks again.
    } finally {
      this.reviewing = false;
    }
  }

  private async admit(socket: Client): Promise<void> {
    const ticket: unknown = socket.handshake.auth['ticket'];
    if (typeof ticket !== 'string' || ticket.length > 200) throw new Error('ticket');
    const session = await this.gate.redeem(ticket);
    const rooms = session === null ? undefined : (await this.gate.rooms([session])).get(session.sessionId);
    if (session === null || rooms === undefined) throw new Error('ticket');
    socket.data.session = session;
    await socket.join([...rooms]);
  }

  private welcome(socket: Client): void {
    this.sessions.set(socket.id, socket.data.session);
    socket.on('disconnect', () => this.sessions.delete(socket.id));
    let count = 0;
    let since = performance.now();
    socket.use((_event, next) => {
      if (performance.now() - since > perMs) [count, since] = [0, performance.now()];
      count += 1;
      if (count > mostEvents) socket.disconnect(true);
      else next();
    });
  }
}

/** Joins and leaves until the socket is in exactly these rooms and the one of its own. */
async function settle(socket: { id: string; rooms: Set<string>; join(rooms: string[]): unknown; leave(room: string): unknown }, wanted: ReadonlySet<string>): Promise<void> {
  for (const room of socket.rooms) if (room !== socket.id && !wanted.has(room)) await socket.leave(room);
  const missing = [...wanted].filter((room) => !socket.rooms.has(room));
  if (missing.length > 0) await socket.join(missing);
}

/** A page of another site may not open a socket with somebody's ticket; a program without an origin is not a page. */
function isOurOrigin(config: Config, request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  return new URL(origin).origin === new URL(config.BASE_URL).origin || new URL(origin).host === host;
}
