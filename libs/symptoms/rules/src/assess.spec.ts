import { describe, expect, it } from '@jest/globals';
import { tiers } from '@evenkeel/escalation-rules';
import fc from 'fast-check';
import { assess, noRiskFactors, type Assessment, type Flag } from './assess.js';
import { eventCodes } from './events.js';
import { helpFor, helpForAll, helpForText } from './help-card.js';
import { questions, type Answer, type QuestionCode } from './questions.js';
import { ruleSet } from './rule-set.js';

const hour = 3_600_000;
const now = Date.parse('2026-11-22T14:00:00Z');

const about = (more: Partial<Assessment> & { said?: Partial<Record<QuestionCode, number>> }): readonly Flag[] => {
  const { said = {}, ...rest } = more;
  return assess({
    answers: answersOf(said),
    texts: [],
    previous: [],
    riskFactors: noRiskFactors,
    ruleSet,
    localDate: '2026-11-22',
    occurredAt: now,
    now,
    ...rest,
  });
};
const answersOf = (said: Partial<Record<QuestionCode, number>>): readonly Answer[] =>
  Object.entries(said).map(([question, value]) => ({ question: question as QuestionCode, value }));
const short = (flags: readonly Flag[]): string => flags.map((flag) => `${flag.family} ${flag.tier} ${flag.ackBy}`).join(', ');

describe('assess', () => {
  it.each<[string, Partial<Record<QuestionCode, number>>, string]>([
    ['nothing said', {}, ''],
    ['an ordinary day', { overall: 4, sleep: 1, dose: 1, 'symptom.tremor': 2 }, ''],
    ['one high score alone', { overall: 10 }, ''],
    ['a seizure now', { 'event.seizure': 1, 'seizure-when': 0 }, 'seizure E0 now'],
    ['a seizure within a day', { 'event.seizure': 1, 'seizure-when': 1 }, 'seizure E0 now'],
    ['a seizure longer ago', { 'event.seizure': 1, 'seizure-when': 2 }, 'seizure E1 now'],
    ['a seizure, time not answered', { 'event.seizure': 1 }, 'seizure E0 now'],
    ['a seizure, time skipped', { 'event.seizure': 1, 'seizure-when': -1 }, 'seizure E0 now'],
    ['a seizure skipped', { 'event.seizure': -1 }, ''],
    ['thoughts with acuity', { 'event.suicidal-thoughts': 1, 'suicidal-acuity': 1 }, 'suicidality E0 now'],
    ['thoughts without acuity', { 'event.suicidal-thoughts': 1, 'suicidal-acuity': 0 }, 'suicidality E1 now'],
    ['thoughts, acuity skipped', { 'event.suicidal-thoughts': 1, 'suicidal-acuity': -1 }, 'suicidality E1 now'],
    ['thoughts, acuity not answered yet', { 'event.suicidal-thoughts': 1 }, 'suicidality E1 now'],
    ['somebody unresponsive', { 'event.unresponsive': 1 }, 'breathing E0 now'],
    ['an overdose', { 'event.overdose': 1 }, 'overdose E0 now'],
    ['chest pain', { 'event.chest-pain': 1 }, 'chest-pain E0 now'],
    ['very confused', { 'event.confused': 1 }, 'confusion E0 now'],
    ['voices that command', { 'event.hallucinations': 1, 'hallucination-insight': 1 }, 'psychosis E0 now'],
    ['seeing things, known as such', { 'event.hallucinations': 1, 'hallucination-insight': 0 }, 'psychosis E1 now'],
    ['seeing things, not said more', { 'event.hallucinations': 1 }, 'psychosis E1 now'],
    ['fever and stiffness', { 'event.fever-stiff': 1 }, 'rigidity-fever E0 now'],
    ['a fall on the head', { 'event.head-injury': 1 }, 'head-injury E1 now'],
    ['so sleepy after a switch', { 'event.too-sleepy': 1 }, 'breathing E1 now'],
    ['unsteady after a switch', { 'event.unsteady': 1 }, 'breathing E1 now'],
    ['sleepy, and breathing slowly', { 'event.too-sleepy': 1, 'event.unresponsive': 1 }, 'breathing E0 now'],
    ['cannot sit still', { 'event.akathisia': 1 }, 'akathisia E1 now'],
    ['strong restlessness on a bad day', { 'symptom.akathisia': 3, overall: 8 }, 'akathisia E1 now'],
    ['strong restlessness on a fair day', { 'symptom.akathisia': 3, overall: 7 }, ''],
    ['moderate restlessness on a bad day', { 'symptom.akathisia': 2, overall: 9 }, ''],
    ['alcohol or opioid', { 'event.alcohol-or-opioid': 1 }, 'substance-use E1 now'],
    ['I have stopped', { 'event.stopped': 1 }, 'abrupt-stop E1 now'],
    ['two doses missed', { 'event.missed-doses': 1 }, 'abrupt-stop E1 now'],
    ['none left', { 'event.ran-out': 1 }, 'abrupt-stop E1 now'],
    ['three days left', { 'event.running-out': 1 }, 'run-out E1 by-0800'],
    ['cannot keep doses down', { 'event.vomiting': 1 }, 'vomiting E1 by-0800'],
    ['pregnant', { 'event.pregnant': 1 }, 'pregnancy E1 by-0800'],
    ['an E1 of an earlier rule after an E0', { 'event.suicidal-thoughts': 1, 'event.overdose': 1 }, 'overdose E0 now, suicidality E1 now'],
    ['several at once, worst first', { 'event.vomiting': 1, 'event.seizure': 1 }, 'seizure E0 now, vomiting E1 by-0800'],
  ])('%s', (_, said, expected) => {
    expect(short(about({ said }))).toBe(expected);
  });

  it.each<[string, Partial<Assessment>, string]>([
    ['a seizure history makes a stop an emergency', { answers: answersOf({ 'event.stopped': 1 }) }, 'abrupt-stop E0 now'],
    ['and so does an empty box', { answers: answersOf({ 'event.ran-out': 1 }) }, 'abrupt-stop E0 now'],
    ['but not two missed doses', { answers: answersOf({ 'event.missed-doses': 1 }) }, 'abrupt-stop E1 now'],
  ])('%s', (_, more, expected) => {
    expect(short(about({ riskFactors: { seizureHistory: true, regimenDaysPerWeek: null }, ...more }))).toBe(expected);
  });

  it.each([
    [3, 'abrupt-stop E2 within-24h'],
    [4, 'abrupt-stop E1 now'],
    [7, 'abrupt-stop E1 now'],
    [null, 'abrupt-stop E1 now'],
  ])('counts two missed doses at %p days of use a week as %s', (regimenDaysPerWeek, expected) => {
    const riskFactors = { seizureHistory: false, regimenDaysPerWeek };
    expect(short(about({ said: { 'event.missed-doses': 1 }, riskFactors }))).toBe(expected);
  });

  it.each([
    [0, 'E0', false],
    [1, 'E0', false],
    [2, 'E0', true],
    [24, 'E0', true],
    [24.1, 'E1', true],
    [80, 'E1', true],
    [-5, 'E0', false],
  ])('tiers a seizure that was reported %p hours ago by the time of the event: %s', (hours, tier, late) => {
    const [flag] = about({ said: { 'event.seizure': 1, 'seizure-when': 0 }, occurredAt: now - hours * hour });
    expect(flag).toMatchObject({ tier, late, locksNextStep: true });
    if (tier === 'E0') expect(flag?.inputs).toMatchObject({ answeredMinutesAgo: Math.max(0, hours * 60) });
  });

  it('never lowers thoughts of ending a life because the phone was offline', () => {
    const [flag] = about({ said: { 'event.suicidal-thoughts': 1, 'suicidal-acuity': 1 }, occurredAt: now - 90 * hour });
    expect(flag).toMatchObject({ tier: 'E0', late: true });
  });

  const high = (...days: number[]): Assessment['previous'] => days.map((day) => ({ localDate: `2026-11-${day}`, overall: 8 }));

  it.each<[string, number | undefined, Assessment['previous'], string]>([
    ['three of four days', 8, high(21, 19), 'high-score E2 within-24h'],
    ['three days in a row', 9, high(20, 21), 'high-score E2 within-24h'],
    ['two days', 9, high(21), ''],
    ['an old third day', 8, high(21, 18), ''],
    ['the same day twice', 8, [...high(21), ...high(21)], ''],
    ['today itself does not count twice', 8, [...high(21), ...high(22)], ''],
    ['a fair day today', 7, high(19, 20, 21), ''],
    ['a skipped score today', -1, high(19, 20, 21), ''],
    ['not sure today', -2, high(19, 20, 21), ''],
    ['no score today', undefined, high(19, 20, 21), ''],
  ])('high scores: %s', (_, overall, previous, expected) => {
    expect(short(about({ said: overall === undefined ? {} : { overall }, previous }))).toBe(expected);
  });

  it('counts days across a change of month', () => {
    const previous = [
      { localDate: '2026-02-27', overall: 9 },
      { localDate: '2026-02-28', overall: 9 },
    ];
    expect(short(about({ said: { overall: 9 }, localDate: '2026-03-02', previous }))).toBe('high-score E2 within-24h');
  });

  it.each([
    ['Took it at eleven instead', 'free-text E2 within-24h'],
    ['I want to die', 'free-text E1 now'],
    ['I do not want to die', 'free-text E2 within-24h'],
    ['   ', ''],
  ])('reads %j as %s', (text, expected) => {
    const flags = about({ texts: [{ question: 'dose-note', text }] });
    expect(short(flags)).toBe(expected);
    expect(JSON.stringify(flags)).not.toContain('eleven');
  });

  it('gives one flag for words in two places, the worse one', () => {
    const texts = [
      { question: 'dose-note', text: 'late again' },
      { question: 'event-note', text: 'quiero morir' },
    ] as const;
    expect(about({ texts })).toMatchObject([{ tier: 'E1', questions: ['event-note'], inputs: { phrase: 'es.quiero morir' } }]);
  });

  it('says why, with version, inputs and source', () => {
    expect(about({ said: { 'event.seizure': 1, 'seizure-when': 1, overall: 3 }, occurredAt: now - 5 * 60_000 })).toEqual([
      {
        family: 'seizure',
        tier: 'E0',
        ackBy: 'now',
        help: 'emergency',
        ruleId: 'seizure',
        ruleVersion: 1,
        caseIndex: 0,
        questions: ['event.seizure', 'seizure-when'],
        inputs: { 'event.seizure': 1, 'seizure-when': 1, presentHours: 24, answeredMinutesAgo: 5 },
        locksNextStep: true,
        late: false,
        source: expect.stringContaining('ASAM'),
      },
    ]);
  });

  it('follows the thresholds of its rule set', () => {
    const tighter = { ...ruleSet, version: 2, thresholds: { ...ruleSet.thresholds, highOverall: 6, highDays: 1 } };
    expect(about({ said: { overall: 6 }, ruleSet: tighter })).toMatchObject([{ family: 'high-score', ruleVersion: 2 }]);
  });
});

const anyAnswers = fc
  .tuple(...questions.map((question) => fc.option(fc.constantFrom(...question.values, -1), { nil: undefined, freq: 2 })))
  .map((values) => values.flatMap((value, place) => (value === undefined ? [] : [{ question: (questions[place] ?? { code: 'overall' as const }).code, value }])));

describe('laws of assess', () => {
  const worst = (flags: readonly Flag[], family: string): number => {
    const found = flags.filter((flag) => flag.family === family).map((flag) => tiers.indexOf(flag.tier));
    return found.length === 0 ? tiers.length : Math.min(...found);
  };

  it('gives at most one flag a family, worst first, and does not depend on the order of answers', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const flags = about({ answers });
        expect(new Set(flags.map((flag) => flag.family)).size).toBe(flags.length);
        expect(flags.map((flag) => flag.tier)).toEqual(flags.map((flag) => flag.tier).sort());
        expect(about({ answers: [...answers].reverse() })).toEqual(flags);
      }),
    );
  });

  it('an event reported is never lost among other answers', () => {
    fc.assert(
      fc.property(anyAnswers, fc.constantFrom(...eventCodes), (answers, event) => {
        const question = `event.${event}` as const;
        const alone = about({ answers: [{ question, value: 1 }] });
        const among = about({ answers: [...answers.filter((each) => each.question !== question && each.question !== 'seizure-when'), { question, value: 1 }] });
        for (const flag of alone) expect(worst(among, flag.family)).toBeLessThanOrEqual(tiers.indexOf(flag.tier));
      }),
    );
  });

  it('a known risk never lowers a tier', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const without = about({ answers });
        const known = about({ answers, riskFactors: { seizureHistory: true, regimenDaysPerWeek: null } });
        for (const flag of without) expect(worst(known, flag.family)).toBeLessThanOrEqual(tiers.indexOf(flag.tier));
      }),
    );
  });
});

describe('the help card', () => {
  it('is shown for every single answer that makes an E0 or E1', () => {
    const risks = [noRiskFactors, { seizureHistory: true, regimenDaysPerWeek: 7 }];
    let urgent = 0;
    for (const riskFactors of risks) {
      for (const { code, values } of questions) {
        for (const value of values) {
          const flags = about({ answers: [{ question: code, value }], riskFactors }).filter((flag) => flag.tier === 'E0' || flag.tier === 'E1');
          if (flags.length === 0) continue;
          urgent += 1;
          expect([code, value, helpFor({ question: code, value }, { riskFactors })]).not.toContain(null);
          // The device may not know the history: there is a card all the same.
          expect([code, value, helpFor({ question: code, value })]).not.toContain(null);
        }
      }
    }
    expect(urgent).toBeGreaterThanOrEqual(eventCodes.length * risks.length);
  });

  it('is shown by the answer that completes an E0 or E1, whatever came before', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const urgent = about({ answers }).filter((flag) => flag.tier === 'E0' || flag.tier === 'E1');
        for (const flag of urgent) {
          expect(flag.help).not.toBeNull();
          const shown = answers.filter((answer) => helpFor(answer, { soFar: answers }) !== null).map((answer) => answer.question);
          expect(flag.questions.some((question) => (shown as readonly string[]).includes(question))).toBe(true);
        }
      }),
    );
  });

  it('is shown for everything under "Something serious happened"', () => {
    for (const event of eventCodes) expect(helpFor({ question: `event.${event}`, value: 1 })).not.toBeNull();
  });

  it.each<[string, Answer, readonly Answer[], string | null]>([
    ['a seizure', { question: 'event.seizure', value: 1 }, [], 'emergency'],
    ['a seizure, now', { question: 'seizure-when', value: 0 }, answersOf({ 'event.seizure': 1 }), 'emergency'],
    ['thoughts of ending my life', { question: 'event.suicidal-thoughts', value: 1 }, [], 'crisis'],
    ['with acuity', { question: 'suicidal-acuity', value: 1 }, answersOf({ 'event.suicidal-thoughts': 1 }), 'emergency'],
    ['without acuity', { question: 'suicidal-acuity', value: 0 }, answersOf({ 'event.suicidal-thoughts': 1 }), null],
    ['pregnant', { question: 'event.pregnant', value: 1 }, [], 'urgent'],
    ['none of these', { question: 'red-flags-none', value: 1 }, [], null],
    ['a high score', { question: 'overall', value: 10 }, [], null],
    ['sleep, after a seizure', { question: 'sleep', value: 0 }, answersOf({ 'event.seizure': 1 }), null],
    ['a seizure taken back', { question: 'event.seizure', value: -1 }, answersOf({ 'event.seizure': 1 }), null],
  ])('%s', (_, answer, soFar, card) => {
    expect(helpFor(answer, { soFar })).toBe(card);
  });

  it('follows what has been said so far', () => {
    expect(helpForAll(answersOf({ 'event.seizure': 1 }))).toBe('emergency');
    expect(helpForAll(answersOf({ 'event.seizure': 1, 'seizure-when': 2 }))).toBe('urgent');
    expect(helpForAll(answersOf({ 'event.seizure': -1, 'seizure-when': 2 }))).toBeNull();
    expect(helpForAll(answersOf({ 'event.suicidal-thoughts': 1, 'suicidal-acuity': 0 }))).toBe('crisis');
    expect(helpForAll(answersOf({ 'event.stopped': 1 }), [], { riskFactors: { seizureHistory: true, regimenDaysPerWeek: null } })).toBe('emergency');
  });

  it('is shown for words that cannot wait, and for no others', () => {
    expect(helpForText({ question: 'dose-note', text: 'I want to die' })).toBe('crisis');
    expect(helpForText({ question: 'dose-note', text: 'one hour late' })).toBeNull();
  });
});
