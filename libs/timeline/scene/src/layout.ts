import { daysOf, type Timeline } from '@evenkeel/timeline-rules';
import { axis } from './lanes/axis.js';
import { checkIns } from './lanes/check-ins.js';
import { cuts } from './lanes/cuts.js';
import { dose } from './lanes/dose.js';
import { events } from './lanes/events.js';
import { overall, scoreScale } from './lanes/overall.js';
import { stripHeight, stripsShown, symptoms } from './lanes/symptoms.js';
import { fitted, path, text, vertical, widthOf, type Frame } from './pen.js';
import { sceneLanes, type LaneBox, type Mark, type Scene, type SceneLane, type TextMark } from './scene.js';
import type { Theme } from './theme.js';
import type { SceneWords } from './words.js';

export interface LayoutOptions {
  /** Pixels from edge to edge. */
  readonly width: number;
  readonly theme: Theme;
  /** The lanes that the reader wants; those without consent are left out in any case. */
  readonly lanes: readonly SceneLane[];
  readonly words: SceneWords;
  /** Names above lanes and fewer strips, as on a phone. */
  readonly narrow?: boolean;
  /** 1 for text of normal size. */
  readonly textScale?: number;
}

const gutter = { narrow: 26, wide: 148, widest: 212 };
const right = { narrow: 4, wide: 16 };
/** The smallest plot that still tells days apart. */
const smallestPlot = 120;

const drawers: Readonly<Record<SceneLane, (timeline: Timeline, frame: Frame, box: LaneBox) => readonly Mark[]>> = {
  events, dose, cuts, overall, symptoms, 'check-ins': checkIns,
};

/** How many pixels of a chart this wide are for days, give or take long names: what the server is told to choose its buckets by. */
export const plotWidth = (width: number, narrow: boolean, textScale = 1): number => {
  const sides = narrow ? gutter.narrow + right.narrow : Math.round(gutter.wide * textScale) + right.wide;
  return Math.max(smallestPlot, Math.floor(width - sides));
};

/**
 * Puts a timeline on paper. The same arguments give the same scene; there is no clock, no measuring of fonts and no browser
 * in it. What the scene shows is what `tableRows` says of the same timeline. At most some 300 marks for any range.
 */
export function layout(timeline: Timeline, { width, theme, lanes, words, narrow = false, textScale = 1 }: LayoutOptions): Scene {
  const days = daysOf(timeline);
  const left = narrow ? gutter.narrow : wideGutter(timeline, words, textScale);
  const inner = Math.max(smallestPlot, Math.floor(width - left - (narrow ? right.narrow : right.wide)));
  const axisHeight = (narrow ? 20 : 24) * textScale;
  const shown = sceneLanes.filter((lane) => lanes.includes(lane) && mayBeShown(timeline, lane));
  const titleHeight = narrow ? 24 * textScale : 0;
  let top = axisHeight + 8;
  const boxes = shown.map((lane): LaneBox => {
    const box = { lane, top: top + titleHeight, bottom: top + titleHeight + heightOf(timeline, lane, narrow) };
    top = box.bottom + (narrow ? 8 : 12);
    return box;
  });
  const bottom = boxes.at(-1)?.bottom ?? top;
  const plot = { left, right: left + inner, top: axisHeight, bottom, dayWidth: inner / days };
  const frame: Frame = { theme, words, plot, days, narrow, textScale, x: (day) => plot.left + (day + 0.5) * plot.dayWidth };
  const score = boxes.find((box) => box.lane === 'overall');
  const y = score === undefined ? null : scoreScale(score);
  const drawn = boxes.flatMap((box) => drawers[box.lane](timeline, frame, box));
  return {
    width: Math.ceil(plot.right + (narrow ? right.narrow : right.wide)), height: Math.ceil(bottom + 8), plot, days, lanes: boxes,
    // Grounds lie under the hairlines, everything else above them.
    marks: [...drawn.filter(isGround), ...axis(timeline, frame, axisHeight - 8, bottom), ...stepGuides(timeline, boxes, frame), ...drawn.filter((mark) => !isGround(mark))],
    titles: boxes.flatMap((box) => titles(box, timeline, frame)),
    score: y === null ? null : { zero: y(0), ten: y(10) },
  };
}

/** Names of symptoms are long in some languages; beyond a measure they are cut. */
function wideGutter(timeline: Timeline, words: SceneWords, textScale: number): number {
  const longest = Math.max(0, ...stripsShown(timeline, false).map((strip) => widthOf(words.symptom(strip.code), 12)));
  return Math.round(Math.min(gutter.widest, Math.max(gutter.wide, longest + 14)) * textScale);
}

const isGround = (mark: Mark): boolean => mark.key.endsWith('-ground');

function mayBeShown(timeline: Timeline, lane: SceneLane): boolean {
  const withheld = (name: string): boolean => timeline.withheld.includes(name);
  switch (lane) {
    // One's own notes are there whatever is shared.
    case 'events': return !(withheld('alerts') && withheld('notes')) || timeline.notes.day.length > 0;
    case 'dose':
    case 'cuts': return !withheld('dose');
    case 'overall': return !withheld('overall');
    case 'symptoms': return !withheld('symptoms') && timeline.symptoms.length > 0;
    case 'check-ins': return !withheld('check-ins');
  }
}

function heightOf(timeline: Timeline, lane: SceneLane, narrow: boolean): number {
  switch (lane) {
    case 'events': return 22;
    case 'dose': return narrow ? 60 : 84;
    case 'cuts': return narrow ? 26 : 34;
    case 'overall': return narrow ? 120 : 156;
    case 'symptoms': return stripsShown(timeline, narrow).length * stripHeight;
    case 'check-ins': return 8;
  }
}

/** A dotted line down from every dose step, so that the eye finds what followed it. */
function stepGuides(timeline: Timeline, boxes: readonly LaneBox[], frame: Frame): readonly Mark[] {
  const dose = boxes.find((box) => box.lane === 'dose' || box.lane === 'cuts');
  if (dose === undefined) return [];
  const starts = timeline.doses.day.filter((day) => day >= 0 && day < frame.days && day * frame.plot.dayWidth > 1);
  // On a record of years the lines would be a curtain.
  if (starts.length === 0 || frame.plot.right - frame.plot.left < starts.length * 24) return [];
  const d = starts.map((day) => vertical(frame.x(day - 0.5), dose.top, frame.plot.bottom)).join('');
  return [path({ key: 'steps', lane: 'axis', d, stroke: frame.theme.muted, strokeWidth: 1, dash: '1.5 3' })];
}

function titles(box: LaneBox, timeline: Timeline, frame: Frame): readonly TextMark[] {
  const { words, theme, narrow, textScale } = frame;
  const note = words.laneNote(box.lane);
  const size = (narrow ? 13 : 12.5) * textScale;
  const common = { lane: box.lane, fill: theme.text, size, bold: true };
  if (narrow) {
    const name = box.lane === 'symptoms' ? words.symptoms(stripsShown(timeline, true).map((strip) => strip.code)) : words.lane(box.lane);
    return [text({ ...common, key: `title-${box.lane}`, x: frame.plot.left, y: box.top - 7, text: narrowTitle(name, box.lane === 'symptoms' ? null : note, size * 1.06, frame.plot.right - frame.plot.left), halo: theme.surface })];
  }
  if (box.lane === 'symptoms') return [];
  const single = box.bottom - box.top < 26;
  const y = single ? (box.top + box.bottom) / 2 + 4 : box.top + 11;
  return [
    text({ ...common, key: `title-${box.lane}`, x: 0, y, text: words.lane(box.lane) }),
    ...(note === null || single ? [] : [text({ ...common, key: `note-${box.lane}`, x: 0, y: y + 15 * textScale, text: note, size: 11 * textScale, bold: false, fill: theme.muted })]),
  ];
}

/** Name and small print on one line, or the name alone where there is no room for both. */
function narrowTitle(name: string, note: string | null, size: number, width: number): string {
  const both = note === null ? name : `${name}, ${note}`;
  return widthOf(both, size) <= width ? both : fitted(name, size, width);
}
