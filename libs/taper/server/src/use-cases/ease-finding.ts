import { Injectable } from '@nestjs/common';
import { type Actor, isRefusal, refuse, type Refusal } from '@evenkeel/kernel';
import { checkSignOff, type Finding, guardRules, type GuardRule, type SignOff } from '@evenkeel/taper-rules';
import { KeepPlan } from '../keep-plan.js';
import { draftOf, type Outcome, PlanDesk } from '../plan-desk.js';
import { isDraft } from '../plan-record.js';
import { SecondSignOff } from '../second-sign-off.js';
import { PlanVersionStore } from '../store/plan-version.store.js';
import type { DraftKey } from './check-plan-draft.js';

export interface Easing extends DraftKey {
  readonly rule: string;
  readonly on: string | null;
  readonly kind: string;
  readonly reason: string;
  readonly confirmedTwice: boolean;
  readonly specialistName: string | null;
}

const kinds = ['override', 'reason', 'second-sign-off', 'specialist-sign-off'] as const;
const longestReason = 2000;
const longestName = 120;

/**
 * Says why a finding does not stop a plan: a reason, an override with a second confirmation, the signature of another prescriber
 * of the team, or that of a specialist whom the prescriber names. Only for what the rules did find.
 */
@Injectable()
export class EaseFinding {
  constructor(private readonly desk: PlanDesk, private readonly store: PlanVersionStore, private readonly keep: KeepPlan, private readonly colleague: SecondSignOff) {}

  async run(actor: Actor, wish: Easing): Promise<Outcome> {
    return this.desk.run(actor, { verb: 'plan.write', action: 'plan.ease', patientId: wish.patientId }, async (tx, desk) => {
      const draft = draftOf(desk, wish);
      if (isRefusal(draft)) return draft;
      if (!isDraft(draft)) return refuse('not-in-this-state', 'state');
      const signOff = readSignOff(wish, actor, draft.findings);
      if (isRefusal(signOff)) return signOff;
      const refusal = checkSignOff(signOff, draft.author);
      if (refusal !== null) return { ...refusal, field: refusal.field === 'isConfirmedTwice' ? 'confirmedTwice' : refusal.field };
      await this.store.addSignOff(tx, draft, signOff, { account: actor.accountId, name: signOff.kind === 'specialist-sign-off' ? signOff.by : null });
      const eased = await this.keep.save(tx, draft);
      await this.colleague.look(tx, draft, eased);
      return eased;
    });
  }
}

function readSignOff(wish: Easing, actor: Actor, findings: readonly Finding[]): SignOff | Refusal {
  const kind = kinds.find((each) => each === wish.kind);
  if (kind === undefined) return refuse('not-one-of', 'kind');
  if (!isRule(wish.rule)) return refuse('not-one-of', 'rule');
  const reason = wish.reason.trim();
  if (reason.length > longestReason) return refuse('text-too-long', 'reason', { atMost: longestReason });
  const found = findings.find(({ rule, on, verdict }) => rule === wish.rule && verdict !== 'ok' && (on === wish.on || (wish.on === null && kind === 'reason')));
  if (found === undefined) return refuse('nothing-to-ease', wish.on === null ? 'rule' : 'on');
  const name = (wish.specialistName ?? '').trim();
  if (kind === 'specialist-sign-off' && (name.length < 3 || name.length > longestName)) return refuse('specialist-missing', 'specialistName', { atMost: longestName });
  return {
    kind, rule: wish.rule, ruleVersion: found.version, on: wish.on, reason, isConfirmedTwice: wish.confirmedTwice,
    by: kind === 'specialist-sign-off' ? name : actor.accountId,
  };
}

const isRule = (text: string): text is GuardRule => Object.hasOwn(guardRules, text);
