import type { SceneLane } from './scene.js';

/** The words of a chart in the reader's language. Every one of them is asked for; the scene knows none by itself. */
export interface SceneWords {
  readonly lane: (lane: SceneLane) => string;
  /** Small print under the name of a lane, such as "0 none – 10 worst"; `null` for none. */
  readonly laneNote: (lane: SceneLane) => string | null;
  /** A civil date on the axis: "Mar", "Mar 2026" or "17 Mar". */
  readonly tick: (date: string, style: 'month' | 'month-year' | 'day' | 'day-year') => string;
  /** "0.5 mg"; integer micrograms in. */
  readonly dose: (micrograms: number) => string;
  readonly hold: string;
  readonly drug: (code: string) => string;
  /** Whole percents. */
  readonly percent: (value: number) => string;
  readonly symptom: (code: string) => string;
  /** "Anxiety, then poor sleep": the strips of a narrow screen in one title. */
  readonly symptoms: (codes: readonly string[]) => string;
  readonly number: (value: number) => string;
}
