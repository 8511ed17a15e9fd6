/** The first letters of the first two words that begin with one. */
export function initialsOf(name: string): string {
  const letters = name.split(/\s+/).flatMap((word) => /^\p{L}/u.exec(word)?.[0] ?? []);
  return (letters.length === 0 ? name.slice(0, 1) : letters.slice(0, 2).join('')).toLocaleUpperCase();
}
