import type { Place } from '@evenkeel/peer-groups-rules';
import styles from './peer-groups.module.css';
import { pieces } from './pieces.js';

/** A post with the places that the rules noticed. What they are called stands below, so that colour alone says nothing. */
export function MarkedWords({ words, marks }: { readonly words: string; readonly marks: readonly Place[] }) {
  return <p className={styles.words}>{pieces(words, marks).map(({ text, marked, from }) => (marked ? <mark key={from}>{text}</mark> : text))}</p>;
}
