/** Without the letters and digits that a tired person confuses on paper: no i, l, o, u, 0, 1. */
export const recoveryAlphabet = '23456789abcdefghjkmnpqrstvwxyz';

/** Ten codes of ten signs each: printed once, each good for one sign-in. */
export const recoveryCodeCount = 10;
const length = 10;

/**
 * A code as it is printed, `xxxxx-xxxxx`, made from ten even chances.
 * @param chances whole numbers from 0, each below the length of the alphabet
 */
export const printRecoveryCode = (chances: readonly number[]): string => {
  const signs = chances.slice(0, length).map((chance) => recoveryAlphabet[chance] ?? '').join('');
  return `${signs.slice(0, 5)}-${signs.slice(5)}`;
};

/** What somebody typed from a sheet, in the form that is hashed; `null` if it cannot be a recovery code. Case, blanks and dashes do not matter. */
export function readRecoveryCode(typed: string): string | null {
  const signs = typed.toLowerCase().replace(/[\s-]/g, '');
  return signs.length === length && [...signs].every((sign) => recoveryAlphabet.includes(sign)) ? signs : null;
}

/** What somebody typed from an authenticator app; `null` if it cannot be a one-time code. */
export function readOneTimeCode(typed: string): string | null {
  const digits = typed.replace(/\s/g, '');
  return /^\d{6}$/.test(digits) ? digits : null;
}
