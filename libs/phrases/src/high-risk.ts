import { phrases } from './high-risk-list.js';
import { plain } from './plain-words.js';

/**
 * The id of the first high-risk phrase in the text, such as `en.kill myself`, or `null`.
 *
 * Whole phrases only, in English and Spanish, whatever the case, the accents and the punctuation. "I do not want to
 * die" is not a hit; "I cannot stop thinking about killing myself" is. Anything in doubt is a hit: the price of a
 * false one is that a person reads a line of text sooner. This routes words to somebody who reads them and says
 * nothing about a patient.
 */
export function highRiskPhrase(text: string): string | null {
  // A line may end inside a phrase or end a sentence that has no full stop: both readings count.
  for (const clause of [...clausesOf(text), ...clausesOf(text.replace(/\s*\n\s*/g, ' '))]) {
    for (const { id, words } of phrases) {
      for (const at of occurrences(clause, words)) {
        if (!isNegated(clause, at, words.length)) return id;
      }
    }
  }
  return null;
}

/** Contractions are spelled out before anything else, so that "don't", "dont" and "do not" are one. */
const spelledOut: readonly (readonly [RegExp, string])[] = [
  [/\bcan'?t\b|\bcannot\b/g, 'can not'],
  [/\bwon'?t\b/g, 'will not'],
  [/\b(do|did|does|is|are|was|were|have|has|had|would|could|should)n'?t\b/g, '$1 not'],
  [/\bi'?m\b/g, 'i am'],
  [/\bi'?ve\b/g, 'i have'],
  [/\bwanna\b/g, 'want to'],
  [/\bgonna\b/g, 'going to'],
];

function clausesOf(text: string): readonly (readonly string[])[] {
  const full = spelledOut.reduce((so, [pattern, by]) => so.replace(pattern, by), plain(text));
  return full
    .split(/[.!?;:,\n]+|\bbut\b|\bpero\b|\bsino\b/)
    .map((clause) => clause.split(/[^a-z0-9]+/).filter((word) => word !== ''))
    .filter((clause) => clause.length > 0);
}

function occurrences(clause: readonly string[], words: readonly string[]): readonly number[] {
  const places: number[] = [];
  for (let at = 0; at + words.length <= clause.length; at += 1) {
    if (words.every((word, offset) => clause[at + offset] === word)) places.push(at);
  }
  return places;
}

const negators = new Set(['not', 'never', 'no', 'nunca', 'jamas', 'sin', 'without']);

/** Words that may stand between a "not" and what it denies. Anything else ends the reach of the "not". */
const carriers = new Set(
  ('i am have had been being any a an the of to about that going planning plan plans intend intending intention thinking think thought thoughts want wanting ' +
    'wanted wish feel feeling do did now currently at all ever me he yo estoy he tengo tenido ganas de en voy a quiero pienso pensando pensar pensado ideas idea ' +
    'planes plan intencion deseo deseos siento ni que ya').split(' '),
);

/** "Why not", "can not": a "not" that denies nothing. */
const emptied = new Set(['why', 'que', 'can']);

/** "No I want to die": an answer whose comma was left out denies nothing of what its writer says next. */
const speakers = new Set(['i', 'yo']);

/** "I never wanted to die so much": the phrase stands after all. */
const intensifiers = new Set(['so', 'more', 'tanto', 'mas']);

function isNegated(clause: readonly string[], at: number, length: number): boolean {
  const following = clause[at + length];
  if (following !== undefined && intensifiers.has(following)) return false;
  for (let place = at - 1; place >= 0; place -= 1) {
    const word = clause[place] ?? '';
    if (word === 'no' && speakers.has(clause[place + 1] ?? '')) return false;
    if (negators.has(word)) return !emptied.has(clause[place - 1] ?? '');
    if (!carriers.has(word)) return false;
  }
  return false;
}

/** Longer than any phrase with what may follow it. */
const longestPhrase = 12;

/**
 * Where the first high-risk phrase of a text stands, in characters of the text as it was written, or `null`; so that whoever
 * reads it finds it at once. Cut out and looked at again, the place is a hit by itself.
 */
export function highRiskPlace(text: string): { readonly from: number; readonly to: number } | null {
  if (highRiskPhrase(text) === null) return null;
  const words = [...text.matchAll(/[\p{L}\p{M}\p{N}'’‘`´]+/gu)].map(({ index, 0: word }) => ({ from: index, to: index + word.length }));
  // What comes after a phrase never takes it back, so the first end that makes a hit is found by halving.
  let [early, late] = [0, words.length - 1];
  while (early < late) {
    const middle = (early + late) >> 1;
    if (highRiskPhrase(text.slice(0, words[middle]?.to)) === null) early = middle + 1;
    else late = middle;
  }
  const to = words[early]?.to ?? text.length;
  // What stands before may: only the shortest piece that ends there and is a hit is looked for, from its end.
  for (let at = early; at >= Math.max(0, early - longestPhrase); at -= 1) {
    const from = words[at]?.from ?? 0;
    if (highRiskPhrase(text.slice(from, to)) !== null) return { from, to };
  }
  return null;
}
