import type { AccountId } from '@evenkeel/kernel';
import type { AlertState, AlertStatus } from './alert.js';
import type { AlertEvent, AlertEventKind } from './event.js';
import type { NotificationIntent } from './intent.js';
import type { Responder } from './roster.js';
import type { AlertStep } from './step.js';
import type { EpochMs } from './time.js';
import { mayBecome } from './transitions.js';

type Detail = AlertEvent['detail'];

/** One accepted command while it is being worked out. Lives inside one call of `next`. */
export class StepDraft {
  private readonly events: AlertEvent[] = [];
  private readonly notify: NotificationIntent[] = [];
  private supersede = false;

  constructor(
    private current: AlertState,
    readonly now: EpochMs,
    private readonly actor: Responder | null = null,
  ) {}

  get state(): AlertState {
    return this.current;
  }

  set(patch: Partial<AlertState>): this {
    this.current = { ...this.current, ...patch };
    return this;
  }

  /** Somebody must be told again: a new lap, so that no message is taken for one that was already sent. */
  nextCycle(): this {
    return this.set({ cycle: this.current.cycle + 1 });
  }

  /** The machine acts again after this many milliseconds. */
  wait(delayMs: number): this {
    return this.set({ nextActionAt: this.now + delayMs, stepDelayMs: delayMs });
  }

  /** Moves and logs it. A move that the table does not list is a fault of this program, so it is thrown. */
  move(to: AlertStatus, kind: AlertEventKind, patch: Partial<AlertState> = {}, detail: Detail = {}): this {
    const from = this.current.status;
    if (!mayBecome(from, to)) throw new Error(`An alert cannot go from ${from} to ${to}`);
    this.set({ ...patch, status: to });
    return this.log(kind, from, detail);
  }

  /** Logs something that moves nothing. */
  note(kind: AlertEventKind, detail: Detail = {}): this {
    return this.log(kind, this.current.status, detail);
  }

  tell(intent: NotificationIntent): this {
    this.notify.push(intent);
    return this;
  }

  supersedePages(): this {
    this.supersede = true;
    return this;
  }

  done(): AlertStep {
    return {
      state: { ...this.current, rowVersion: this.current.rowVersion + 1 },
      notify: this.notify,
      events: this.events,
      supersedePages: this.supersede,
    };
  }

  private log(kind: AlertEventKind, from: AlertStatus, detail: Detail): this {
    this.set({ seq: this.current.seq + 1 });
    const { seq, status, tier, level, cycle } = this.current;
    const actorId: AccountId | null = this.actor?.accountId ?? null;
    const actorRole = this.actor?.role ?? null;
    this.events.push({ seq, kind, actorId, actorRole, from, to: status, tier, level, cycle, at: this.now, detail });
    return this;
  }
}

/** A command that was accepted and has nothing to add, such as the second click on the same link. */
export const unchanged = (state: AlertState): AlertStep => ({ state, notify: [], events: [], supersedePages: false });

/** Nobody holds the alert. */
export const unheld = {
  ackBy: null,
  ackRole: null,
  ackVia: null,
  ackAt: null,
  ackExpiresAt: null,
  partialAcks: [],
  engagedBy: null,
  engagedRole: null,
  engagedAt: null,
  engagement: null,
  followUpMisses: 0,
} as const satisfies Partial<AlertState>;
