import { Injectable } from '@nestjs/common';
import { Database, newRandomId } from '@evenkeel/database';
import type { SystemActor } from '@evenkeel/kernel';
import { AlertStore } from './store/alert.store.js';
import { BeatStore } from './store/beat.store.js';
import { AdvanceDueAlerts } from './use-cases/advance-due-alerts.js';
import { type Lane, lanes, SendDueNotifications } from './use-cases/send-due-notifications.js';

/** Told when this process begins and ends to stand in; operators want to know both. */
export interface TakeoverHooks {
  readonly began: () => void;
  readonly ended: () => void;
  readonly fault: (error: unknown) => void;
}

const lookEveryMs = 500;
/** A silence is believed when it is still there a little later: the clock may have jumped between two beats. */
const confirmAfterMs = 1500;
const standInEveryMs = 250;
/** Five beats that did not come: an engine that hangs, or a machine that vanished with its connections open. */
const silenceMs = 5000;
/** An engine that beats may be behind for a while under a flood, and is helped when it stays behind. */
const overdueMs = 20_000;
/** A whole installation that starts has its worker up about as soon as its api: an engine counts as gone if it was there lately, and as silent a little later. */
const recentMs = 15_000;
const graceMs = 5000;
const mostSendingMs = 3000;

/** `gone` is certain. Standing in for an engine that lives after all does no harm: each message is claimed by one of them. */
type Need = 'none' | 'gone' | 'silent';

/**
 * Every api process watches the engine. When the last one has died, or has been silent for five seconds, or an alert is
 * overdue for 20, one of them does the engine's work until one is back. No beat is written meanwhile: standing in must not
 * look like health.
 */
@Injectable()
export class Takeover {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private isStanding = false;
  private isSuspicious = false;
  private isStopped = true;
  private startedAt = -Infinity;

  constructor(
    private readonly database: Database, private readonly beats: BeatStore, private readonly alerts: AlertStore,
    private readonly advance: AdvanceDueAlerts, private readonly send: SendDueNotifications,
  ) {}

  /** Runs until `stop`. Begins at a moment by chance, so that processes do not look in step. */
  start(hooks: TakeoverHooks): void {
    if (!this.isStopped) throw new Error('This process is watching already');
    this.isStopped = false;
    this.startedAt = performance.now();
    const turn = (): void => {
      if (this.isStopped) return;
      this.running = this.look(hooks).then(() => undefined, hooks.fault).finally(() => {
        if (!this.isStopped) this.timer = setTimeout(turn, this.isStanding ? standInEveryMs : this.isSuspicious ? confirmAfterMs : lookEveryMs);
      });
    };
    this.timer = setTimeout(turn, Math.random() * lookEveryMs);
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.running;
  }

  /** One look, and one round of the engine's work if it is gone, or if a second look found it still silent. Answers whether this process stands in. */
  async look(hooks: TakeoverHooks): Promise<boolean> {
    const need = await this.need();
    const needed = need === 'gone' || (need === 'silent' && (this.isSuspicious || this.isStanding));
    this.isSuspicious = need === 'silent';
    if (needed !== this.isStanding) (needed ? hooks.began : hooks.ended)();
    this.isStanding = needed;
    if (!needed) return false;
    const actor: SystemActor = { kind: 'system', name: 'escalation takeover', requestId: newRandomId() };
    // What is written down leaves, whether or not the alarm clock can be read.
    await this.advance.run(actor, (tx) => this.beats.standIn(tx)).catch(hooks.fault);
    for (const lane of lanes) await this.sendFor(actor, lane);
    return true;
  }

  /** Under load there is always more to send, and the alarm clock must not stand behind it. */
  private async sendFor(actor: SystemActor, lane: Lane): Promise<void> {
    const until = performance.now() + mostSendingMs;
    while (performance.now() < until && await this.send.run(actor, lane) > 0);
  }

  private async need(): Promise<Need> {
    return this.database.engine({ kind: 'system', name: 'escalation takeover', requestId: newRandomId() }, async (tx) => {
      const silent = await this.beats.silentMs(tx);
      if (silent !== null && silent < recentMs && await this.beats.allGone(tx)) return 'gone';
      if (silent === null || silent > silenceMs) return performance.now() - this.startedAt < graceMs ? 'none' : 'silent';
      return await this.alerts.oldestDueMs(tx) > overdueMs ? 'silent' : 'none';
    });
  }
}
