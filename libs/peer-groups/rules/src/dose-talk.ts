import { medicineNames } from '@evenkeel/phrases';

/** A place in a text: from the first character up to, not including, the last. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

export type AdviceKind = 'dose' | 'recipe' | 'link';

export interface Advice extends Place {
  readonly kind: AdviceKind;
}

/**
 * "0.5 mg", "2,5ml"; "half a milligram" is left to the reader: a number and a unit, or a percentage of a cut. Every
 * pattern here begins where nothing of its kind stands before and repeats a limited number of times: text comes from anybody.
 */
const amount = /(?<![\d.,])\d{1,9}(?:[.,]\d{1,9})?\s{0,3}(?:mg|mcg|µg|ug|ml|milligrams?|micrograms?|miligramos?|microgramos?|mililitros?|drops?|gotas?|%|percent|por\s*ciento)(?![\p{L}])/giu;
const recipe = /\b(?:titrat\w*|water\s+titration|dissolv\w+|crush\w*|disuelv\w+|disolver|tritur\w+|machac\w+|suspensi[oó]n casera|home\s?-?made (?:liquid|suspension)|vodka|propylene glycol|jeringa|syringe)\b/giu;
const link = /(?:https?:\/\/|www\.)\S+|(?<![\w-])[\w-]{1,63}\.(?:com|org|net|info|io|me|es)\b(?:\/\S*)?|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.]+|(?:\+?\d[\s().-]?){9,}/giu;

/** How far from an amount the name of a medicine, or a word about taking it, still makes it talk about a dose. */
const near = 60;
const taking = /\b(?:cut|cuts|cutting|reduc\w+|taper\w*|dose|doses|dosage|pill|pills|tablet|tablets|drop(?:ped|ping)?|updos\w+|cortar|cort[eé]|baj\w+|dosis|pastillas?|tomo|tom[ao]r|tome|take|took|taking)\b/iu;

/**
 * Places where a text gives an amount near the name of a medicine or a word about taking one, describes how to make a
 * liquid at home, or holds a link, an address or a telephone number. In the order of the text, never overlapping.
 * Finds words and judges nobody: such a post is read by a moderator first.
 */
export function adviceIn(text: string): readonly Advice[] {
  const found = [
    ...places(text, amount).filter((place) => isAboutMedicine(text, place)).map((place): Advice => ({ ...place, kind: 'dose' })),
    ...places(text, recipe).filter((place) => isAboutMedicine(text, place)).map((place): Advice => ({ ...place, kind: 'recipe' })),
    ...places(text, link).map((place): Advice => ({ ...place, kind: 'link' })),
  ].sort((one, other) => one.from - other.from || other.to - one.to);
  return found.filter((each, index) => found.slice(0, index).every((before) => before.to <= each.from));
}

/** The text with every amount replaced by `mask`, for readers who have not asked to see it. */
export function withoutDoses(text: string, mask: string): string {
  const doses = adviceIn(text).filter(({ kind }) => kind === 'dose');
  return doses.reduceRight((rest, { from, to }) => rest.slice(0, from) + mask + rest.slice(to), text);
}

const places = (text: string, pattern: RegExp): Place[] =>
  [...text.matchAll(pattern)].map((match) => ({ from: match.index, to: match.index + match[0].length }));

const names = new RegExp(`(?<![\\p{L}])(?:${medicineNames.join('|')})(?![\\p{L}])`, 'iu');

function isAboutMedicine(text: string, { from, to }: Place): boolean {
  const around = text.slice(Math.max(0, from - near), to + near).normalize('NFD').replace(/\p{M}/gu, '');
  return names.test(around) || taking.test(around);
}
