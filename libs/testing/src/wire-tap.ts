import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** What went over the wire: how often somebody waited for an answer, and the statements that were sent. */
export interface Heard {
  readonly roundTrips: number;
  /** First words of each statement in the order in which they were sent, those of one round trip together. */
  readonly trips: readonly (readonly string[])[];
}

/** A listener between a process and PostgreSQL that counts and changes nothing. */
export interface WireTap {
  /** The connection string of the server, by way of the tap. */
  readonly url: string;
  /** Everything since the last call. */
  take(): Heard;
  close(): Promise<void>;
}

/** Messages of the protocol's two directions: a type byte, a length that counts itself, a body. */
class Messages {
  private rest = Buffer.alloc(0);
  constructor(private readonly tell: (type: string, body: Buffer) => void, private headless: boolean) {}

  push(chunk: Buffer): void {
    this.rest = Buffer.concat([this.rest, chunk]);
    for (;;) {
      const head = this.headless ? 0 : 1;
      if (this.rest.length < head + 4) return;
      const end = head + this.rest.readUInt32BE(head);
      if (this.rest.length < end) return;
      this.tell(this.headless ? 'startup' : this.rest.toString('latin1', 0, 1), this.rest.subarray(head + 4, end));
      this.headless = false;
      this.rest = this.rest.subarray(end);
    }
  }
}

/**
 * Puts itself before the server of a connection string. A round trip begins when a statement is sent while nothing is
 * owed an answer on that connection: what is sent together, or behind what is still running, waits for nobody.
 */
export async function tapWire(databaseUrl: string): Promise<WireTap> {
  const target = new URL(databaseUrl);
  let trips: string[][] = [];
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    let owed = 0;
    let trip: string[] = [];
    const asked = new Messages((type, body) => {
      if (type !== 'Q' && type !== 'P' && type !== 'S') return;
      if (type !== 'S') {
        if (owed === 0) trips.push(trip = []);
        const text = type === 'Q' ? body : body.subarray(body.indexOf(0) + 1);
        trip.push(text.toString('utf8', 0, text.indexOf(0)).trim().replace(/\s+/g, ' ').slice(0, 60));
      }
      if (type !== 'P') owed += 1;
    }, true);
    const answered = new Messages((type) => { if (type === 'Z') owed = Math.max(0, owed - 1); }, false);
    near.on('data', (chunk: Buffer) => { asked.push(chunk); far.write(chunk); });
    far.on('data', (chunk: Buffer) => { answered.push(chunk); near.write(chunk); });
    for (const [one, other] of [[near, far], [far, near]] as const) {
      open.add(one.setNoDelay(true));
      one.on('error', () => other.destroy());
      one.on('close', () => { open.delete(one); other.end(); });
    }
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const url = new URL(target);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url.href,
    take: () => {
      const heard = { roundTrips: trips.length, trips };
      trips = [];
      return heard;
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => { server.close(resolve); });
    },
  };
}
