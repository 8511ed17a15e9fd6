import type { Page } from 'playwright-core';
import { until } from './until.js';
import { type Words, wordsIn } from './words.js';

/** One touch of the finger on the way through a check-in, and the answer that it gives, if any. */
export interface Tap {
  readonly name: string;
  readonly gives: Readonly<Record<string, number>>;
  readonly on: (page: Page, t: Words) => Promise<void>;
}

const walk = (key: string): Tap => ({ name: key, gives: {}, on: (page, t) => page.getByRole('button', { name: t('check-ins', key), exact: true }).tap() });
const choice = (question: string, value: number): Tap =>
  ({ name: `${question} ${value}`, gives: { [question]: value }, on: (page) => page.locator(`main label:has(input[value="${value}"])`).tap() });
const level = (symptom: string, value: number): Tap => ({
  name: `${symptom} ${value}`, gives: { [`symptom.${symptom}`]: value },
  on: (page, t) => page.getByRole('radiogroup', { name: t('check-ins', `symptom.${symptom}`), exact: true }).locator(`label:has(input[value="${value}"])`).tap(),
});
const event = (question: string): Tap => ({ name: question, gives: { [question]: 1 }, on: (page) => page.locator(`label:has(input[value="${question}"])`).tap() });

/** From Today to a complete check-in with everything answered, the red-flag questions of a high score included. */
export const wholeCheckIn: readonly Tap[] = [
  { name: 'check in', gives: {}, on: (page, t) => page.getByRole('link', { name: t('check-ins', 'checkIn'), exact: true }).tap() },
  choice('overall', 8), walk('continue'),
  event('red-flags-none'), walk('continue'),
  level('anxiety', 2), level('headache', 1), level('tremor', 3), walk('continue'),
  choice('sleep', 0), walk('continue'),
  choice('dose', 1), walk('save'),
];

/** The same with a seizure on the way: its help card, back to the questions, and on. */
export const wholeCheckInWithSeizure: readonly Tap[] = wholeCheckIn.flatMap((tap) => (tap.name === 'red-flags-none' ? [event('event.seizure'), walk('backToQuestions')] : [tap]));

/** What the rows have to say after these taps. */
export const givenBy = (taps: readonly Tap[]): Record<string, number> => Object.assign({}, ...taps.map((tap) => tap.gives)) as Record<string, number>;

/** Taps one after the other, as fast as the screen follows. */
export async function tapAll(page: Page, taps: readonly Tap[], language: 'en' | 'es' = 'en'): Promise<void> {
  const t = wordsIn(language);
  for (const tap of taps) await tap.on(page, t).catch((error: unknown) => { throw new Error(`The tap "${tap.name}" could not be made`, { cause: error }); });
}

/** Until the device itself has kept this many answers of check-ins that are not sent yet. */
export const keptOnDevice = (page: Page, answers: number): Promise<unknown> => until(`${answers} answers on the device`, () => page.evaluate((wanted) => new Promise<boolean>((settle, fail) => {
  const opening = indexedDB.open('evenkeel');
  opening.onerror = () => fail(opening.error);
  opening.onsuccess = () => {
    const reading = opening.result.transaction('drafts').objectStore('drafts').getAll();
    reading.onsuccess = () => {
      opening.result.close();
      settle(reading.result.reduce((sum: number, draft: { answers: object }) => sum + Object.keys(draft.answers).length, 0) === wanted);
    };
  };
}), answers));

/** Milliseconds until the device tries by itself to send what waits, by its own clock; below zero when it should have already, `Infinity` when nothing waits. */
export const nextAttemptIn = (page: Page): Promise<number> => page.evaluate(() => new Promise<number>((settle, fail) => {
  const opening = indexedDB.open('evenkeel');
  opening.onerror = () => fail(opening.error);
  opening.onsuccess = () => {
    const reading = opening.result.transaction('queue').objectStore('queue').getAll();
    reading.onsuccess = () => {
      opening.result.close();
      settle(Math.min(...reading.result.map(({ notBefore }: { notBefore: number }) => notBefore - Date.now())));
    };
  };
}));
