import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, newRandomId } from '@evenkeel/database';
import { type Health, HealthChecks } from '@evenkeel/http';
import type { SystemActor } from '@evenkeel/kernel';
import { AlertStore } from './store/alert.store.js';
import { BeatStore } from './store/beat.store.js';

const silentTooLongMs = 30_000;
const lateTooLongMs = 30_000;
const waitingTooLongMs = 60_000;

/** What an operator asks of the engine: does it give signs of life, is any alert overdue, does the outbox drain? */
@Injectable()
export class EscalationHealth implements OnModuleInit {
  constructor(
    private readonly database: Database, private readonly beats: BeatStore, private readonly alerts: AlertStore, private readonly checks: HealthChecks,
  ) {}

  onModuleInit(): void {
    this.checks.register('engine beat', () => this.engineBeat());
    this.checks.register('sweep lag', () => this.sweepLag());
    this.checks.register('queue age', () => this.queueAge());
  }

  async engineBeat(): Promise<Health> {
    const silentMs = await this.database.engine(actor(), (tx) => this.beats.silentMs(tx));
    return silentMs === null ? { ok: false, detail: { problem: 'no beat yet' } } : { ok: silentMs <= silentTooLongMs, detail: { silentMs } };
  }

  async sweepLag(): Promise<Health> {
    const lateMs = await this.database.engine(actor(), (tx) => this.alerts.oldestDueMs(tx));
    return { ok: lateMs <= lateTooLongMs, detail: { lateMs } };
  }

  async queueAge(): Promise<Health> {
    const waitingMs = await this.database.engine(actor(), (tx) => this.beats.oldestWaitingMs(tx));
    return { ok: waitingMs <= waitingTooLongMs, detail: { waitingMs } };
  }
}

const actor = (): SystemActor => ({ kind: 'system', name: 'health', requestId: newRandomId() });
