/** What the scene can show, from above to below. `events` holds alerts and notes, `cuts` the size of each reduction. */
export const sceneLanes = ['events', 'dose', 'cuts', 'overall', 'symptoms', 'check-ins'] as const;

export type SceneLane = (typeof sceneLanes)[number];

/** One drawn thing. Paints are ready for the renderer; coordinates are in pixels from the upper left. */
export type Mark = PathMark | TextMark;

export interface PathMark {
  readonly kind: 'path';
  readonly key: string;
  readonly lane: SceneLane | 'axis' | 'overview';
  readonly d: string;
  readonly fill: string | null;
  readonly fillOpacity: number;
  readonly stroke: string | null;
  readonly strokeWidth: number;
  readonly strokeOpacity: number;
  readonly dash: string | null;
  /** Ends of lines are round; a line of no length is then a dot. */
  readonly round: boolean;
}

export interface TextMark {
  readonly kind: 'text';
  readonly key: string;
  readonly lane: SceneLane | 'axis' | 'overview';
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly size: number;
  readonly bold: boolean;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly fill: string;
  /** Drawn around the letters, so that a line behind them does not cross them out; `null` for none. */
  readonly halo: string | null;
}

export interface LaneBox {
  readonly lane: SceneLane;
  readonly top: number;
  readonly bottom: number;
}

/** A finished picture of a timeline. Whoever renders it decides nothing more. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  /** Where days lie: a day is `dayWidth` wide and its middle is where its marks are. */
  readonly plot: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number; readonly dayWidth: number };
  /** How many days the range has. */
  readonly days: number;
  readonly lanes: readonly LaneBox[];
  readonly marks: readonly Mark[];
  /** Names of lanes. On a narrow screen they stay where they are while the chart is scrolled. */
  readonly titles: readonly TextMark[];
  /** Where 0 and 10 of the overall score lie; `null` without that lane. */
  readonly score: { readonly zero: number; readonly ten: number } | null;
}

/** The middle of a day. */
export const xOfDay = (scene: Pick<Scene, 'plot'>, day: number): number => scene.plot.left + (day + 0.5) * scene.plot.dayWidth;

/** The day under a point, kept inside the range. */
export const dayAtX = (scene: Pick<Scene, 'plot' | 'days'>, x: number): number =>
  Math.max(0, Math.min(scene.days - 1, Math.floor((x - scene.plot.left) / scene.plot.dayWidth)));
