import { refuse, type Refusal } from '@evenkeel/kernel';

export type DecimalRefusal = 'missing' | 'not-a-number' | 'two-ways-to-read' | 'too-many-places' | 'too-large';

/** The decimal sign that the reader writes with. */
export type DecimalSign = '.' | ',';

/** The sign of a reader by what a dose looks like to them: "1.5 mg" or "1,5 mg". */
export const signOf = (dose: (micrograms: number) => string): DecimalSign => (dose(1500).includes(',') ? ',' : '.');

const mostDigits = 7;

/**
 * Reads a typed number as whole units of its last place: "0.125" in thousandths is 125. Works on the digits alone; no
 * fraction is ever computed, so nothing is rounded. Both signs are read as decimal signs, but the one that the reader does
 * not write with is refused where it could stand between thousands: "1,000" is one or a thousand.
 */
export function parseDecimal(text: string, places: number, sign: DecimalSign): number | Refusal<DecimalRefusal> {
  const typed = text.trim();
  if (typed === '') return refuse('missing');
  const parts = /^(\d+)(?:([.,])(\d*))?$/.exec(typed) ?? /^()([.,])(\d+)$/.exec(typed);
  if (parts === null) return refuse('not-a-number');
  const [, whole = '', written, after = ''] = parts;
  if (written !== undefined && written !== sign && after.length === 3 && /^[1-9]\d{0,2}$/.test(whole)) return refuse('two-ways-to-read');
  const fraction = after.replace(/0+$/, '');
  if (fraction.length > places) return refuse('too-many-places', null, { places });
  const digits = `${whole}${fraction.padEnd(places, '0')}`.replace(/^0+(?=\d)/, '');
  return digits.length > mostDigits ? refuse('too-large') : Number(digits);
}

/** Milligrams as they are typed, in whole micrograms. */
export const parseMg = (text: string, sign: DecimalSign): number | Refusal<DecimalRefusal> => parseDecimal(text, 3, sign);

/** Percents as they are typed, in ten-thousandths. */
export const parsePercent = (text: string, sign: DecimalSign): number | Refusal<DecimalRefusal> => parseDecimal(text, 2, sign);

/** The number as it is typed: no zero at its end, one before the sign where it needs one. Reading it gives the units back. */
export function writeDecimal(units: number, places: number, sign: DecimalSign): string {
  const padded = String(units).padStart(places + 1, '0');
  const fraction = padded.slice(-places).replace(/0+$/, '');
  return `${padded.slice(0, -places)}${fraction === '' ? '' : `${sign}${fraction}`}`;
}

export const writeMg = (micrograms: number, sign: DecimalSign): string => writeDecimal(micrograms, 3, sign);
export const writePercent = (points: number, sign: DecimalSign): string => writeDecimal(points, 2, sign);
