import { assess, type Answer, type Flag, isQuestionCode, isTextQuestionCode, type PreviousDay, type RuleSet, type TextAnswer } from '@evenkeel/symptoms-rules';
import { type AlertTier, type EscalationPolicy, opensAlert, type Responder, type Roster, type TriggerFamily } from '@evenkeel/escalation-rules';
import { answersTo, playAlert, type PlayedAlert } from './alert-script.js';
import type { DatedCheckIn } from './dated-history.js';
import type { DemoPatient } from './people.js';

/** A flag of a check-in, with what was known when it was raised. */
export interface Trigger {
  readonly flag: Flag;
  readonly tier: AlertTier;
  readonly checkIn: DatedCheckIn;
  readonly previous: readonly PreviousDay[];
  readonly at: number;
}

export interface DatedAlert {
  readonly family: TriggerFamily;
  readonly triggers: readonly Trigger[];
  readonly played: PlayedAlert;
}

/** Runs the signed rules over the history, so that every alert that should have been is there, and no other. */
export function alertsOf(
  patient: DemoPatient, history: readonly DatedCheckIn[], ruleSet: RuleSet, policy: EscalationPolicy, roster: Roster, by: Responder,
): readonly DatedAlert[] {
  const open = new Map<TriggerFamily, { triggers: Trigger[]; closesAt: number }>();
  const groups: { family: TriggerFamily; triggers: Trigger[] }[] = [];
  for (const trigger of triggersOf(patient, history, ruleSet)) {
    const { family } = trigger.flag;
    const there = open.get(family);
    if (there !== undefined && trigger.at < there.closesAt) there.triggers.push(trigger);
    else {
      const lastAnswer = answersTo(trigger.tier, family, by).at(-1)?.after ?? 0;
      const group = { family, triggers: [trigger], closesAt: trigger.at + lastAnswer };
      open.set(family, group);
      groups.push(group);
    }
  }
  const episodes = new Map<TriggerFamily, number>();
  return groups.flatMap(({ family, triggers }) => {
    const [first, ...repeats] = triggers;
    if (first === undefined) return [];
    const episode = (episodes.get(family) ?? 0) + 1;
    episodes.set(family, episode);
    const commands = [
      ...answersTo(first.tier, family, by).map(({ after, command }) => ({ at: first.at + after, command })),
      ...repeats.map((each) => ({ at: each.at, command: { kind: 'trigger' as const, tier: each.tier } })),
    ];
    return [{ family, triggers, played: playAlert({ family, tier: first.tier, episode, policy }, first.at, roster, commands) }];
  });
}

function triggersOf(patient: DemoPatient, history: readonly DatedCheckIn[], ruleSet: RuleSet): readonly Trigger[] {
  const scores: PreviousDay[] = [];
  return history.flatMap((checkIn) => {
    const previous = scores.filter((day) => day.localDate < checkIn.localDate).slice(-28);
    const { answeredAt, completedAt, localDate } = checkIn;
    const overall = checkIn.answers.find((answer) => answer.question === 'overall')?.value;
    if (overall !== undefined) scores.push({ localDate, overall });
    if (answeredAt === null || completedAt === null) return [];
    const flags = assess({
      answers: checkIn.answers.flatMap(({ question, value }): Answer[] => (isQuestionCode(question) ? [{ question, value }] : [])),
      texts: checkIn.texts.flatMap(({ question, text }): TextAnswer[] => (isTextQuestionCode(question) ? [{ question, text }] : [])),
      previous, riskFactors: patient.risk, ruleSet, localDate, occurredAt: answeredAt, now: completedAt,
    });
    return flags.flatMap((flag) => (opensAlert(flag.tier) ? [{ flag, tier: flag.tier, checkIn, previous, at: completedAt }] : []));
  });
}
