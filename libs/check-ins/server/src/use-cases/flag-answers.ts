import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { opensAlert } from '@evenkeel/escalation-rules';
import { AmendAlerts, type Raised, RaiseAlert } from '@evenkeel/escalation-server';
import type { OrganisationId, PatientId } from '@evenkeel/kernel';
import { assess, type Flag, isNoteOfEvent, type RuleSet } from '@evenkeel/symptoms-rules';
import { RuleSetReader, UnreadableRules } from '@evenkeel/symptoms-server';
import { DoseStepReader } from '@evenkeel/taper-server';
import { alertContext, type KnownNow, knownNow } from '../alert-context.js';
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
 * Decides what the answers of a check-in mean and raises an alert for every flag, in the transaction that stores them. Open
 * alerts that this check-in set off before get what it says now, whether or not a rule still finds them in it.
 * If the rules themselves fail, the answers are kept and a person is asked to read them (family `rules-failed`, E1).
 */
@Injectable()
export class FlagAnswers {
  constructor(
    private readonly rules: RuleSetReader, private readonly history: HistoryReader, private readonly doses: DoseStepReader,
    private readonly raise: RaiseAlert, private readonly amend: AmendAlerts,
  ) {}

  /** Whether anything was raised, or told again to an alert that is open. */
  async run(tx: Tx, answered: Answered): Promise<boolean> {
    const { patientId, checkIn, submission, answers, texts } = answered;
    const { localDate, previous } = checkIn;
    const riskFactors = await this.history.openRisk(tx, patientId, checkIn.risk);
    const flags = await this.assess(tx, answered, (ruleSet) => assess({
      answers, texts, previous, riskFactors, ruleSet, localDate, occurredAt: lastTap(answered), now: checkIn.now.getTime(),
    }));
    const mayAmend = checkIn.revision > 0;
    const found = flags.some((flag) => opensAlert(flag.tier));
    if (!found && !mayAmend) return false;
    const know = async (): Promise<KnownNow> =>
      knownNow({ answers, texts, previous, steps: await this.doses.stepsOf(tx, patientId), localDate, riskFactors, shown: submission.shown });
    const raised = found ? await this.raiseAll(tx, answered, flags, await know()) : [];
    if (mayAmend) await this.amend.run(tx, { patientId, sourceKind, sourceId: checkIn.id, context: know, except: raised.map(({ alertId }) => alertId) });
    return found;
  }

  private async raiseAll(tx: Tx, answered: Answered, flags: readonly Flag[], known: KnownNow): Promise<readonly Raised[]> {
    const { organisationId, patientId, checkIn } = answered;
    const raised: (Raised & { readonly flag: Flag })[] = [];
    for (const flag of notesLast(flags)) {
      if (!opensAlert(flag.tier)) continue;
      // The alert of the event shows these words.
      if (raised.some((each) => each.isOpen && isNoteOfEvent(flag, each.flag))) continue;
      raised.push({ flag, ...await this.raise.run(tx, {
        organisationId, patientId, tier: flag.tier, family: flag.family, ruleId: flag.ruleId, ruleVersion: flag.ruleVersion,
        source: sourceOf(flag), sourceKind, sourceId: checkIn.id, occurredAt: new Date(tapOf(flag, answered)), context: alertContext(flag, known),
      }) });
    }
    return raised;
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

const sourceKind = 'check-in';

/** Whether a note goes where its event goes is known once the event has been raised. */
function notesLast(flags: readonly Flag[]): readonly Flag[] {
  const isNote = (flag: Flag): boolean => flags.some((event) => isNoteOfEvent(flag, event));
  return [...flags.filter((flag) => !isNote(flag)), ...flags.filter(isNote)];
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
