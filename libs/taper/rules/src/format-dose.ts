import type { BasisPoints, Micrograms } from './dose-step.js';

/**
 * How a reader writes numbers. Plain `en` is American usage and plain `es` is Spanish usage with a decimal comma;
 * `es-US` and `es-MX` keep the point, because it is what the pharmacy label in that country says.
 */
export type DoseLocale = 'en' | 'en-US' | 'en-GB' | 'es' | 'es-ES' | 'es-US' | 'es-MX';

const noBreak = '\u00a0';

/**
 * A dose as it is written for patient and clinician alike: "0.5 mg", "1 mg", "50 micrograms".
 *
 * What holds: a leading zero always, a trailing zero never ("1.0" can be read as 10), no thousands separator, the
 * unit never breaks away from its number, micrograms in full (never "mcg" or "µg"), and the figure is exact: it is
 * cut from the digits, no fraction is ever computed. Milligrams from 100 micrograms upwards, as on labels of
 * 0.125 mg tablets; micrograms below, where "0.05 mg" invites a slip of ten.
 *
 * Throws a RangeError for what cannot be a dose (negative, not whole).
 */
export function formatDose(dose: Micrograms, locale: DoseLocale = 'en'): string {
  const digits = wholeDigits(dose);
  if (dose > 0 && dose < 100) return `${digits}${noBreak}${microgramsWord(dose, locale)}`;
  return `${decimal(digits, 3, locale)}${locale === 'en-GB' ? '' : noBreak}mg`;
}

/** Basis points as a percentage with at most two decimals, in the same manner: "12.5 %" as "12.5%" in English, "12,5 %" in Spanish. */
export function formatPercent(points: BasisPoints, locale: DoseLocale = 'en'): string {
  const space = locale.startsWith('es') ? noBreak : '';
  return `${decimal(wholeDigits(points), 2, locale)}${space}%`;
}

/** Puts the point `places` digits from the end, with the zero before it that is needed and none after it that is not. */
function decimal(digits: string, places: number, locale: DoseLocale): string {
  const padded = digits.padStart(places + 1, '0');
  const whole = padded.slice(0, -places);
  const fraction = padded.slice(-places).replace(/0+$/, '');
  if (fraction === '') return whole;
  return `${whole}${usesComma(locale) ? ',' : '.'}${fraction}`;
}

const usesComma = (locale: DoseLocale): boolean => locale === 'es' || locale === 'es-ES';

function microgramsWord(dose: Micrograms, locale: DoseLocale): string {
  if (locale.startsWith('es')) return dose === 1 ? 'microgramo' : 'microgramos';
  return dose === 1 ? 'microgram' : 'micrograms';
}

function wholeDigits(amount: number): string {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError('A dose is a whole number of micrograms, zero or more');
  return String(amount);
}
