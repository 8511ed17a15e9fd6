import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@evenkeel/infra/launcher/port';
import { freshDatabase, type TestDatabase } from '../fresh-database.js';
import { Balancer } from './balancer.js';
import { demoClinic, migrated, seedDemo } from './demo-clinic.js';
import { Fleet } from './fleet.js';
import { Mailbox } from './mailbox.js';
import { Person } from './person.js';
import { PrivateRedis } from './private-redis.js';
import { Keeper, runToEnd } from './process.js';

export interface DemoAccount { readonly role: string; readonly name: string; readonly email: string }

/**
 * How the product runs. `one-machine`: one api, one worker, PostgreSQL. `several-processes`: two of each and Redis, behind one
 * address. Promises are the same on both; a run of the tests says by EVENKEEL_TEST_SIZE which one it is about.
 */
export type Size = 'one-machine' | 'several-processes';

export const sizeOfRun = (): Size => (process.env['EVENKEEL_TEST_SIZE'] === 'several-processes' ? 'several-processes' : 'one-machine');

/** The whole product on a fresh database: api and worker as real processes, a mail sink, the demo clinic, a clock to move. */
export class Product {
  private constructor(
    readonly t: TestDatabase,
    readonly size: Size,
    readonly url: string,
    readonly mailbox: Mailbox,
    readonly api: Fleet,
    readonly worker: Fleet,
    private readonly doors: readonly string[],
    private readonly balancer: Balancer | null,
    private readonly ownRedis: PrivateRedis | null,
    readonly accounts: readonly DemoAccount[],
    private readonly password: string,
    private readonly folder: string,
    private readonly env: Record<string, string>,
  ) {}

  /**
   * @param options.startAt where the frozen clock stands; `null` lets the real clock run
   * @param options.server another PostgreSQL than that of the test run (superuser URL)
   * @param options.profiled the api writes a CPU profile when it stops
   * @param options.size instead of that of the run
   */
  static async start(options: { startAt?: string | null; env?: Record<string, string>; profiled?: boolean; server?: string; size?: Size } = {}): Promise<Product> {
    const size = options.size ?? sizeOfRun();
    const count = size === 'one-machine' ? 1 : 2;
    const isReal = options.startAt === null;
    const t = await freshDatabase({ startAt: options.startAt ?? '2026-03-02T15:00:00Z', server: options.server, filling: isReal ? migrated : demoClinic });
    if (isReal) await t.clock.release();
    const mailbox = await Mailbox.open();
    const folder = await mkdtemp(path.join(os.tmpdir(), 'evenkeel-smoke-'));
    const port = await freePort();
    const redis = size === 'one-machine' ? null : await PrivateRedis.start();
    const ports = size === 'one-machine' ? [port] : await Promise.all(Array.from({ length: count }, freePort));
    const env = {
      NODE_ENV: 'production', HOST: '127.0.0.1', BASE_URL: `http://localhost:${port}`, DATABASE_URL: t.config.DATABASE_URL,
      EVENKEEL_SECRET: t.config.EVENKEEL_SECRET, EVENKEEL_DATA_DIR: folder, EVENKEEL_DEMO: '1', EVENKEEL_SUPERVISED: '1',
      EVENKEEL_WEB_DIR: path.resolve(import.meta.dirname, '../../../../apps/web/dist'), SMTP_URL: mailbox.url, MAIL_FROM: 'evenkeel@clinic.example.org',
      EVENKEEL_TICK_MS: '250', LOG_LEVEL: 'warn', ...(redis === null ? {} : { REDIS_URL: redis.url }), ...options.env,
    };
    const { accounts, password } = JSON.parse(isReal ? await seedDemo(t.config) : t.filled) as { accounts: DemoAccount[]; password: string };
    const balancer = size === 'one-machine' ? null : await Balancer.open(port, ports);
    const flags = options.profiled === true ? ['--cpu-prof', `--cpu-prof-dir=${folder}/profiles`] : [];
    const api = new Fleet(ports.map((each) => new Keeper('apps/api/bundle/main.js', { ...env, PORT: String(each) }, flags)));
    const worker = new Fleet(Array.from({ length: count }, () => new Keeper('apps/worker/bundle/main.js', env)));
    const doors = ports.map((each) => `http://localhost:${each}`);
    const product = new Product(t, size, `http://localhost:${port}`, mailbox, api, worker, doors, balancer, redis, accounts, password, folder, env);
    await product.ready();
    return product;
  }

  /** Waits until the readiness check of every api process answers yes. */
  async ready(limitMs = 40_000): Promise<void> {
    const end = Date.now() + limitMs;
    for (const door of this.doors) {
      for (;;) {
        const answer = await fetch(`${door}/health/ready`).catch(() => null);
        if (answer?.status === 200) break;
        if (Date.now() > end) {
          const said = answer === null ? 'no answer' : await answer.text();
          throw new Error(`Not ready within ${limitMs} ms: ${said}\n${[...this.api.lines, ...this.worker.lines].slice(-20).join('\n')}`);
        }
        await sleep(100);
      }
    }
  }

  /** Of the second size: may be killed, emptied and filled by the test. */
  get redis(): PrivateRedis {
    if (this.ownRedis === null) throw new Error('One machine has no Redis');
    return this.ownRedis;
  }

  account(role: string, index = 0): DemoAccount {
    const found = this.accounts.filter((account) => account.role === role)[index];
    if (found === undefined) throw new Error(`The demo clinic has no ${role} number ${index}`);
    return found;
  }

  /** Runs `evenkeel` beside the product, as an operator would. Answers its output; throws if it fails. */
  async command(...args: string[]): Promise<string[]> {
    return runToEnd('apps/cli/bundle/main.js', args, this.env);
  }

  /** Where a profiled api leaves its CPU profile when it stops. */
  get profiles(): string {
    return path.join(this.folder, 'profiles');
  }

  get demoPassword(): string {
    return this.password;
  }

  /** Signs somebody of the demo clinic in. */
  async signIn(role: string, index = 0): Promise<Person> {
    return Person.signIn(this.url, this.account(role, index).email, this.password);
  }

  /** Moves the frozen clock and gives the worker time to notice. */
  async pass(milliseconds: number): Promise<void> {
    await this.t.clock.advance(milliseconds);
    await this.settle();
  }

  /** Until the engine has nothing due and nothing left to send, by the rows. */
  async settle(limitMs = 20_000): Promise<void> {
    const end = Date.now() + limitMs;
    for (;;) {
      await sleep(150);
      const { rows } = await this.t.owner.query<{ due: number }>(`
        SELECT (SELECT count(*) FROM clin.alert WHERE status <> 'resolved' AND next_action_at <= clock.now())
             + (SELECT count(*) FROM clin.notification WHERE status = 'leased' OR (status = 'pending' AND next_attempt_at <= clock.now()))
             + (SELECT count(*) FROM outbox.message WHERE published_at IS NULL)
             + (SELECT count(*) FROM clin.check_in_schedule WHERE NOT paused AND next_at <= clock.now()) AS due`);
      if (Number(rows[0]?.due) === 0) return;
      if (Date.now() > end) throw new Error(`Still ${rows[0]?.due} things due after ${limitMs} ms\n${this.worker.lines.slice(-10).join('\n')}`);
    }
  }

  /** Errors that nobody expected make every promise fail. */
  complaints(): string[] {
    return [...this.api.complaints(), ...this.worker.complaints()];
  }

  async stop(): Promise<void> {
    await Promise.all([this.api.stop(), this.worker.stop()]);
    await Promise.all([this.balancer?.close(), this.ownRedis?.stop()]);
    await this.mailbox.close();
    await this.t.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
