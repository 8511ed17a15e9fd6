import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '@evenkeel/infra/launcher/port';
import { redisProgram, startRedis } from '@evenkeel/infra/launcher/redis';

type Running = Awaited<ReturnType<typeof startRedis>>;

/** Settings by their names in redis.conf, on top of noeviction and an append-only file. */
export type RedisSettings = Readonly<Record<string, string>>;

/**
 * A Redis of a test's own, on one port for its whole life: it may be killed, stay away, and come back with what it wrote
 * down or with nothing. Nobody starts it again but the test.
 */
export class PrivateRedis {
  private constructor(private readonly home: string, readonly port: number, private running: Running | null, private settings: RedisSettings) {}

  static async start(settings: RedisSettings = {}, port?: number): Promise<PrivateRedis> {
    const home = await mkdtemp(path.join(os.tmpdir(), 'evenkeel-redis-'));
    const at = port ?? await freePort();
    const redis = new PrivateRedis(home, at, null, settings);
    await redis.again();
    return redis;
  }

  /** Whether this machine has one. With `CI=true` the run was refused before if it has not. */
  static get isInstalled(): boolean {
    return redisProgram() !== undefined;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  get isUp(): boolean {
    return this.running !== null;
  }

  /** SIGKILL; it stays away until `again`. Settles when it has ended. */
  async kill(): Promise<void> {
    const { running } = this;
    if (running === null) return;
    this.running = null;
    process.kill(running.pid, 'SIGKILL');
    await running.exited;
  }

  /** Comes back on the same port. `empty`: with nothing of what it had. */
  async again(options: { empty?: boolean; settings?: RedisSettings } = {}): Promise<void> {
    await this.kill();
    if (options.empty === true) await rm(path.join(this.home, 'data'), { recursive: true, force: true });
    this.settings = { ...this.settings, ...options.settings };
    this.running = await startRedis({ folder: path.join(this.home, 'data'), port: this.port, settings: this.settings });
  }

  async stop(): Promise<void> {
    await this.running?.stop();
    this.running = null;
    await rm(this.home, { recursive: true, force: true });
  }
}
