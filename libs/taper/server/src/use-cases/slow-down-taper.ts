import { Injectable } from '@nestjs/common';
import type { Actor } from '@evenkeel/kernel';
import type { Outcome } from '../plan-desk.js';
import { SlowPlan } from '../slow-plan.js';
import type { HoldWish } from './hold-taper.js';

/** The next step comes 14 days later and stays as large as it is. By the patient alone or by a prescriber, at once. */
@Injectable()
export class SlowDownTaper {
  constructor(private readonly slow: SlowPlan) {}

  async run(actor: Actor, wish: Omit<HoldWish, 'days'>): Promise<Outcome> {
    return this.slow.run(actor, { ...wish, action: 'plan.slow-down', make: (on) => ({ kind: 'slow-down', on }) });
  }
}
