import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProcess } from '@evenkeel/infra/launcher/processes';

const root = path.resolve(import.meta.dirname, '../../../..');

/**
 * A built program of the product that is started again within a moment whenever it ends, as the supervisor does.
 * Keeps what it said; an error in it fails the test that asks `complaints`.
 */
export class Keeper {
  readonly lines: string[] = [];
  private running: ReturnType<typeof startProcess> | null = null;
  private stopped = false;
  private held = false;
  private readonly ended: Promise<void>;
  kills = 0;

  constructor(private readonly app: string, private readonly env: Record<string, string>, private readonly nodeFlags: string[] = []) {
    this.ended = this.keep();
  }

  get pid(): number {
    return this.running?.pid ?? -1;
  }

  /** SIGKILL, as a crash would. The next life starts by itself. Between two lives there is nothing to kill: answers `false`. */
  kill(): boolean {
    const pid = this.pid;
    if (pid < 1) return false;
    this.kills += 1;
    process.kill(pid, 'SIGKILL');
    return true;
  }

  /** SIGTERM, as a deployment would. Answers how that life ended: `ended with code 0` if it ended in good order. The next one starts by itself. */
  async restart(): Promise<string> {
    const { running } = this;
    if (running === null) return 'was not there';
    process.kill(running.pid, 'SIGTERM');
    return running.exited;
  }

  /** From now on nothing starts it again: the machine is gone for good, until `back`. */
  gone(): void {
    this.held = true;
    this.kill();
  }

  back(): void {
    this.held = false;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running?.stop(8000);
    await this.ended;
  }

  /** Structured log lines of level error or worse. */
  complaints(): string[] {
    return this.lines.filter((line) => /"level":(50|60)/.test(line) || /unhandledRejection|uncaught|already executing/i.test(line));
  }

  private async keep(): Promise<void> {
    while (!this.stopped) {
      if (this.held) {
        await sleep(50);
        continue;
      }
      this.running = startProcess({
        command: process.execPath, args: ['--enable-source-maps', ...this.nodeFlags, path.join(root, this.app)],
        env: { PATH: process.env['PATH'], ...this.env }, cwd: root, log: (line) => this.lines.push(line),
      });
      await this.running.exited;
      this.running = null;
      if (!this.stopped) await sleep(200);
    }
  }
}

/** Runs a built program to its end. Throws with its output if it fails. */
export async function runToEnd(app: string, args: string[], env: Record<string, string>): Promise<string[]> {
  const lines: string[] = [];
  const running = startProcess({
    command: process.execPath, args: ['--enable-source-maps', path.join(root, app), ...args],
    env: { PATH: process.env['PATH'], ...env }, cwd: root, log: (line) => lines.push(line),
  });
  const end = await running.exited;
  if (end !== 'ended with code 0') throw new Error(`${app} ${args.join(' ')} ${end}\n${lines.slice(-20).join('\n')}`);
  return lines;
}
