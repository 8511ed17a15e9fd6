import type { PathMark, Scene, TextMark } from './scene.js';
import type { Theme } from './theme.js';
import type { SceneWords } from './words.js';

/** What every lane needs to draw itself. */
export interface Frame {
  readonly theme: Theme;
  readonly words: SceneWords;
  readonly plot: Scene['plot'];
  readonly days: number;
  /** A narrow screen: names above lanes, fewer strips. */
  readonly narrow: boolean;
  /** 1 for text of normal size. */
  readonly textScale: number;
  readonly x: (day: number) => number;
}

type PathParts = Pick<PathMark, 'key' | 'lane' | 'd'> & Partial<PathMark>;

export const path = (parts: PathParts): PathMark => ({
  kind: 'path', fill: null, fillOpacity: 1, stroke: null, strokeWidth: 1, strokeOpacity: 1, dash: null, round: false, ...parts,
});

type TextParts = Pick<TextMark, 'key' | 'lane' | 'x' | 'y' | 'text' | 'fill'> & Partial<TextMark>;

export const text = (parts: TextParts): TextMark => ({ kind: 'text', size: 12, bold: false, anchor: 'start', halo: null, ...parts });

/** One decimal is a tenth of a pixel; more only makes the document longer. */
export const at = (value: number): string => String(Math.round(value * 10) / 10);

export const rectangle = (x: number, y: number, width: number, height: number): string => `M${at(x)},${at(y)}h${at(width)}v${at(height)}h${at(-width)}z`;

export const vertical = (x: number, top: number, bottom: number): string => `M${at(x)},${at(top)}V${at(bottom)}`;

export const horizontal = (y: number, left: number, right: number): string => `M${at(left)},${at(y)}H${at(right)}`;

export const dot = (x: number, y: number): string => `M${at(x)},${at(y)}h0`;

/** Text that fits, cut with an ellipsis where it has to be; the table has it in full. */
export const fitted = (words: string, size: number, width: number): string =>
  widthOf(words, size) <= width ? words : `${words.slice(0, Math.max(1, Math.floor(width / (size * 0.58)) - 1)).trimEnd()}…`;

/** Roughly how wide text of this size is (pixels); a little too much rather than too little. */
export const widthOf = (words: string, size: number): number => words.length * size * 0.58;
