import { at } from './pen.js';
import type { Scene } from './scene.js';

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

/** Axes into which lines are drawn. Plain values: a worker can draw into the axes of a page. */
export interface CurveAxes {
  readonly from: string;
  /** So many days have room; a curve may have fewer. */
  readonly days: number;
  readonly plot: Scene['plot'];
  /** Micrograms at the upper end, and the pixels of one. */
  readonly highest: number;
  readonly rise: number;
  /** Medicines that have a line of their own. */
  readonly drugs: readonly string[];
  /** Lines are drawn in every frame: on whole pixels, and a step of less than two is one with its neighbour. */
  readonly isCoarse: boolean;
}

/** One line: the `d` of a path, empty where nothing is to be drawn. Its key is that of the mark. */
export interface CurveLine {
  readonly key: string;
  readonly d: string;
}

export const highestOf = ({ total, other }: DoseCurve): number => Math.max(1, ...total.map(({ micrograms }) => micrograms), ...other.map(({ micrograms }) => micrograms));

/** Whether this curve can be drawn into these axes, made for another one. However small it is in them: while it changes, they had better stand still. */
export const fits = (curve: DoseCurve, axes: CurveAxes): boolean =>
  curve.from === axes.from && curve.days <= axes.days && highestOf(curve) <= axes.highest
    && curve.parts.length === axes.drugs.length && curve.parts.every(({ drug }, place) => axes.drugs[place] === drug);

/** All lines of the curve, in the order in which they lie above one another. Each is there, if only empty: a curve that follows has the same keys. */
export function linesOf(curve: DoseCurve, { plot, rise, isCoarse }: CurveAxes): readonly CurveLine[] {
  const x = (day: number): number => plot.left + day * plot.dayWidth;
  const y = (micrograms: number): number => plot.bottom - micrograms * rise;
  const [figure, least] = isCoarse ? [whole, 2] : [at, 1];
  const corners = (points: readonly CurvePoint[]): readonly Corner[] => {
    const line: Corner[] = [];
    for (const { day, micrograms } of points) {
      if (day >= curve.days) break;
      const corner: Corner = [x(Math.max(0, day)), y(micrograms)];
      // Steps so near to one another are one line on the glass; the newest of them is the one that goes on.
      if (line.length > 1 && corner[0] - (line.at(-1)?.[0] ?? 0) < least && corner[0] - (line.at(-2)?.[0] ?? 0) < least) line[line.length - 1] = corner;
      else line.push(corner);
    }
    const last = line.at(-1);
    return last === undefined ? [] : [...line, [x(curve.days), last[1]]];
  };
  const lineOf = (points: readonly CurvePoint[]): string => stairs(corners(points), figure);
  const total = corners(curve.total);
  const totalLine = stairs(total, figure);
  const valueOn = (day: number): number => curve.total.findLast((point) => point.day <= day)?.micrograms ?? 0;
  const cross = (day: number): string => `M${figure(x(day) - 4)},${figure(y(valueOn(day)) - 4)}l8,8m0,-8l-8,8`;
  return [
    { key: 'curve-area', d: total.length === 0 ? '' : `${totalLine}V${figure(plot.bottom)}H${figure(total[0]?.[0] ?? 0)}Z` },
    { key: 'curve-ceiling', d: lineOf(curve.ceiling) },
    ...curve.parts.map(({ drug, points }) => ({ key: `curve-part-${drug}`, d: lineOf(points) })),
    { key: 'curve-other', d: lineOf(curve.other) },
    { key: 'curve-total', d: totalLine },
    { key: 'curve-breaches', d: curve.breaches.map(cross).join('') },
  ];
}

type Corner = readonly [number, number];

/** On at the same height, then up or down: two short words for each corner. */
const stairs = (corners: readonly Corner[], figure: (value: number) => string): string =>
  corners.map(([x, y], place) => (place === 0 ? `M${figure(x)},${figure(y)}` : `H${figure(x)}V${figure(y)}`)).join('');

const whole = (value: number): string => String(Math.round(value));
