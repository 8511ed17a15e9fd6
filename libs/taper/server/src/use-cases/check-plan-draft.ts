import { Injectable } from '@nestjs/common';
import { type Actor, isRefusal } from '@evenkeel/kernel';
import { nextVersion } from '@evenkeel/taper-rules';
import { findingsOf } from '../check-draft.js';
import { KeepPlan } from '../keep-plan.js';
import { draftOf, type Outcome, PlanDesk } from '../plan-desk.js';
import { toVersion, withVersion } from '../plan-record.js';
import { ReadSurroundings } from '../plan-surroundings.js';
import { SecondSignOff } from '../second-sign-off.js';

export interface DraftKey {
  readonly patientId: string;
  readonly number: number;
  readonly rowVersion: number;
}

/** Asks every rule about a draft and keeps what they said, with the facts that they looked at. A colleague is asked where only one is missing. */
@Injectable()
export class CheckPlanDraft {
  constructor(private readonly desk: PlanDesk, private readonly keep: KeepPlan, private readonly surroundings: ReadSurroundings, private readonly colleague: SecondSignOff) {}

  async run(actor: Actor, key: DraftKey): Promise<Outcome> {
    return this.desk.run(actor, { verb: 'plan.write', action: 'plan.check', patientId: key.patientId }, async (tx, desk) => {
      const draft = draftOf(desk, key);
      if (isRefusal(draft)) return draft;
      const around = await this.surroundings.around(tx, desk.patientId, desk.day);
      const findings = findingsOf(draft, around, desk.versions);
      if (isRefusal(findings)) return findings;
      const next = nextVersion(toVersion(draft), { kind: 'check', by: 'prescriber', findings });
      if (isRefusal(next)) return next;
      const checked = await this.keep.save(tx, { ...withVersion(draft, next, desk.day.now), facts: around.facts, checkedAt: desk.day.now });
      await this.colleague.look(tx, draft, checked);
      return checked;
    });
  }
}
