import { describe, expect, it } from '@jest/globals';
import { checkAnswers, currentTemplate, type Screen } from '@evenkeel/check-ins-rules';
import { isRefusal } from '@evenkeel/kernel';
import { seriousEvents, type Answer } from '@evenkeel/symptoms-rules';
import fc from 'fast-check';
import { eventAnswers, goesAtOnce, hasRoom, helpAfter, pickerOrder, placeAt, sameAgain } from './flow.js';

const daily = currentTemplate('daily');
const serious = currentTemplate('serious');
const calm = { localDate: '2026-03-01', redFlagsLastAskedOn: '2026-03-01' };
const screenOf = (template: typeof daily, code: string): Screen => {
  const screen = template.screens.find((each) => each.code === code);
  if (!screen) throw new Error(code);
  return screen;
};
const applied = (before: readonly Answer[], changed: readonly Answer[]): readonly Answer[] => [
  ...before.filter((each) => !changed.some((one) => one.question === each.question)),
  ...changed,
];

describe('the flow of a check-in', () => {
  it('takes at most 15 taps with the red-flag questions and 13 without, and two more on the few days after a switch', () => {
    // One tap to begin, one per answer, three symptoms, one per Continue.
    const taps = (screens: readonly Screen[]): number => 1 + screens.reduce((sum, screen) => sum + (screen.kind === 'picker' ? 3 : 1) + 1, 0);
    expect(taps(daily.screens)).toBeLessThanOrEqual(17);
    expect(taps(daily.screens.filter((screen) => screen.condition !== 'sedation-due'))).toBeLessThanOrEqual(15);
    expect(taps(daily.screens.filter((screen) => screen.condition === 'always'))).toBeLessThanOrEqual(13);
  });

  it('goes from screen to screen and brings in the red flags after a high score', () => {
    const low: Answer[] = [{ question: 'overall', value: 5 }];
    expect(placeAt(null, daily, low, calm)).toMatchObject({ number: 1, of: 4, before: null, after: 'symptoms' });
    expect(placeAt('overall', daily, [{ question: 'overall', value: 8 }], calm)).toMatchObject({ number: 1, of: 5, after: 'red-flags' });
    expect(placeAt('dose', daily, low, calm).after).toBeNull();
  });

  it.each(['red-flags', 'sedation'])('never reports "none of these" beside one of these, whatever is tapped (%s)', (code) => {
    const screen = screenOf(daily, code);
    fc.assert(fc.property(fc.array(fc.constantFrom(...screen.questions), { maxLength: 20 }), (taps) => {
      let answers: readonly Answer[] = [];
      for (const tap of taps) {
        const chosen = screen.questions.filter((question) => answers.some((each) => each.question === question && each.value >= 0));
        const wanted = chosen.includes(tap) ? chosen.filter((each) => each !== tap) : [...chosen, tap];
        answers = applied(answers, eventAnswers(screen, answers, wanted));
        expect(answers.some((each) => each.question === tap && each.value >= 0)).toBe(!chosen.includes(tap));
        expect(isRefusal(checkAnswers(daily, { answers }))).toBe(false);
      }
    }));
  });

  it('offers no fourth symptom, and own symptoms first', () => {
    const screen = screenOf(daily, 'symptoms');
    const three: Answer[] = screen.questions.slice(0, 3).map((question) => ({ question, value: 1 }));
    expect(screen.questions.filter((question) => hasRoom(screen, three, question))).toEqual(screen.questions.slice(0, 3));
    expect(pickerOrder(screen, ['tremor', 'tinnitus'])[0]).toBe('symptom.tremor');
    expect([...pickerOrder(screen, ['tremor'])].sort()).toEqual([...screen.questions].sort());
  });

  it('repeats last time, but never more than may be picked', () => {
    const screen = screenOf(daily, 'symptoms');
    const last = screen.questions.map((question) => ({ question, value: 1 }));
    expect(sameAgain(screen, last)).toHaveLength(3);
    expect(sameAgain(screen, [{ question: 'sleep', value: 2 }, { question: 'symptom.tremor', value: null }])).toEqual([]);
  });

  it('shows help and sends at once for a seizure, for thoughts of suicide and for everything that is an emergency', () => {
    for (const code of ['seizure', 'suicidal-thoughts', 'unresponsive', 'overdose', 'chest-pain', 'confused', 'fever-stiff'] as const) {
      const changed: Answer[] = [{ question: `event.${code}`, value: 1 }];
      const help = helpAfter([], changed);
      expect([code, help !== null, goesAtOnce(changed, help?.card ?? null)]).toEqual([code, true, true]);
    }
    expect(helpAfter([], [{ question: 'overall', value: 5 }])).toBeNull();
    expect(goesAtOnce([{ question: 'suicidal-acuity', value: 0 }], null)).toBe(true);
    expect(goesAtOnce([{ question: 'sleep', value: 0 }], null)).toBe(false);
  });

  it('shows a card for every serious event, also for one that the rules count together with an earlier one', () => {
    let before: readonly Answer[] = [];
    for (const { code } of seriousEvents) {
      const changed: Answer[] = [{ question: `event.${code}`, value: 1 }];
      expect([code, helpAfter(before, changed) !== null]).toEqual([code, true]);
      before = applied(before, changed);
    }
  });

  it('can report every serious event', () => {
    const screen = screenOf(serious, 'events');
    for (const { code } of seriousEvents) expect(eventAnswers(screen, [], [`event.${code}`])).toEqual([{ question: `event.${code}`, value: 1 }]);
  });
});
