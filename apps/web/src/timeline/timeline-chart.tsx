import { dayFacts, dayAtX, layout, screenTheme, xOfDay, type SceneLane } from '@evenkeel/timeline-scene';
import type { Timeline } from '@evenkeel/timeline-rules';
import { useEffect, useId, useMemo, useRef, useState, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useComfort } from '../shell/comfort-context.js';
import { Legend } from './legend.js';
import { Marks, TimelineSvg } from './timeline-svg.js';
import styles from './timeline.module.css';
import type { TimelineWords } from './use-timeline-words.js';

interface TimelineChartProps {
  readonly timeline: Timeline;
  /** Pixels that there are; the chart may be wider and is then scrolled. */
  readonly room: number;
  readonly stretch: number;
  readonly narrow: boolean;
  readonly lanes: readonly SceneLane[];
  readonly day: number;
  readonly onChoose: (day: number) => void;
  readonly words: TimelineWords;
  /** Id of the sentence that says what the chart says. */
  readonly labelledBy: string;
}

/** The picture, its legend, and a pointer that chooses a day. Nothing floats: what a day says stands below the chart. */
export function TimelineChart({ timeline, room, stretch, narrow, lanes, day, onChoose, words, labelledBy }: TimelineChartProps) {
  const { t } = useTranslation('timeline');
  const { comfort } = useComfort();
  const [hovered, setHovered] = useState<number | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const legend = useId();
  const textScale = Number(comfort.text) / 100;
  const scene = useMemo(
    () => layout(timeline, { width: Math.max(narrow ? 280 : 640, room * stretch), theme: screenTheme, lanes, words: words.scene, narrow, textScale }),
    [timeline, room, stretch, narrow, lanes, words, textScale],
  );
  const scrolls = scene.width > room + 1;
  const facts = dayFacts(timeline, day);
  const score = facts.bucket === null ? null : timeline.buckets.median[facts.bucket] ?? null;

  // The newest days are at the end; and whatever day is chosen has to be in sight.
  const x = xOfDay(scene, day);
  useEffect(() => {
    const box = scroller.current;
    if (box === null || !scrolls) return;
    if (x < box.scrollLeft + 40 || x > box.scrollLeft + box.clientWidth - 24) box.scrollLeft = x - box.clientWidth / 2;
  }, [x, scrolls]);

  const dayUnder = (event: PointerEvent<HTMLElement>): number => dayAtX(scene, event.clientX - event.currentTarget.getBoundingClientRect().left);
  return (
    <figure className={styles.figure} aria-labelledby={labelledBy}>
      <div ref={scroller} className={styles.scroller} {...(scrolls ? { tabIndex: 0, role: 'region', 'aria-label': t('scroller') } : {})}>
        {narrow ? (
          <div className={styles.titles} aria-hidden="true">
            <svg width={Math.min(room, scene.width)} height={scene.height} fontFamily="inherit"><Marks marks={scene.titles} /></svg>
          </div>
        ) : null}
        <div
          className={styles.surface}
          onClick={(event) => onChoose(dayAtX(scene, event.clientX - event.currentTarget.getBoundingClientRect().left))}
          onPointerMove={(event) => { if (event.pointerType === 'mouse') setHovered(dayUnder(event)); }}
          onPointerLeave={() => setHovered(null)}
        >
          <TimelineSvg scene={scene} titles={narrow ? [] : scene.titles} day={day} hovered={hovered} score={score} labelledBy={labelledBy} describedBy={legend} />
        </div>
      </div>
      <p className={styles.readout} aria-hidden="true">{words.day(timeline, hovered ?? day)}</p>
      <figcaption id={legend}><Legend timeline={timeline} lanes={scene.lanes.map(({ lane }) => lane)} steps={scene.marks.some(({ key }) => key === 'steps')} /></figcaption>
    </figure>
  );
}
