import type { CurvePoint, DoseCurve } from '@evenkeel/timeline-scene';
import type { Sketch } from './picture.js';

/** Points of a curve as two columns of figures: handing over thousands of small objects costs a frame, two columns do not. */
interface Columns {
  readonly day: Int32Array;
  readonly micrograms: Int32Array;
}

/** A sketch as it goes from the worker to the page. */
export type PackedSketch = Omit<Sketch, 'curve'> & {
  readonly curve: (Omit<DoseCurve, 'total' | 'parts' | 'ceiling' | 'other'> & { readonly total: Columns; readonly parts: readonly { readonly drug: string; readonly points: Columns }[]; readonly ceiling: Columns; readonly other: Columns }) | null;
};

const columns = (points: readonly CurvePoint[]): Columns => ({ day: Int32Array.from(points, ({ day }) => day), micrograms: Int32Array.from(points, ({ micrograms }) => micrograms) });
const pointsOf = ({ day, micrograms }: Columns): readonly CurvePoint[] => Array.from(day, (each, place) => ({ day: each, micrograms: micrograms[place] ?? 0 }));

export const packed = (sketch: Sketch): PackedSketch => ({
  ...sketch,
  curve: sketch.curve === null ? null : {
    ...sketch.curve, total: columns(sketch.curve.total), ceiling: columns(sketch.curve.ceiling), other: columns(sketch.curve.other),
    parts: sketch.curve.parts.map(({ drug, points }) => ({ drug, points: columns(points) })),
  },
});

/** The same sketch again. */
export const unpacked = (sketch: PackedSketch): Sketch => ({
  ...sketch,
  curve: sketch.curve === null ? null : {
    ...sketch.curve, total: pointsOf(sketch.curve.total), ceiling: pointsOf(sketch.curve.ceiling), other: pointsOf(sketch.curve.other),
    parts: sketch.curve.parts.map(({ drug, points }) => ({ drug, points: pointsOf(points) })),
  },
});
