import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@evenkeel/infra/launcher/port';
import { startPostgres } from '@evenkeel/infra/launcher/postgres';
import { keepRunning } from '@evenkeel/infra/launcher/supervise';

type Running = Awaited<ReturnType<typeof startPostgres>>;

/** A durable PostgreSQL of a test's own that may be killed and comes back on the same port, as under the supervisor. */
export class PrivatePostgres {
  kills = 0;
  private lastKilled = -1;

  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly current: () => Running,
    private readonly keeper: { stop: () => Promise<void> },
  ) {}

  /** @param installation folder with `bin` of another version than the one of `npm ci` */
  static async start(installation?: string): Promise<PrivatePostgres> {
    const folder = await mkdtemp('/var/tmp/evenkeel-test-');
    await chmod(folder, 0o711);
    const order = {
      folder: path.join(folder, 'postgres'), password: randomBytes(18).toString('hex'), port: await freePort(),
      settings: { max_connections: '200', shared_buffers: '128MB' }, ...(installation === undefined ? {} : { installation }),
    };
    let running = await startPostgres(order);
    const keeper = keepRunning({ first: running, log: () => undefined, start: async () => (running = await startPostgres(order)) });
    return new PrivatePostgres(running.url('postgres'), folder, () => running, keeper);
  }

  /** SIGKILL to the postmaster, as soon as there is one; its backends go with it and crash recovery follows. */
  async kill(): Promise<void> {
    while (this.current().pid === this.lastKilled) await sleep(50);
    this.lastKilled = this.current().pid;
    this.kills += 1;
    process.kill(this.lastKilled, 'SIGKILL');
  }

  async stop(): Promise<void> {
    await this.keeper.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
