import { setTimeout as sleep } from 'node:timers/promises';
import type { Keeper } from './process.js';

/** All processes of one kind, api or worker: one of them on one machine, two in the second size. Whatever is measured covers each of them. */
export class Fleet {
  constructor(readonly keepers: readonly Keeper[]) {}

  /** SIGKILL to every process of the kind at the same moment: the whole tier is gone, and comes back by itself. `false` if none was there. */
  kill(): boolean {
    return this.keepers.map((keeper) => keeper.kill()).some(Boolean);
  }

  /** SIGKILL to one of them. @param roll from 0 up to 1, which one */
  killOne(roll: number): boolean {
    return this.keepers[Math.floor(roll * this.keepers.length)]?.kill() ?? false;
  }

  /** SIGKILL to every process, and waits until each of these lives has ended. */
  async die(): Promise<void> {
    const lives = this.keepers.map((keeper) => keeper.pid);
    this.kill();
    while (this.keepers.some((keeper, index) => keeper.pid === lives[index] && keeper.pid > 0)) await sleep(10);
  }

  /** Whether each has a life at the moment. */
  get runs(): boolean {
    return this.keepers.every((keeper) => keeper.pid > 0);
  }

  get kills(): number {
    return this.keepers.reduce((sum, keeper) => sum + keeper.kills, 0);
  }

  get lines(): string[] {
    return this.keepers.flatMap((keeper) => keeper.lines);
  }

  /** Structured log lines of level error or worse, of all of them. */
  complaints(): string[] {
    return this.keepers.flatMap((keeper) => keeper.complaints());
  }

  async stop(): Promise<void> {
    await Promise.all(this.keepers.map((keeper) => keeper.stop()));
  }
}
