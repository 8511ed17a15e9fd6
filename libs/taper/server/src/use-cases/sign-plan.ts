import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { type Actor, isRefusal, refuse } from '@evenkeel/kernel';
import { nextVersion } from '@evenkeel/taper-rules';
import { ActivatePlan } from '../activate-plan.js';
import { findingsOf, printFindings } from '../check-draft.js';
import { KeepPlan } from '../keep-plan.js';
import { PlanNews } from '../plan-news.js';
import { type Desk, draftOf, type Outcome, PlanDesk } from '../plan-desk.js';
import { type PlanRecord, toVersion, withVersion } from '../plan-record.js';
import { ReadSurroundings } from '../plan-surroundings.js';
import { SecondSignOff } from '../second-sign-off.js';
import type { DraftKey } from './check-plan-draft.js';

/**
 * Signs a checked version as it stands. The rules are asked once more inside the transaction, on what is known of the patient
 * now: if they say anything else than at the check, nothing is signed. A version that starts today begins at once.
 * The patient is told by mail that there is something to read.
 */
@Injectable()
export class SignPlan {
  constructor(
    private readonly desk: PlanDesk, private readonly keep: KeepPlan, private readonly surroundings: ReadSurroundings, private readonly activate: ActivatePlan,
    private readonly news: PlanNews, private readonly colleague: SecondSignOff,
  ) {}

  async run(actor: Actor, key: DraftKey): Promise<Outcome> {
    return this.desk.run(actor, { verb: 'plan.write', action: 'plan.sign', patientId: key.patientId }, async (tx, desk) => {
      const draft = draftOf(desk, key);
      if (isRefusal(draft)) return draft;
      if (draft.state !== 'checked') return refuse('not-in-this-state', 'state');
      const around = await this.surroundings.around(tx, desk.patientId, desk.day);
      const findings = findingsOf(draft, around, desk.versions);
      if (isRefusal(findings)) return findings;
      if (printFindings(findings) !== printFindings(draft.findings)) return refuse('findings-changed', 'findings');
      return this.sign(tx, actor, desk, draft);
    });
  }

  private async sign(tx: Tx, actor: Actor, { day, versions }: Desk, draft: PlanRecord): Promise<Outcome> {
    const others = versions.filter(({ number }) => number !== draft.number);
    // Steps are read from the newest version that began: an older draft would be signed and never seen.
    const newer = others.find(({ number, activatedAt }) => number > draft.number && activatedAt !== null);
    if (newer !== undefined) return refuse('based-on-an-old-version', 'basedOn', { active: newer.number });
    const next = nextVersion(toVersion(draft), {
      kind: 'sign', by: 'prescriber', account: actor.accountId, at: day.now.getTime(), today: day.today, others: others.map(toVersion),
    });
    if (isRefusal(next)) return next;
    const signed = await this.keep.save(tx, withVersion(draft, next, day.now));
    await this.news.signed(tx, signed.id);
    await this.colleague.look(tx, draft, null);
    return signed.startsOn === day.today ? this.activate.run(tx, signed, others, day) : signed;
  }
}
