import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@evenkeel/config';
import { CONFIG, Database, newRandomId, SessionLock } from '@evenkeel/database';
import type { SystemActor } from '@evenkeel/kernel';
import { AlertStore } from './store/alert.store.js';
import { BeatStore, engineLock } from './store/beat.store.js';
import { ClaimStore } from './store/claim.store.js';
import { AdvanceDueAlerts, type Ticked } from './use-cases/advance-due-alerts.js';
import { QuarantineAlert } from './use-cases/quarantine-alert.js';
import { ReportUnreachable } from './use-cases/report-unreachable.js';
import { type Lane, lanes, SendDueNotifications } from './use-cases/send-due-notifications.js';

/** What the process does about a problem of the engine. */
export interface EngineHooks {
  /** Something failed; the next round tries again. */
  readonly fault: (error: unknown) => void;
  /** A round took longer than its deadline: the process has to end, so that its supervisor starts a fresh one. */
  readonly stuck: () => void;
}

const roundDeadlineMs = 20_000;
const sweepEveryRounds = 15;
const clampEveryTicks = 30;
/** How long a stop waits for messages that are on their way; whatever takes longer is left to its lease. */
const lastWordsMs = 4000;

/**
 * The loop that makes alerts climb and messages leave. Each round: the senders set going where they are
 * idle, a sign of life, deadlines brought back after a jump of the clock, one tick. Nothing is remembered between rounds: the
 * state is the tables, so a restart has nothing to replay and any number of engines may run.
 */
@Injectable()
export class Engine {
  private timer: NodeJS.Timeout | null = null;
  private lock: SessionLock | null = null;
  private running: Promise<void> = Promise.resolve();
  private readonly sending = new Map<Lane, Promise<void>>();
  private rounds = 0;
  private ticks = 0;
  private lastTickAt = 0;
  private isStopped = true;
  private lastGoodAt: number | null = null;
  private isLeaving = false;

  constructor(
    private readonly database: Database, private readonly beats: BeatStore, private readonly alerts: AlertStore, private readonly claims: ClaimStore,
    private readonly advance: AdvanceDueAlerts, private readonly send: SendDueNotifications, private readonly quarantine: QuarantineAlert,
    private readonly unreachable: ReportUnreachable, @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Milliseconds since this engine last finished a round without a fault, by this process's own clock; `null` before the first. */
  get silentMs(): number | null {
    return this.lastGoodAt === null ? null : Math.round(performance.now() - this.lastGoodAt);
  }

  /** Runs until `stop`. */
  start(hooks: EngineHooks): void {
    if (!this.isStopped) throw new Error('The engine is running already');
    this.isStopped = false;
    this.isLeaving = false;
    this.lock = SessionLock.hold(this.config, 'engine', engineLock);
    const turn = (): void => {
      if (this.isStopped) return;
      this.running = this.round(hooks).finally(() => { if (!this.isStopped) this.timer = setTimeout(turn, this.config.EVENKEEL_TICK_MS); });
    };
    turn();
  }

  /** Takes nothing more, and waits for the round and a little for the messages that are on their way. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.isLeaving = true;
    if (this.timer !== null) clearTimeout(this.timer);
    // First, so that whoever stands in begins while this one still says its last words.
    await this.lock?.release();
    await this.running;
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<void>((settle) => { timer = setTimeout(settle, lastWordsMs); });
    await Promise.race([Promise.all(this.sending.values()), enough]);
    clearTimeout(timer);
  }

  /** Beat, clamp, tick: what has to happen every second. For tests also without the loop. */
  async tick(): Promise<Ticked> {
    const actor = this.actor();
    await this.database.engine(actor, async (tx) => {
      await this.beats.beat(tx, this.config.EVENKEEL_INSTANCE, await this.alerts.oldestDueMs(tx));
      const now = (await tx.now()).getTime();
      // Reads every open alert: after a jump that this process saw, and now and then for one that it did not.
      if (now < this.lastTickAt || this.ticks % clampEveryTicks === 0) await this.alerts.clamp(tx);
      [this.lastTickAt, this.ticks] = [now, this.ticks + 1];
      await this.claims.dropSuperseded(tx);
    });
    const ticked = await this.advance.run(actor);
    await this.quarantine.remind(actor);
    return ticked;
  }

  /** Sends until nothing is due in any lane. */
  async drain(): Promise<void> {
    for (const lane of lanes) await this.drainLane(lane);
  }

  private async round(hooks: EngineHooks): Promise<void> {
    const deadline = setTimeout(hooks.stuck, roundDeadlineMs);
    // Before the tick, which may fail, and not awaited: what is written down leaves, and a mail server that hangs holds up no alarm clock.
    this.setSendersGoing(hooks);
    try {
      await this.tick();
      this.lastGoodAt = performance.now();
      if (this.rounds % sweepEveryRounds === 0) await this.unreachable.sweep(this.actor());
      this.rounds += 1;
    } catch (error) {
      hooks.fault(error);
    } finally {
      clearTimeout(deadline);
    }
    // Once more, for the pages that the tick has written.
    this.setSendersGoing(hooks);
  }

  private setSendersGoing(hooks: EngineHooks): void {
    for (const lane of lanes) if (!this.sending.has(lane)) this.setGoing(lane, hooks);
  }

  private setGoing(lane: Lane, hooks: EngineHooks): void {
    this.sending.set(lane, this.drainLane(lane).catch(hooks.fault).finally(() => this.sending.delete(lane)));
  }

  private async drainLane(lane: Lane): Promise<void> {
    // Whatever is due when this engine leaves is for the next one: under load there is always more.
    while (await this.send.run(this.actor(), lane) > 0 && !this.isLeaving);
  }

  /** Each round is a request of its own in audit and logs. */
  private actor(): SystemActor {
    return { kind: 'system', name: 'escalation', requestId: newRandomId() };
  }
}
