import type { QuestionCode } from './questions.js';
import type { Rule, RuleSet, Trigger } from './rule.js';

/** What the shipped check-ins and the event report can produce: values by question, and whether they take words. */
export interface Producible {
  readonly values: ReadonlyMap<QuestionCode, ReadonlySet<number>>;
  readonly words: boolean;
}

export interface Unreachable {
  readonly ruleId: string;
  readonly caseIndex: number;
  readonly trigger: Trigger;
}

/**
 * The triggers that no question can produce. A rule that can never fire is a promise to the patient that nobody
 * keeps, so a test fails when the shipped set has one. An empty list is what the test wants.
 */
export const unreachable = (ruleSet: RuleSet, producible: Producible): readonly Unreachable[] =>
  ruleSet.rules.flatMap((rule: Rule) =>
    rule.cases.flatMap((each, caseIndex) =>
      deadEnds(each.when, ruleSet, producible).map((trigger) => ({ ruleId: rule.id, caseIndex, trigger })),
    ),
  );

function deadEnds(trigger: Trigger, ruleSet: RuleSet, producible: Producible): readonly Trigger[] {
  switch (trigger.kind) {
    case 'all':
    case 'any':
      return trigger.of.flatMap((each) => deadEnds(each, ruleSet, producible));
    case 'answer': {
      const values = producible.values.get(trigger.question);
      return trigger.is.every((value) => values?.has(value) === true) ? [] : [trigger];
    }
    case 'at-least':
      return reaches(producible, trigger.question, ruleSet.thresholds[trigger.threshold]) ? [] : [trigger];
    case 'high-days':
      return reaches(producible, 'overall', ruleSet.thresholds.highOverall) ? [] : [trigger];
    case 'unknown':
      return producible.values.has(trigger.question) ? [] : [trigger];
    case 'words':
      return producible.words ? [] : [trigger];
    case 'risk':
    case 'present':
      return [];
  }
}

const reaches = (producible: Producible, question: QuestionCode, atLeast: number): boolean =>
  [...(producible.values.get(question) ?? [])].some((value) => value >= atLeast);
