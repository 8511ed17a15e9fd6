import { describe, expect, it } from '@jest/globals';
import { defaultPolicy, isTriggerFamily } from '@evenkeel/escalation-rules';
import { eventCodes, followUpCodes, seriousEvents } from './events.js';
import { questionOf, questions, type QuestionCode } from './questions.js';
import { unreachable } from './reachable.js';
import { ruleSet } from './rule-set.js';
import type { Rule, Trigger } from './rule.js';
import { bodySystems, commonSymptoms, vocabulary } from './vocabulary.js';

const leaves = (trigger: Trigger): readonly Trigger[] => ('of' in trigger ? trigger.of.flatMap(leaves) : [trigger]);

describe('the shipped rule set', () => {
  it('has one rule a family, each with a source', () => {
    expect(new Set(ruleSet.rules.map((rule) => rule.id)).size).toBe(ruleSet.rules.length);
    expect(new Set(ruleSet.rules.map((rule) => rule.family)).size).toBe(ruleSet.rules.length);
    for (const rule of ruleSet.rules) {
      expect(isTriggerFamily(rule.family)).toBe(true);
      expect(rule.source.length).toBeGreaterThan(10);
    }
  });

  it('lists the cases of a rule worst first and gives every urgent one a help card', () => {
    for (const rule of ruleSet.rules) {
      const tiers = rule.cases.map((each) => each.tier);
      expect(tiers).toEqual([...tiers].sort());
      for (const each of rule.cases) {
        if (each.tier === 'E0' || each.tier === 'E1') expect(each.help).not.toBeNull();
        if (each.tier === 'E0') expect(each.ackBy).toBe('now');
      }
    }
  });

  it('agrees with the shipped ladders about what may wait until the morning', () => {
    const waits = ruleSet.rules.filter((rule) => rule.cases.some((each) => each.ackBy === 'by-0800')).map((rule) => rule.family);
    expect(waits.sort()).toEqual([...defaultPolicy.byMorning].sort());
    for (const rule of ruleSet.rules) {
      if (waits.includes(rule.family)) expect(rule.cases.every((each) => each.ackBy === 'by-0800')).toBe(true);
    }
  });

  it('survives being stored as JSON', () => {
    expect(JSON.parse(JSON.stringify(ruleSet))).toEqual(ruleSet);
  });

  it('answers every event and every follow-up', () => {
    const asked = new Set<string>(ruleSet.rules.flatMap((rule) => rule.cases.flatMap((each) => leaves(each.when))).map((leaf) => ('question' in leaf ? leaf.question : '')));
    for (const event of eventCodes) expect(asked).toContain(`event.${event}`);
    for (const followUp of followUpCodes) expect(asked).toContain(followUp);
  });

  it('can be shown as a table for the clinician who signs it', () => {
    expect(ruleSet.rules.map((rule) => `${rule.family}: ${rule.cases.map((each) => `${each.tier} ${each.ackBy} ${each.help ?? '-'}`).join(' | ')}${rule.locksNextStep ? ' (locks next step)' : ''}`)).toMatchInlineSnapshot(`
[
  "seizure: E0 now emergency | E1 now urgent (locks next step)",
  "suicidality: E0 now emergency | E1 now crisis (locks next step)",
  "breathing: E0 now emergency | E1 now urgent (locks next step)",
  "overdose: E0 now emergency (locks next step)",
  "chest-pain: E0 now emergency",
  "confusion: E0 now emergency (locks next step)",
  "psychosis: E0 now emergency | E1 now urgent (locks next step)",
  "rigidity-fever: E0 now emergency (locks next step)",
  "head-injury: E1 now urgent",
  "akathisia: E1 now urgent",
  "abrupt-stop: E0 now emergency | E1 now urgent | E1 now urgent | E2 within-24h - (locks next step)",
  "run-out: E1 by-0800 urgent",
  "vomiting: E1 by-0800 urgent",
  "pregnancy: E1 by-0800 urgent (locks next step)",
  "substance-use: E1 now urgent",
  "high-score: E2 within-24h -",
  "free-text: E1 now crisis | E2 within-24h -",
]
`);
  });
});

describe('unreachable triggers', () => {
  const everything = { values: new Map<QuestionCode, ReadonlySet<number>>(questions.map((each) => [each.code, new Set(each.values)])), words: true };

  it('are none when everything is asked', () => {
    expect(unreachable(ruleSet, everything)).toEqual([]);
  });

  it.each<[string, Trigger]>([
    ['a value that no question has', { kind: 'answer', question: 'event.seizure', is: [7] }],
    ['a threshold above the scale', { kind: 'at-least', question: 'symptom.tremor', threshold: 'highOverall' }],
    ['one hidden in a combination', { kind: 'all', of: [{ kind: 'present' }, { kind: 'any', of: [{ kind: 'answer', question: 'sleep', is: [9] }] }] }],
  ])('are found: %s', (_, when) => {
    const rule: Rule = { id: 'dead', family: 'pattern', cases: [{ tier: 'E2', ackBy: 'within-24h', help: null, when }], locksNextStep: false, source: 'a test', certainty: 'product-decision' };
    expect(unreachable({ ...ruleSet, rules: [rule] }, everything)).toHaveLength(1);
  });

  it('are found when nobody asks', () => {
    const nothing = { values: new Map(), words: false };
    expect(new Set(unreachable(ruleSet, nothing).map((each) => each.ruleId)).size).toBe(ruleSet.rules.length);
  });
});

describe('the vocabulary', () => {
  it('has each symptom once, in a body system, and sends the grave ones to an event', () => {
    expect(new Set(vocabulary.map((symptom) => symptom.code)).size).toBe(vocabulary.length);
    expect(new Set(vocabulary.map((symptom) => symptom.system))).toEqual(new Set(bodySystems));
    for (const symptom of vocabulary) {
      if (symptom.asked === 'event') expect(questionOf(`symptom.${symptom.code}`)).toBeNull();
      else expect(questionOf(`symptom.${symptom.code}`)?.values).toEqual([0, 1, 2, 3]);
    }
    expect(commonSymptoms).toHaveLength(8);
  });

  it('has each event once, with the follow-up that belongs to it', () => {
    expect(seriousEvents.map((event) => event.code)).toEqual([...eventCodes]);
    expect(seriousEvents.flatMap((event) => event.followUp ?? []).sort()).toEqual([...followUpCodes].sort());
  });
});
