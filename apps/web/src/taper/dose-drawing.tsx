import type { Drawn, DrawnPart, DrawnSyringe, DrawnUnits } from './drawn-amount.js';
import styles from './dose-drawing.module.css';

interface Writers {
  readonly volume: (microlitres: number) => string;
  readonly number: (value: number) => string;
}

/**
 * An amount as it looks in the hand. The words beside it say the same, so a screen reader passes it over.
 * `volume` writes microlitres for the reader, `number` a bare figure.
 */
export function DoseDrawing({ drawn, ...writers }: Writers & { readonly drawn: Drawn }) {
  return drawn.kind === 'units' ? <Units drawn={drawn} /> : <Syringes drawn={drawn} {...writers} />;
}

function Units({ drawn }: { readonly drawn: DrawnUnits }) {
  return (
    <div className={styles.units} aria-hidden="true">
      {drawn.parts.map((part, place) => <Unit key={place} look={drawn.look} part={part} />)}
    </div>
  );
}

/** What is there is a closed shape; what was split off is a broken line, so that a half never passes for a whole. */
function Unit({ look, part }: { readonly look: DrawnUnits['look']; readonly part: DrawnPart }) {
  if (look === 'capsule') {
    return (
      <svg width="60" height="30" viewBox="0 0 60 30">
        <rect x="3" y="4" width="54" height="22" rx="11" className={styles.body} />
        <line x1="30" y1="4" x2="30" y2="26" className={styles.line} />
      </svg>
    );
  }
  if (look === 'drop') {
    return <svg width="24" height="32" viewBox="0 0 24 32"><path d="M12 2 C12 2 3 14 3 20 A9 9 0 0 0 21 20 C21 14 12 2 12 2 Z" className={styles.body} /></svg>;
  }
  return (
    <svg width="46" height="46" viewBox="0 0 46 46">
      {part === 'whole' ? (
        <>
          <circle cx="23" cy="23" r="20" className={styles.body} />
          <line x1="23" y1="6" x2="23" y2="40" className={styles.line} />
        </>
      ) : (
        <>
          <circle cx="23" cy="23" r="20" className={styles.gone} />
          <path d={part === 'half' ? 'M23 3 A20 20 0 0 0 23 43 Z' : 'M23 23 L23 3 A20 20 0 0 0 3 23 Z'} className={styles.body} />
        </>
      )}
    </svg>
  );
}

const left = 34;
const width = 240;

/** A syringe for each volume, its plunger at the mark. How often it is filled is said in words. */
function Syringes({ drawn, volume, number }: Writers & { readonly drawn: DrawnSyringe }) {
  const at = (ul: number): number => left + (ul * width) / drawn.capacityUl;
  return (
    <div className={styles.syringes} aria-hidden="true">
      {drawn.fillings.map(({ ul }) => (
        <svg key={ul} viewBox="0 0 330 78">
          <rect x={left} y="24" width={at(ul) - left} height="26" className={styles.fill} />
          <path d={`M${left} 24 H${left + width} V18 M${left + width} 50 V56 M${left} 50 H${left + width} M${left} 24 V50 M${left} 34 H8 M${left} 40 H8`} className={styles.edge} />
          {drawn.ticks.map((tick) => <line key={tick.ul} x1={at(tick.ul)} x2={at(tick.ul)} y1="50" y2={tick.isLong ? 40 : 45} className={styles.tick} />)}
          <path d={`M${at(ul)} 24 V50 M${at(ul)} 37 H${at(ul) + 46} M${at(ul) + 46} 28 V46`} className={styles.mark} />
          <text x={at(ul)} y="15" textAnchor="middle" className={styles.figure}>{volume(ul)}</text>
          {[0, drawn.capacityUl].map((end) => <text key={end} x={at(end)} y="70" textAnchor="middle" className={styles.scale}>{number(end / 1000)}</text>)}
        </svg>
      ))}
    </div>
  );
}
