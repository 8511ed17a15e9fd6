import { refuse, type Refusal } from '@evenkeel/kernel';
import { commonRuns, commonWords } from './common-passwords.js';

export const passwordLength = { atLeast: 12, atMost: 128 } as const;

export type PasswordRefusal = 'password-too-short' | 'password-too-long' | 'password-too-common' | 'password-names-you';

/**
 * The form in which a password is counted, checked and hashed, so that the same keys on two devices give the same
 * bytes (NIST SP 800-63B asks for a normal form). Nothing is trimmed and nothing is folded to lower case.
 */
export const normalisePassword = (password: string): string => password.normalize('NFKC');

/**
 * Whether a password may be used. `null` means that it may.
 *
 * Length is counted in characters as a person counts them, 12 to 128; no mixture of digits and signs is asked for.
 * Refused are passwords that are made of common words, keyboard runs and repetition, or of `context`: what an
 * attacker knows already, such as the name, the address, the organisation. The refusal never repeats the password.
 */
export function checkPassword(password: string, context: readonly string[] = []): Refusal<PasswordRefusal> | null {
  const normal = normalisePassword(password);
  const length = [...normal].length;
  if (length < passwordLength.atLeast) return refuse('password-too-short', 'password', { atLeast: passwordLength.atLeast });
  if (length > passwordLength.atMost) return refuse('password-too-long', 'password', { atMost: passwordLength.atMost });
  if (guessable(normal, wordsOf(context)) && !guessable(normal, [])) return refuse('password-names-you', 'password');
  if (guessable(normal, [])) return refuse('password-too-common', 'password');
  return null;
}

/** What has to be left of a password after everything guessable has been taken out of it. */
const leftAtLeast = 4;

function guessable(password: string, context: readonly string[]): boolean {
  const plain = unmask(password);
  if (new Set(plain).size < 5) return true;
  const words = [...context, ...commonWords, ...commonRuns].map(unmask).sort((one, other) => other.length - one.length);
  const rest = words.reduce((left, word) => left.split(word).join(' '), plain);
  const kept = rest.replace(/[\s\p{P}]/gu, '');
  return [...kept].length < leftAtLeast || isCounting(kept);
}

/** Years, house numbers and the like that people put after a word. */
const isCounting = (text: string): boolean => /^\d+$/.test(text) && text.length <= 8;

const disguises: Readonly<Record<string, string>> = { '@': 'a', '4': 'a', '3': 'e', '1': 'i', '!': 'i', '0': 'o', $: 's', '5': 's', '7': 't' };

/** Lower case, without accents, with the usual disguises undone ("P@ssw0rd" is "password"); runs of digits stay digits. */
function unmask(text: string): string {
  const folded = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return folded.replace(/(?<=[a-z])[@!$013457](?=[a-z])|(?<=^|\W)[@!$013457](?=[a-z])/g, (sign) => disguises[sign] ?? sign);
}

/** The parts of names and addresses that are long enough to matter. */
const wordsOf = (context: readonly string[]): readonly string[] =>
  context.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length >= 4);
