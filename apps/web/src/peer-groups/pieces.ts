import type { Place } from '@evenkeel/peer-groups-rules';

interface Piece {
  readonly text: string;
  readonly marked: boolean;
  readonly from: number;
}

/** The text cut at the marks, which do not overlap; put together again it is the text, whatever the marks. */
export function pieces(words: string, marks: readonly Place[]): readonly Piece[] {
  const cut: Piece[] = [];
  let at = 0;
  for (const { from, to } of [...marks].sort((one, other) => one.from - other.from)) {
    if (from < at || to <= from || to > words.length) continue;
    if (from > at) cut.push({ text: words.slice(at, from), marked: false, from: at });
    cut.push({ text: words.slice(from, to), marked: true, from });
    at = to;
  }
  return at < words.length ? [...cut, { text: words.slice(at), marked: false, from: at }] : cut;
}
