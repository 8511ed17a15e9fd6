import { scaleLinear } from 'd3-scale';
import { highestOf, linesOf, type CurveAxes, type CurvePoint, type DoseCurve } from './dose-curve-lines.js';
import { axis } from './lanes/axis.js';
import { horizontal, path, rectangle, text, vertical, widthOf, type Frame } from './pen.js';
import type { Mark, PathMark, Scene } from './scene.js';
import type { Theme } from './theme.js';
import type { SceneWords } from './words.js';

export interface DoseCurveOptions {
  readonly width: number;
  readonly theme: Theme;
  readonly words: Pick<SceneWords, 'tick' | 'dose' | 'drug'>;
  readonly narrow: boolean;
  readonly textScale: number;
  /**
   * Followed by other curves in the same axes, in every frame of a slider: doses and names at the lines, which would move with
   * them, are left out, and the axis makes room for somewhat more days than there are.
   */
  readonly isMoving?: boolean;
}

export interface DoseCurveScene extends Pick<Scene, 'width' | 'height' | 'plot' | 'days' | 'marks'> {
  /** What the lines of another curve need to be drawn in the place of these. */
  readonly axes: CurveAxes;
}

/**
 * The curve as marks: the total as a strong line over a light area, parts as thin lines, the ceiling dotted, another
 * assumption dashed, breaches as crosses on the line. A few dozen marks however long the plan is.
 */
export function layoutDoseCurve(curve: DoseCurve, { width, theme, words, narrow, textScale, isMoving = false }: DoseCurveOptions): DoseCurveScene {
  const size = 12 * textScale;
  const height = Math.round((narrow ? 200 : 240) + 16 * textScale);
  const highest = highestOf(curve);
  const ticks = ticksTo(highest);
  const gutter = Math.ceil(Math.max(...ticks.map((tick) => widthOf(words.dose(tick), size)))) + 6;
  const top = 16 * textScale + 10;
  const days = Math.max(1, isMoving ? roomFor(curve.days) : curve.days);
  const plot = { left: gutter, right: width - 8, top, bottom: height - 6, dayWidth: (width - 8 - gutter) / days };
  const rise = (plot.bottom - top - size - 8) / highest;
  const axes: CurveAxes = { from: curve.from, days, plot, highest, rise, drugs: curve.parts.map(({ drug }) => drug), isCoarse: isMoving };
  const x = (day: number): number => plot.left + day * plot.dayWidth;
  const y = (micrograms: number): number => plot.bottom - micrograms * rise;
  const frame: Frame = { theme, words: { ...words, ...silent }, plot, days, narrow, textScale, x: (day) => x(day + 0.5) };
  const marks: readonly Mark[] = [
    path({ key: 'curve-ground', lane: 'dose', d: rectangle(plot.left, top, plot.right - plot.left, plot.bottom - top), fill: theme.ground }),
    path({ key: 'curve-rules', lane: 'dose', d: ticks.map((tick) => horizontal(y(tick), plot.left, plot.right)).join(''), stroke: theme.rule }),
    ...ticks.map((tick) => text({ key: `curve-tick-${tick}`, lane: 'dose', x: plot.left - 6, y: y(tick) + (tick === 0 ? 0 : size / 3), text: words.dose(tick), size, anchor: 'end', fill: theme.muted })),
    ...axis(curve, frame, size + 2, plot.bottom),
    ...linesOf(curve, axes).map((line) => path({ ...line, lane: 'dose', ...paintOf(line.key, theme) })),
    ...(isMoving ? [] : labels(curve, frame, x, y)),
  ];
  // A line that is empty now may be there in the next frame of a slider.
  return { width, height, plot, days: curve.days, axes, marks: isMoving ? marks : marks.filter((mark) => mark.kind === 'text' || mark.d !== '') };
}

function paintOf(key: string, theme: Theme): Partial<PathMark> {
  switch (key) {
    case 'curve-area': return { fill: theme.dose, fillOpacity: 0.1 };
    case 'curve-ceiling': return { stroke: theme.muted, strokeWidth: 1.6, dash: '1.5 3.5' };
    case 'curve-other': return { stroke: theme.dose, strokeWidth: 1.6, dash: '6 4' };
    case 'curve-total': return { stroke: theme.dose, strokeWidth: 2.2 };
    case 'curve-breaches': return { stroke: theme.text, strokeWidth: 2 };
    default: return { stroke: theme.symptom, strokeWidth: 1.4 };
  }
}

/** Half as much again, up to the next whole fortnight, quarter or year: an axis that is not laid out anew for some weeks more. */
function roomFor(days: number): number {
  const room = days * 1.5;
  const grain = room <= 84 ? 14 : room <= 728 ? 91 : 364;
  return Math.ceil(room / grain) * grain;
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
