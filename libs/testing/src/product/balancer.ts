import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * What stands before several api processes: each new connection goes to the next of them that takes one, whatever is
 * spoken on it afterwards, sockets too. Like any balancer of connections it repeats nothing: a request that was cut is
 * repeated by whoever sent it.
 */
export class Balancer {
  private next = 0;
  private readonly open = new Set<Socket>();

  private constructor(private readonly server: Server, readonly port: number) {}

  /** @param ports of the processes behind it, on the loopback */
  static async open(port: number, ports: readonly number[]): Promise<Balancer> {
    const server = createServer({ noDelay: true });
    const balancer = new Balancer(server, port);
    server.on('connection', (client) => balancer.lead(client, ports, ports.length));
    await new Promise<void>((settle, fail) => { server.once('error', fail).listen(port, '127.0.0.1', settle); });
    return balancer;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((settle) => { this.server.close(() => settle()); });
    for (const socket of this.open) socket.destroy();
    await closed;
  }

  private lead(client: Socket, ports: readonly number[], attempts: number): void {
    const port = ports[this.next++ % ports.length];
    if (attempts === 0 || port === undefined) return void client.destroy();
    const process = connect({ port, host: '127.0.0.1', noDelay: true });
    const refused = (): void => this.lead(client, ports, attempts - 1);
    client.on('error', () => undefined);
    process.once('error', refused);
    process.once('connect', () => {
      process.off('error', refused);
      this.join(client, process);
    });
  }

  /** An end or a cut on one side is one on the other. */
  private join(client: Socket, process: Socket): void {
    for (const [one, other] of [[client, process], [process, client]] as const) {
      this.open.add(one);
      one.on('error', () => other.destroy());
      one.once('close', () => { this.open.delete(one); other.destroySoon(); });
    }
    client.pipe(process);
    process.pipe(client);
  }
}
