/** Letters and digits without case and accents. */
const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N} ]/gu, ' ');

const wordsOf = (text: string): readonly string[] => plain(text).split(' ').filter((word) => word.length >= 3);

/**
 * Whether a made-up name leads to a real one: it holds a word of it of three letters or more, alone or inside another word,
 * or all of it is in one of those. "Alder" is too near to "Alder Quinn", and so is "quinn_77" or "Quinnie".
 */
export function isNearTo(madeUp: string, real: string): boolean {
  const joined = plain(madeUp).replaceAll(' ', '');
  if (joined === '') return false;
  const words = [...wordsOf(real), plain(real).replaceAll(' ', '')].filter((word) => word.length >= 3 && !common.has(word));
  return words.some((word) => joined.includes(word) || (joined.length >= 4 && word.includes(joined)));
}

/** Words of the names of clinics that say nothing about which one. */
const common = new Set(['clinic', 'clinica', 'centre', 'center', 'centro', 'hospital', 'health', 'salud', 'the', 'and', 'del', 'las', 'los', 'demo']);
