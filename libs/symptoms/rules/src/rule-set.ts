import { all, any, e0, e1ByMorning, e1Now, e2, knownSeizures, reported } from './cases.js';
import { choices } from './questions.js';
import type { Rule, RuleSet } from './rule.js';

const asam = 'ASAM joint guideline on benzodiazepine tapering 2025';
const tierTable = 'Evenkeel clinical decisions, table of tiers';

const rules: readonly Rule[] = [
  {
    id: 'seizure',
    family: 'seizure',
    // Whoever does not say when it was is answered as if it were now.
    cases: [
      e0(
        all(
          reported('seizure'),
          { kind: 'present' },
          any(
            { kind: 'answer', question: 'seizure-when', is: [choices['seizure-when'].now, choices['seizure-when'].withinADay] },
            { kind: 'unknown', question: 'seizure-when' },
          ),
        ),
      ),
      e1Now(reported('seizure')),
    ],
    locksNextStep: true,
    source: `${asam}, pocket guide p. 9 (seizure as a withdrawal symptom), rec. 5c; a seizure more than 24 hours ago is E1`,
    certainty: 'clinical-consensus',
  },
  {
    id: 'suicidality',
    family: 'suicidality',
    cases: [
      e0({ kind: 'answer', question: 'suicidal-acuity', is: [choices['suicidal-acuity'].yes] }),
      e1Now(reported('suicidal-thoughts'), 'crisis'),
    ],
    locksNextStep: true,
    source: 'NIMH Ask Suicide-Screening Questions toolkit (an acuity question after any yes)',
    certainty: 'guideline',
  },
  {
    id: 'breathing',
    family: 'breathing',
    cases: [e0(reported('unresponsive')), e1Now(any(reported('too-sleepy'), reported('unsteady')))],
    locksNextStep: true,
    source: 'FDA boxed warning on benzodiazepines 2020 (slowed breathing, with opioids above all); sleepiness and unsteadiness as a long-acting medicine adds up: clinical decision 12',
    certainty: 'guideline',
  },
  {
    id: 'overdose',
    family: 'overdose',
    cases: [e0(reported('overdose'))],
    locksNextStep: true,
    source: 'FDA boxed warning on benzodiazepines 2020',
    certainty: 'guideline',
  },
  {
    id: 'chest-pain',
    family: 'chest-pain',
    cases: [e0(reported('chest-pain'))],
    locksNextStep: false,
    source: `${asam}, pocket guide p. 9 lists chest pain; it is never put down to withdrawal from afar`,
    certainty: 'product-decision',
  },
  {
    id: 'confusion',
    family: 'confusion',
    cases: [e0(reported('confused'))],
    locksNextStep: true,
    source: `${asam}, pocket guide p. 9 (delirium, typically after an abrupt stop)`,
    certainty: 'clinical-consensus',
  },
  {
    id: 'psychosis',
    family: 'psychosis',
    cases: [
      e0({ kind: 'answer', question: 'hallucination-insight', is: [choices['hallucination-insight'].yes] }),
      e1Now(reported('hallucinations')),
    ],
    locksNextStep: true,
    source: `${asam}, pocket guide p. 9 (psychosis); lost insight or commanding voices are E0`,
    certainty: 'clinical-consensus',
  },
  {
    id: 'rigidity-fever',
    family: 'rigidity-fever',
    cases: [e0(reported('fever-stiff'))],
    locksNextStep: true,
    source: tierTable,
    certainty: 'product-decision',
  },
  {
    id: 'head-injury',
    family: 'head-injury',
    cases: [e1Now(reported('head-injury'))],
    locksNextStep: false,
    source: tierTable,
    certainty: 'product-decision',
  },
  {
    id: 'akathisia',
    family: 'akathisia',
    cases: [
      e1Now(
        any(
          reported('akathisia'),
          all(
            { kind: 'at-least', question: 'symptom.akathisia', threshold: 'strongSymptom' },
            { kind: 'at-least', question: 'overall', threshold: 'highOverall' },
          ),
        ),
      ),
    ],
    locksNextStep: false,
    source: `${asam}, pocket guide p. 9 (akathisia); strong and with distress is E1`,
    certainty: 'clinical-consensus',
  },
  {
    id: 'abrupt-stop',
    family: 'abrupt-stop',
    cases: [
      e0(all(any(reported('stopped'), reported('ran-out')), knownSeizures)),
      e1Now(any(reported('stopped'), reported('ran-out'))),
      e1Now(all(reported('missed-doses'), { kind: 'risk', factor: 'irregular-regimen', holds: false })),
      e2(reported('missed-doses')),
    ],
    locksNextStep: true,
    source: `${asam}, rec. 2; FDA boxed warning 2020 (seizures after an abrupt stop); two missed daily doses count on four or more days of use a week`,
    certainty: 'guideline',
  },
  {
    id: 'run-out',
    family: 'run-out',
    cases: [e1ByMorning(reported('running-out'))],
    locksNextStep: false,
    source: `${asam}, rec. 2: running out is an abrupt stop; three days or less of supply`,
    certainty: 'product-decision',
  },
  {
    id: 'vomiting',
    family: 'vomiting',
    cases: [e1ByMorning(reported('vomiting'))],
    locksNextStep: false,
    source: tierTable,
    certainty: 'product-decision',
  },
  {
    id: 'pregnancy',
    family: 'pregnancy',
    cases: [e1ByMorning(reported('pregnant'))],
    locksNextStep: true,
    source: `${asam}, rec. 28 (pregnancy is weighed with the patient; never an abrupt stop)`,
    certainty: 'guideline',
  },
  {
    id: 'substance-use',
    family: 'substance-use',
    cases: [e1Now(reported('alcohol-or-opioid'))],
    locksNextStep: false,
    source: 'FDA boxed warnings 2016 and 2020 (opioids, alcohol)',
    certainty: 'guideline',
  },
  {
    id: 'high-score',
    family: 'high-score',
    cases: [e2({ kind: 'high-days' })],
    locksNextStep: false,
    source: `${tierTable}: one high score asks the red-flag questions, several make a flag`,
    certainty: 'product-decision',
  },
  {
    id: 'free-text',
    family: 'free-text',
    cases: [
      { tier: 'E1', ackBy: 'now', help: 'crisis', when: { kind: 'words', match: 'high-risk' } },
      e2({ kind: 'words', match: 'any' }),
    ],
    locksNextStep: false,
    source: 'Words go to a person, never to a verdict: more than half of those in danger had not said so in a questionnaire (vendor report)',
    certainty: 'product-decision',
  },
];

/** The set that ships. An organisation's clinician signs it, may tighten it, and gets a new version by doing so. */
export const ruleSet: RuleSet = {
  version: 1,
  thresholds: {
    highOverall: 8,
    highDays: 3,
    highDaysOf: 4,
    strongSymptom: 3,
    presentHours: 24,
    lateAfterMinutes: 60,
  },
  rules,
};
