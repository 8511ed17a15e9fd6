import { Injectable } from '@nestjs/common';
import { type Actor, refuse } from '@evenkeel/kernel';
import { longestPlanDays } from '@evenkeel/taper-rules';
import type { Outcome } from '../plan-desk.js';
import { SlowPlan } from '../slow-plan.js';

export interface HoldWish {
  /** Made by the device; the same in every repetition. */
  readonly id: string;
  /** `null` for the own plan. */
  readonly patientId: string | null;
  readonly tappedAt: Date | null;
  /** `null`: until somebody restarts. */
  readonly days: number | null;
}

/** Keeps the dose as it is, at once: by the patient alone or by a prescriber. Every later step moves by the length of the hold. */
@Injectable()
export class HoldTaper {
  constructor(private readonly slow: SlowPlan) {}

  async run(actor: Actor, { days, ...wish }: HoldWish): Promise<Outcome> {
    if (days !== null && (!Number.isSafeInteger(days) || days < 1 || days > longestPlanDays)) return refuse('hold-out-of-range', 'days', { atLeast: 1, atMost: longestPlanDays });
    return this.slow.run(actor, { ...wish, action: 'plan.hold', make: (on) => ({ kind: 'hold', on, days }) });
  }
}
