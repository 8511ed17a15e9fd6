import { scaleLinear } from 'd3-scale';
import { axis } from './lanes/axis.js';
import { at, horizontal, path, rectangle, text, vertical, widthOf, type Frame } from './pen.js';
import type { Mark, Scene } from './scene.js';
import type { Theme } from './theme.js';
import type { SceneWords } from './words.js';

/** From this day on so much, until the next point. Days count from the first one of the curve. */
export interface CurvePoint {
  readonly day: number;
  readonly micrograms: number;
}

/** A planned dose as a curve of steps. All figures are whole micrograms of one medicine, or its equivalents. */
export interface DoseCurve {
  /** Civil date of day 0. */
  readonly from: string;
  readonly days: number;
  readonly total: readonly CurvePoint[];
  /** Where there are two medicines: each of them by its code, as part of the total. */
  readonly parts: readonly { readonly drug: string; readonly points: readonly CurvePoint[] }[];
  /** The lowest total that is let through. */
  readonly ceiling: readonly CurvePoint[];
  /** Days whose total is below the ceiling. */
  readonly breaches: readonly number[];
  /** The same plan under another assumption, such as a hold; empty for none. */
  readonly other: readonly CurvePoint[];
}

export interface DoseCurveOptions {
  readonly width: number;
  readonly theme: Theme;
  readonly words: Pick<SceneWords, 'tick' | 'dose' | 'drug'>;
  readonly narrow: boolean;
  readonly textScale: number;
  /**
   * Drawn again in every frame of a slider: doses and names at the lines, which would move with it, are left out, and the axis makes
   * room for somewhat more days than there are, so that its words stand still; lines lie on whole pixels. Words and
   * figures with a fraction are the dear parts of a frame.
   */
  readonly isMoving?: boolean;
}

export type DoseCurveScene = Pick<Scene, 'width' | 'height' | 'plot' | 'days' | 'marks'>;

/**
 * The curve as marks: the total as a strong line over a light area, parts as thin lines, the ceiling dotted, another
 * assumption dashed, breaches as crosses on the line. A few dozen marks however long the plan is.
 */
export function layoutDoseCurve(curve: DoseCurve, { width, theme, words, narrow, textScale, isMoving = false }: DoseCurveOptions): DoseCurveScene {
  const size = 12 * textScale;
  const height = Math.round((narrow ? 200 : 240) + 16 * textScale);
  const highest = Math.max(1, ...curve.total.map(({ micrograms }) => micrograms), ...curve.other.map(({ micrograms }) => micrograms));
  const ticks = ticksTo(highest);
  const gutter = Math.ceil(Math.max(...ticks.map((tick) => widthOf(words.dose(tick), size)))) + 6;
  const top = 16 * textScale + 10;
  const days = Math.max(1, isMoving ? roomFor(curve.days) : curve.days);
  const plot = { left: gutter, right: width - 8, top, bottom: height - 6, dayWidth: (width - 8 - gutter) / days };
  const x = (day: number): number => plot.left + day * plot.dayWidth;
  const rise = (plot.bottom - top - size - 8) / highest;
  const y = (micrograms: number): number => plot.bottom - micrograms * rise;
  const frame: Frame = { theme, words: { ...words, ...silent }, plot, days, narrow, textScale, x: (day) => x(day + 0.5) };
  const corners = (points: readonly CurvePoint[]): [number, number][] => {
    const line: [number, number][] = [];
    for (const { day, micrograms } of points) {
      if (day >= curve.days) break;
      const corner: [number, number] = [x(Math.max(0, day)), y(micrograms)];
      // Steps within one pixel are one line on the glass; the newest of them is the one that goes on.
      if (line.length > 1 && corner[0] - (line.at(-1)?.[0] ?? 0) < 1 && corner[0] - (line.at(-2)?.[0] ?? 0) < 1) line[line.length - 1] = corner;
      else line.push(corner);
    }
    const last = line.at(-1);
    return last === undefined ? [] : [...line, [x(curve.days), last[1]]];
  };
  const total = corners(curve.total);
  const lineOf = (line: readonly (readonly [number, number])[]): string => stairs(line, isMoving ? whole : at);
  const totalLine = lineOf(total);
  const valueOn = (day: number): number => curve.total.findLast((point) => point.day <= day)?.micrograms ?? 0;
  const cross = (day: number): string => {
    const [middle, level] = [x(day), y(valueOn(day))];
    return `M${at(middle - 4)},${at(level - 4)}l8,8m0,-8l-8,8`;
  };
  const marks: readonly Mark[] = [
    path({ key: 'curve-ground', lane: 'dose', d: rectangle(plot.left, top, plot.right - plot.left, plot.bottom - top), fill: theme.ground }),
    path({ key: 'curve-rules', lane: 'dose', d: ticks.map((tick) => horizontal(y(tick), plot.left, plot.right)).join(''), stroke: theme.rule }),
    ...ticks.map((tick) => text({ key: `curve-tick-${tick}`, lane: 'dose', x: plot.left - 6, y: y(tick) + (tick === 0 ? 0 : size / 3), text: words.dose(tick), size, anchor: 'end', fill: theme.muted })),
    ...axis(curve, frame, size + 2, plot.bottom),
    path({ key: 'curve-area', lane: 'dose', d: total.length === 0 ? '' : `${totalLine}V${at(plot.bottom)}H${at(total[0]?.[0] ?? 0)}Z`, fill: theme.dose, fillOpacity: 0.1 }),
    path({ key: 'curve-ceiling', lane: 'dose', d: lineOf(corners(curve.ceiling)), stroke: theme.muted, strokeWidth: 1.6, dash: '1.5 3.5' }),
    ...curve.parts.map(({ drug, points }) => path({ key: `curve-part-${drug}`, lane: 'dose', d: lineOf(corners(points)), stroke: theme.symptom, strokeWidth: 1.4 })),
    path({ key: 'curve-other', lane: 'dose', d: lineOf(corners(curve.other)), stroke: theme.dose, strokeWidth: 1.6, dash: '6 4' }),
    path({ key: 'curve-total', lane: 'dose', d: totalLine, stroke: theme.dose, strokeWidth: 2.2 }),
    path({ key: 'curve-breaches', lane: 'dose', d: curve.breaches.map(cross).join(''), stroke: theme.text, strokeWidth: 2 }),
    ...(isMoving ? [] : labels(curve, frame, x, y)),
  ];
  return { width, height, plot, days: curve.days, marks: marks.filter((mark) => mark.kind === 'text' || mark.d !== '') };
}

/** On at the same height, then up or down: two short words for each corner, for a curve is drawn again in every frame of a slider. */
const stairs = (corners: readonly (readonly [number, number])[], figure: (value: number) => string): string =>
  corners.map(([x, y], place) => (place === 0 ? `M${figure(x)},${figure(y)}` : `H${figure(x)}V${figure(y)}`)).join('');

const whole = (value: number): string => String(Math.round(value));

/** Up to the next whole fortnight, quarter or year: an axis that is not laid out anew for a day more or less. */
function roomFor(days: number): number {
  const grain = days <= 84 ? 14 : days <= 728 ? 91 : 364;
  return Math.ceil(days / grain) * grain;
}

/** A line through the chosen day. */
export const dayLine = ({ plot }: DoseCurveScene, day: number): string => vertical(plot.left + (day + 0.5) * plot.dayWidth, plot.top, plot.bottom);

/** Zero, and round whole figures up to the highest. */
function ticksTo(highest: number): readonly number[] {
  return scaleLinear([0, highest], [0, 1]).ticks(3).filter((tick) => Number.isInteger(tick));
}

/** Doses above the line where there is room, each part by its name where it is highest. */
function labels(curve: DoseCurve, frame: Frame, x: (day: number) => number, y: (micrograms: number) => number): readonly Mark[] {
  const { words, plot, theme, narrow, textScale } = frame;
  const size = 12 * textScale;
  const apart = narrow ? 52 : 64;
  let free = -Infinity;
  let count = 0;
  const doses = curve.total.flatMap(({ day, micrograms }): Mark[] => {
    // Most steps of a micro-taper get no label: their words are not even asked for.
    if (day >= curve.days || x(day) + 4 < free) return [];
    const label = words.dose(micrograms);
    const width = widthOf(label, size);
    const left = Math.min(x(day) + 4, plot.right - width);
    if (left < free) return [];
    free = Math.max(left + width + 6, left + apart);
    // Named by their order: while a plan is changed the same few labels move.
    return [text({ key: `curve-dose-${(count += 1)}`, lane: 'dose', x: left, y: y(micrograms) - 5, text: label, size, fill: theme.text, halo: theme.surface })];
  });
  const names = curve.parts.flatMap(({ drug, points }): Mark[] => {
    const peak = points.reduce<CurvePoint | null>((so, point) => (so === null || point.micrograms > so.micrograms ? point : so), null);
    if (peak === null || peak.day >= curve.days) return [];
    const label = words.drug(drug);
    return [text({ key: `curve-name-${drug}`, lane: 'dose', x: Math.min(x(peak.day) + 4, plot.right - widthOf(label, size)), y: y(peak.micrograms) + size + 3, text: label, size, fill: theme.symptom, halo: theme.surface })];
  });
  return [...doses, ...names];
}

const nothing = (): string => '';

/** The axis asks only for its ticks; a curve has no other words. */
const silent = { lane: nothing, laneNote: () => null, hold: '', percent: nothing, symptom: nothing, symptoms: nothing, number: nothing } as const;
