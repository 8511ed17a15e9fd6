import { describe, expect, it } from '@jest/globals';
import { assess, noRiskFactors } from './assess.js';
import { eventCodes } from './events.js';
import { isNoteOfEvent } from './note-of-event.js';
import type { Answer, TextAnswer } from './questions.js';
import { ruleSet } from './rule-set.js';

const now = Date.parse('2026-11-22T14:00:00Z');
const notes = (answers: readonly Answer[], ...texts: readonly TextAnswer[]): readonly string[] => {
  const flags = assess({ answers, texts, previous: [], riskFactors: noRiskFactors, ruleSet, localDate: '2026-11-22', occurredAt: now, now });
  return flags.filter((flag) => !flags.some((event) => isNoteOfEvent(flag, event))).map(({ family, tier }) => `${family} ${tier}`);
};
const happened = (code: string): Answer => ({ question: `event.${code}` as Answer['question'], value: 1 });
const note = (text: string): TextAnswer => ({ question: 'event-note', text });
const doseNote = (text: string): TextAnswer => ({ question: 'dose-note', text });

describe('the note to an event', () => {
  it('goes with every event that can be reported', () => {
    for (const code of eventCodes) expect([code, notes([happened(code)], note('It began after lunch')).filter((each) => each.startsWith('free-text'))]).toEqual([code, []]);
  });

  it.each<[string, readonly Answer[], readonly TextAnswer[], readonly string[]]>([
    ['has an alert of its own without an event', [], [note('Something odd')], ['free-text E2']],
    ['and where no event opened one', [{ question: 'event.seizure', value: -1 }], [note('Something odd')], ['free-text E2']],
    ['and beside a score, which is no event', [{ question: 'symptom.akathisia', value: 3 }, { question: 'overall', value: 9 }], [note('Cannot sit')], ['akathisia E1', 'free-text E2']],
    ['is read sooner with a high-risk phrase in it', [happened('vomiting')], [note('I want to die')], ['free-text E1', 'vomiting E1']],
    ['takes no other words with it', [happened('vomiting')], [note('since noon'), doseNote('took half')], ['vomiting E1', 'free-text E2']],
    ['nor are other words a note to an event', [happened('vomiting')], [doseNote('took half')], ['vomiting E1', 'free-text E2']],
  ])('%s', (_, answers, texts, expected) => {
    expect([...notes(answers, ...texts)].sort()).toEqual([...expected].sort());
  });
});
