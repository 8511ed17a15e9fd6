import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { opensAlert } from '@evenkeel/escalation-rules';
import { RaiseAlert } from '@evenkeel/escalation-server';
import type { OrganisationId, PatientId } from '@evenkeel/kernel';
import { assess, type Flag, type RuleSet } from '@evenkeel/symptoms-rules';
import { RuleSetReader, UnreadableRules } from '@evenkeel/symptoms-server';
import { DoseStepReader } from '@evenkeel/taper-server';
import { alertContext } from '../alert-context.js';
import type { StoredAnswer, StoredText } from '../store/answer.store.js';
import type { LockedCheckIn } from '../store/check-in.store.js';
import { HistoryReader } from '../store/history.reader.js';
import type { Submission } from '../submission.js';

export interface Answered {
  readonly organisationId: OrganisationId;
  readonly patientId: PatientId;
  readonly checkIn: LockedCheckIn;
  readonly submission: Submission;
  /** Everything answered so far, of whatever revision. */
  readonly answers: readonly StoredAnswer[];
  readonly texts: readonly StoredText[];
}

/**
 * Decides what the answers of a check-in mean and raises an alert for every flag, in the transaction that stores them.
 * If the rules themselves fail, the answers are kept and a person is asked to read them (family `rules-failed`, E1).
 */
@Injectable()
export class FlagAnswers {
  constructor(
    private readonly rules: RuleSetReader, private readonly history: HistoryReader, private readonly doses: DoseStepReader,
    private readonly raise: RaiseAlert,
  ) {}

  async run(tx: Tx, answered: Answered): Promise<void> {
    const { organisationId, patientId, checkIn, submission, answers, texts } = answered;
    const { localDate, previous } = checkIn;
    const riskFactors = await this.history.openRisk(tx, patientId, checkIn.risk);
    const flags = await this.assess(tx, answered, (ruleSet) => assess({
      answers, texts, previous, riskFactors, ruleSet, localDate, occurredAt: lastTap(answered), now: checkIn.now.getTime(),
    }));
    if (flags.length === 0) return;
    const steps = await this.doses.stepsOf(tx, patientId);
    for (const flag of flags) {
      if (!opensAlert(flag.tier)) continue;
      await this.raise.run(tx, {
        organisationId, patientId, tier: flag.tier, family: flag.family, ruleId: flag.ruleId, ruleVersion: flag.ruleVersion,
        source: sourceOf(flag), sourceKind: 'check-in', sourceId: checkIn.id, occurredAt: new Date(tapOf(flag, answered)),
        context: alertContext(flag, { answers, texts, previous, steps, localDate, riskFactors, shown: submission.shown }),
      });
    }
  }

  private async assess(tx: Tx, answered: Answered, decide: (ruleSet: RuleSet) => readonly Flag[]): Promise<readonly Flag[]> {
    const ruleSet = await this.rules.signed(tx, answered.organisationId, answered.checkIn.ruleVersion).catch((error: unknown) => {
      if (error instanceof UnreadableRules) return error;
      throw error;
    });
    if (ruleSet instanceof UnreadableRules) return [rulesFailed(answered, ruleSet.version)];
    try {
      return decide(ruleSet);
    } catch {
      return [rulesFailed(answered, ruleSet.version)];
    }
  }
}

const rulesFailed = (answered: Answered, ruleVersion: number): Flag => ({
  family: 'rules-failed', tier: 'E1', ackBy: 'now', help: null, ruleId: 'rules-failed', ruleVersion, caseIndex: 0,
  questions: answered.answers.slice(0, 1).map((answer) => answer.question), inputs: {}, locksNextStep: false, late: false,
  source: 'Evenkeel clinical decisions: answers that no rule could read go to a person',
});

const sourceOf = (flag: Flag): 'check-in' | 'free-text' | 'rules-failed' =>
  flag.family === 'rules-failed' || flag.family === 'free-text' ? flag.family : 'check-in';

const tapsOf = ({ answers, texts }: Answered): readonly { readonly question: string; readonly answeredAt: Date }[] => [...answers, ...texts];

/** The last tap decides how long ago it was: nobody is answered more slowly because an earlier screen was old. */
const lastTap = (answered: Answered): number => Math.max(...tapsOf(answered).map((each) => each.answeredAt.getTime()));

function tapOf(flag: Flag, answered: Answered): number {
  const about = tapsOf(answered).filter((each) => (flag.questions as readonly string[]).includes(each.question));
  return about.length === 0 ? lastTap(answered) : Math.max(...about.map((each) => each.answeredAt.getTime()));
}
