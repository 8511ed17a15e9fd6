/** Small letters without accents, with straight apostrophes: what is left when only the words matter. Keeps line breaks. */
export const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[’‘`´]/g, "'").toLowerCase();
