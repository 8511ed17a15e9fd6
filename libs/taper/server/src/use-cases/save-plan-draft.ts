import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { type Actor, isRefusal, refuse, type Refusal } from '@evenkeel/kernel';
import { nextVersion, parsePlan, type TaperPlan } from '@evenkeel/taper-rules';
import { KeepPlan } from '../keep-plan.js';
import { type Desk, draftOf, type Outcome, PlanDesk } from '../plan-desk.js';
import { isRunning, type PlanRecord, toVersion, withVersion } from '../plan-record.js';
import { SecondSignOff } from '../second-sign-off.js';
import { PlanVersionStore } from '../store/plan-version.store.js';

export interface DraftWish {
  readonly patientId: string;
  /** `null` for a new draft. */
  readonly number: number | null;
  readonly rowVersion: number | null;
  readonly reason: string;
  readonly plan: string;
}

const longestReason = 2000;

/**
 * Keeps a draft, new or changed, whatever its findings would be. What cannot be read as a plan is refused with the field;
 * whatever was checked or eased before an edit has to be checked and eased again.
 */
@Injectable()
export class SavePlanDraft {
  constructor(private readonly desk: PlanDesk, private readonly store: PlanVersionStore, private readonly keep: KeepPlan, private readonly colleague: SecondSignOff) {}

  async run(actor: Actor, wish: DraftWish): Promise<Outcome> {
    const plan = readDraft(wish.plan);
    if (isRefusal(plan)) return plan;
    const reason = wish.reason.trim();
    if (reason.length > longestReason) return refuse('text-too-long', 'reason', { atMost: longestReason });
    return this.desk.run(actor, { verb: 'plan.write', action: 'plan.draft', patientId: wish.patientId }, (tx, desk) =>
      wish.number === null ? this.create(tx, desk, actor, plan, reason) : this.change(tx, desk, { number: wish.number, rowVersion: wish.rowVersion }, plan, reason));
  }

  private async create(tx: Tx, { patientId, day, versions }: Desk, actor: Actor, plan: TaperPlan, reason: string): Promise<Outcome> {
    const basedOn = versions.find(isRunning)?.number ?? null;
    const id = await this.store.insert(tx, { organisationId: day.organisationId, patientId, basedOn, plan, author: actor.accountId, reason });
    const made = (await this.keep.versions(tx, patientId)).find((each) => each.id === id);
    if (made === undefined) throw new Error('A new draft cannot be read');
    return this.keep.save(tx, made);
  }

  private async change(tx: Tx, desk: Desk, key: { readonly number: number; readonly rowVersion: number | null }, plan: TaperPlan, reason: string): Promise<Outcome> {
    const draft = draftOf(desk, key);
    if (isRefusal(draft)) return draft;
    const next = nextVersion(toVersion(draft), { kind: 'edit', by: 'prescriber' });
    if (isRefusal(next)) return next;
    await this.store.rewrite(tx, draft, plan, reason);
    const edited: PlanRecord = { ...withVersion(draft, next, desk.day.now), facts: null, checkedAt: null };
    await this.colleague.look(tx, draft, edited);
    return this.keep.save(tx, edited);
  }
}

/** Planned rests are phases of the plan; changes are what happens to it after it was signed. */
function readDraft(text: string): TaperPlan | Refusal {
  const plan = parsePlan(text);
  if (isRefusal(plan)) return { ...plan, field: plan.field === 'plan' ? 'plan' : `plan.${plan.field}` };
  return plan.changes.length > 0 ? refuse('changes-in-draft', 'plan.changes') : plan;
}
