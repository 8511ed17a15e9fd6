import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { checkLook, emergencyLimits, may, nameKey } from '@evenkeel/care-team-rules';
import { Database } from '@evenkeel/database';
import { requireStepUp } from '@evenkeel/identity-rules';
import { type Actor, refuse, type Refusal } from '@evenkeel/kernel';
import { BreakGlassStore } from '../store/break-glass.store.js';

/** Whether exactly one patient has this name and year of birth. Never who, and never a list. */
export interface Look {
  readonly matches: 'none' | 'one' | 'several';
}

/**
 * The first step of emergency access: is there such a patient here. The name has to be whole. Each look is in the audit,
 * and they are counted. Refusals: `not-found`, `step-up-needed`, `emergency-looks`, and what is wrong with the input.
 */
@Injectable()
export class LookInEmergency {
  constructor(private readonly database: Database, private readonly store: BreakGlassStore, private readonly audit: Audit) {}

  async run(actor: Actor, wish: { readonly name: string; readonly birthYear: number }): Promise<Look | Refusal> {
    if (!may(actor.role, 'emergency.open')) return refuse('not-found');
    const wrong = checkLook(wish);
    if (wrong !== null) return wrong;
    return this.database.as(actor, async (tx) => {
      const unproved = requireStepUp(actor, await tx.now());
      if (unproved !== null) return unproved;
      const count = await this.store.matches(tx, this.store.indexOf(nameKey(wish.name, wish.birthYear)));
      await this.audit.record(tx, { action: count < 0 ? 'emergency.look-refused' : 'emergency.look', object: { kind: 'patient-search', id: null }, basis: 'none' });
      if (count < 0) return refuse('emergency-looks', null, { atMost: emergencyLimits.looksPerHour });
      return { matches: count === 0 ? 'none' : count === 1 ? 'one' : 'several' };
    });
  }
}
