import { Timeline as TimelineOf } from '@evenkeel/api-client';
import { sceneLanes, addDays, daysBetween, plotWidth } from '@evenkeel/timeline-scene';
import type { Timeline } from '@evenkeel/timeline-rules';
import { useCallback, useId, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.js';
import { Muted } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { Empty, ErrorState, Loading, StatusLine } from '../kit/states.js';
import { useFormat } from '../language/use-format.js';
import { useComfort } from '../shell/comfort-context.js';
import { useSignedIn } from '../shell/session-context.js';
import { useOnline } from '../shell/use-online.js';
import { useOperation } from '../shell/use-operation.js';
import { DayCard, type DayCardParts } from './day-card.js';
import { DaySlider } from './day-slider.js';
import { hiddenLanes, keepHiddenLanes } from './lane-memory.js';
import { LanesChoice } from './lanes-choice.js';
import { OverviewStrip } from './overview-strip.js';
import { SpanChoice } from './span-choice.js';
import { dayOf, firstView, type Known, type Span, type View } from './span.js';
import { TimelineChart } from './timeline-chart.js';
import { TimelineTable } from './timeline-table.js';
import styles from './timeline.module.css';
import { timelineFrom, timelineTopics, useTimeline } from './use-timeline.js';
import { useTimelineWords, type TimelineWords } from './use-timeline-words.js';
import { useWidth } from './use-width.js';
import { Withheld } from './withheld.js';

interface TimelineViewProps extends DayCardParts {
  readonly patientId: string;
  /** Small text above the heading: whose timeline it is. */
  readonly above: string;
  readonly back?: { readonly to: string; readonly label?: string };
  readonly status?: ReactNode;
  /** The patient's own: a copy is kept on the device. */
  readonly own?: boolean;
  readonly emptyAction?: ReactNode;
}

/** Charts of a phone are as wide as the phone for six weeks; more days get more room, and scroll. */
const stretchOf: Readonly<Record<Span, number>> = { 'six-weeks': 1, 'three-months': 1.5, year: 2, all: 2 };
const narrowBelow = 640;
/** What the frame around the chart takes from its width. */
const framePixels = 26;

/** A patient's record on one time axis, as a chart or as a table, with the chosen day below. The same for everybody who may read it. */
export function TimelineView({ patientId, above, back, status, own = false, emptyAction, ...parts }: TimelineViewProps) {
  const { t } = useTranslation('timeline');
  const format = useFormat();
  const online = useOnline();
  const words = useTimelineWords();
  const { comfort } = useComfort();
  const { role } = useSignedIn();
  const [view, setView] = useState<View>(firstView);
  const [date, setDate] = useState<string | null>(null);
  const [asTable, setAsTable] = useState(false);
  const [box, room] = useWidth<HTMLDivElement>();
  const title = useId();
  const sentence = useId();
  const narrow = room < narrowBelow;
  const stretch = narrow ? stretchOf[view.span] : 1;
  // In steps, so that a window that is being resized does not ask for every pixel.
  const pixels = room === 0 ? 0 : Math.floor(plotWidth((room - framePixels) * stretch, narrow, Number(comfort.text) / 100) / 40) * 40;
  const { timeline, isAbsent, known, error, oldFrom, isCopy, retry } = useTimeline(patientId, view, pixels, own);

  const old = oldFrom === null ? null : (
    <StatusLine>
      {isCopy && timeline !== null ? t('old.copy', { date: format.date(timeline.to), time: format.dayTime(oldFrom) }) : t(online ? 'old.notRefreshed' : 'old.offline', { time: format.dayTime(oldFrom) })}
    </StatusLine>
  );
  const heading = timeline === null ? (isAbsent ? t('notFound.title') : t('title.plain')) : words.title(timeline);
  return (
    <Page wide heading={heading} above={above} back={back} status={<>{status}{old}</>} focusKey={`timeline-${patientId}`} headingId={title}>
      <div ref={box} className={styles.measure}>
        {timeline === null && error !== null ? <ErrorState onRetry={retry} reference={error.reference} /> : null}
        {timeline === null && error === null && !isAbsent ? <Skeleton /> : null}
        {isAbsent ? <p>{t('notFound.text')}</p> : null}
        {timeline !== null && room > 0 ? (
          <>
            <div id={sentence}><Muted>{words.summary(timeline)}</Muted></div>
            <Withheld timeline={timeline} />
            {timeline.recordFrom === null ? <Empty title={t('empty.title')} action={emptyAction}><p>{t('empty.text')}</p></Empty> : (
              <Shown
                timeline={timeline} view={view} onView={setView} known={known} room={room} stretch={stretch} words={words} viewer={role}
                date={date} onDate={setDate} asTable={asTable} onTable={setAsTable} labelledBy={`${title} ${sentence}`} caption={`${heading}. ${words.summary(timeline)}`} {...parts}
              />
            )}
          </>
        ) : null}
      </div>
    </Page>
  );
}

interface ShownProps extends DayCardParts {
  readonly timeline: Timeline;
  readonly view: View;
  readonly onView: (view: View) => void;
  readonly known: Known | null;
  readonly room: number;
  readonly stretch: number;
  readonly words: TimelineWords;
  /** Whose choice of lanes is remembered. */
  readonly viewer: string;
  /** The chosen day, `YYYY-MM-DD`; `null` for the last one. */
  readonly date: string | null;
  readonly onDate: (date: string) => void;
  readonly asTable: boolean;
  readonly onTable: (asTable: boolean) => void;
  readonly labelledBy: string;
  readonly caption: string;
}

/** Chart and chosen day, or the table in their place. */
function Shown({ timeline, view, onView, known, room, stretch, words, viewer, date, onDate, asTable, onTable, labelledBy, caption, ...parts }: ShownProps) {
  const { t } = useTranslation('timeline');
  const [hidden, setHidden] = useState(() => hiddenLanes(viewer));
  const { from } = timeline;
  const day = dayOf(date, timeline);
  const narrow = room < narrowBelow;
  const choose = useCallback((chosen: number): void => onDate(addDays(from, chosen)), [from, onDate]);
  const lanes = useMemo(() => sceneLanes.filter((lane) => !hidden.includes(lane)), [hidden]);
  return (
    <>
      <SpanChoice view={view} known={known} onChange={onView}>
        <Button onPress={() => onTable(!asTable)}>{t(asTable ? 'view.chart' : 'view.table')}</Button>
      </SpanChoice>
      {asTable ? <TimelineTable key={`${from} ${timeline.to}`} timeline={timeline} words={words} caption={caption} /> : (
        <>
          {narrow ? null : <Whole patientId={timeline.patientId} shown={timeline} recordFrom={known?.recordFrom ?? null} width={room} />}
          <TimelineChart timeline={timeline} room={room - framePixels} stretch={stretch} narrow={narrow} lanes={lanes} day={day} onChoose={choose} words={words} labelledBy={labelledBy} />
          <DaySlider timeline={timeline} day={day} onChoose={choose} words={words} />
          <DayCard timeline={timeline} day={day} words={words} {...parts} />
          <LanesChoice hidden={hidden} onChange={(put) => { setHidden(put); keepHiddenLanes(viewer, put); }} />
        </>
      )}
    </>
  );
}

/** The strip above the chart, once the record is longer than what is shown. It is a request of its own, by week or month. */
function Whole({ patientId, shown, recordFrom, width }: { readonly patientId: string; readonly shown: Timeline; readonly recordFrom: string | null; readonly width: number }) {
  const longer = recordFrom !== null && daysBetween(recordFrom, shown.to) > daysBetween(shown.from, shown.to) + 14;
  const result = useOperation(TimelineOf, { patientId, from: recordFrom, to: null, pixels: Math.max(40, Math.floor(width / 40) * 10) }, { topics: [...timelineTopics], enabled: longer });
  const answer = result.data?.timeline ?? null;
  const whole = useMemo(() => (answer === null ? null : timelineFrom(answer)), [answer]);
  return longer && whole !== null ? <OverviewStrip whole={whole} shown={shown} width={width} /> : null;
}

/** Where things will be. It does not shimmer. */
function Skeleton() {
  const { t } = useTranslation('timeline');
  return (
    <>
      <Loading what={t('what')} />
      <div className={styles.skeleton} aria-hidden="true">
        {[22, 84, 34, 156, 108].map((height) => <span key={height} style={{ height }} />)}
      </div>
    </>
  );
}
