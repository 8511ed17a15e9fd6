import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * A line to a server of the loopback that can go silent: connections stay open, new ones are taken, and nothing comes
 * through, as when a firewall begins to drop what it let pass before. Mended, it is good for new connections; those
 * that were open stay silent for good.
 */
export class BadLine {
  private readonly open = new Set<Socket>();
  private isSilent = false;

  private constructor(private readonly server: Server, readonly port: number) {}

  static async to(port: number): Promise<BadLine> {
    const server = createServer();
    await new Promise<void>((settle) => { server.listen(0, '127.0.0.1', settle); });
    const line = new BadLine(server, (server.address() as AddressInfo).port);
    server.on('connection', (near) => line.join(near, connect(port, '127.0.0.1')));
    return line;
  }

  silence(): void {
    this.isSilent = true;
    for (const socket of this.open) socket.pause();
  }

  mend(): void {
    this.isSilent = false;
  }

  async close(): Promise<void> {
    for (const socket of this.open) socket.destroy();
    await new Promise((settle) => { this.server.close(settle); });
  }

  private join(near: Socket, far: Socket): void {
    for (const [one, other] of [[near, far], [far, near]] as const) {
      this.open.add(one.setNoDelay(true));
      one.on('data', (chunk) => { other.write(chunk); });
      one.on('error', () => other.destroy());
      one.on('close', () => { this.open.delete(one); other.destroy(); });
      if (this.isSilent) one.pause();
    }
  }
}
