import { addDays } from '@evenkeel/taper-rules';
import { dayLine, layoutDoseCurve, screenTheme, type CurveAxes, type CurveLine, type DoseCurve } from '@evenkeel/timeline-scene';
import { memo, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useComfort } from '../../shell/comfort-context.js';
import { Marks } from '../../timeline/timeline-svg.js';
import { useWidth } from '../../timeline/use-width.js';
import styles from './editor.module.css';
import type { CurveFeed } from './use-picture.js';
import type { PlanWords } from './use-plan-words.js';

interface DoseCurveViewProps {
  /** As it is when nothing moves. */
  readonly curve: DoseCurve;
  /** Newer ones, while a finger moves. */
  readonly feed: CurveFeed;
  readonly words: PlanWords;
  /** What the curve says, in a sentence: its name for those who do not see it. */
  readonly sentence: string;
  readonly inEquivalentsOf: string | null;
}

/** The planned dose over time with the ceiling. A slider reads any day; the table of steps says the same in full. */
export const DoseCurveView = memo(function DoseCurveView({ curve: settled, feed, words, sentence, inEquivalentsOf }: DoseCurveViewProps) {
  const { t, i18n } = useTranslation('taper-editor');
  const { comfort } = useComfort();
  const [box, width] = useWidth<HTMLDivElement>();
  /** The curve for which the axes were laid out that others follow in; the turn tells one laying out from the next. */
  const [moving, setMoving] = useState<{ readonly curve: DoseCurve; readonly turn: number } | null>(null);
  const curve = moving?.curve ?? settled;
  const picture = useRef<SVGSVGElement>(null);
  const axes = useRef<CurveAxes | null>(null);
  useEffect(() => {
    feed.current = {
      follow: (next) => setMoving((before) => ({ curve: next, turn: (before?.turn ?? 0) + 1 })),
      axes: () => axes.current,
      draw: (lines) => drawLines(picture.current, lines),
    };
    return () => { feed.current = null; };
  }, [feed]);
  useEffect(() => setMoving(null), [settled]);
  const [chosen, setChosen] = useState(0);
  const slider = useId();
  const day = Math.min(chosen, curve.days - 1);
  const tick = useTicks(i18n.language);
  const scene = useMemo(
    () => layoutDoseCurve(curve, { width: Math.max(260, width), theme: screenTheme, words: { tick, dose: words.dose, drug: words.medicine }, narrow: width < 560, textScale: Number(comfort.text) / 100, isMoving: moving !== null }),
    [curve, moving, width, words, comfort.text, tick],
  );
  useLayoutEffect(() => { axes.current = moving === null ? null : scene.axes; }, [moving, scene]);
  // What is read aloud and in words follows when the finger rests, as the tables do.
  const said = useMemo(() => {
    const at = (points: DoseCurve['total']): number | null => points.findLast((point) => point.day <= day)?.micrograms ?? null;
    const [dose, ceiling] = [at(settled.total), at(settled.ceiling)];
    const facts = { date: words.date(addDays(settled.from, day)), dose: dose === null ? t('nothing') : words.dose(dose) };
    const unit = inEquivalentsOf === null ? '' : ` ${t('curve.equivalents', { medicine: words.medicine(inEquivalentsOf) })}`;
    return (ceiling === null ? t('curve.day', facts) : t('curve.dayCeiling', { ...facts, ceiling: words.dose(ceiling) })) + unit;
  }, [settled, day, words, t, inEquivalentsOf]);
  return (
    <figure className={styles.curve}>
      <div ref={box}>
        <svg ref={picture} role="img" aria-label={sentence} width={scene.width} height={scene.height} viewBox={`0 0 ${scene.width} ${scene.height}`} fontFamily="inherit" data-curve-days={curve.days}>
          {/* What was drawn past React is never taken for what it has drawn itself. */}
          <Marks key={moving?.turn ?? 0} marks={scene.marks} />
          <path d={dayLine(scene, day)} stroke="var(--focus)" strokeWidth={2} />
        </svg>
      </div>
      <figcaption className={styles.legend}>
        <span><Line dash={undefined} width={2.2} />{t('curve.planned')}</span>
        <span><Line dash="1.5 3.5" width={1.6} />{t('curve.ceiling')}</span>
        {curve.breaches.length > 0 ? <span><svg width="14" height="12" aria-hidden="true"><path d="M3,2l8,8m0,-8l-8,8" stroke="var(--text)" strokeWidth="2" /></svg>{t('curve.breach')}</span> : null}
        {curve.other.length > 0 ? <span><Line dash="6 4" width={1.6} />{t('curve.held')}</span> : null}
      </figcaption>
      <label htmlFor={slider}>{t('curve.slider')}</label>
      <input id={slider} type="range" className={styles.range} min={0} max={curve.days - 1} step={1} value={day} aria-valuetext={said} onChange={(event) => setChosen(Number(event.target.value))} />
      <p className={styles.readout} aria-hidden="true">{said}</p>
    </figure>
  );
});

/** Puts lines in the place of those on the screen, and nothing else: a frame of a slider has no time for more. */
function drawLines(picture: SVGSVGElement | null, lines: readonly CurveLine[]): void {
  for (const { key, d } of lines) picture?.querySelector(`[data-mark="${key}"]`)?.setAttribute('d', d);
}

/** Names of days and months below the curve. Each style is made ready once. */
function useTicks(language: string): (date: string, style: string) => string {
  return useMemo(() => {
    const names = new Map<string, Intl.DateTimeFormat>();
    return (date, style) => {
      const year = style.endsWith('year') ? { year: 'numeric' } as const : {};
      const parts = style.startsWith('day') ? { day: 'numeric', month: 'short', ...year } as const : { month: 'short', ...year } as const;
      const known = names.get(style) ?? new Intl.DateTimeFormat(language, { ...parts, timeZone: 'UTC' });
      names.set(style, known);
      return known.format(new Date(`${date}T12:00:00Z`));
    };
  }, [language]);
}

function Line({ dash, width }: { readonly dash: string | undefined; readonly width: number }) {
  return <svg width="26" height="10" aria-hidden="true"><path d="M1,5H25" stroke="var(--text)" strokeWidth={width} strokeDasharray={dash} /></svg>;
}
